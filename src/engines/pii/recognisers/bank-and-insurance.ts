import type { Reason } from '../finding.ts'
import { isInsurerNumber } from '../text/check-digits.ts'
import { labelBefore } from '../text/labels.ts'
import { beginsNumber, type Candidate, endsNumber, type Recogniser, stick } from '../text/recogniser.ts'

const NUMBER = /\d{6,8}/y
const BANK =
  '(?:[一-龠々ァ-ヶーA-Za-z&]{1,14}|[ぁ-ん]{2,6})(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農業協同組合|農協|漁協|信託|ネット銀行|バンク)|ゆうちょ|JA[一-龠ァ-ヶーぁ-ん]{1,8}'
const BRANCH = '[^\\s、。:：()\\d]{1,12}?(?:支店|本店営業部|本店|営業部|出張所|支所|店)|[〇一二三四五六七八九]{3}店?'
const KIND = '[(（]?(?:普通|当座|貯蓄|定期|総合|普|当)(?:預金|貯金|口座)?[)）]?'
/** Bank, branch, kind of account, as they end just before the number. */
const AFTER_BANK = `\\s?(?:[(（]\\d{4}[)）])?[\\s/・、,]{0,2}(?<branch>${BRANCH})?\\s?(?:[(（]?(?:店番|支店番号|支店コード)?[:：]?\\s?\\d{3}[)）])?[\\s/・、,]{0,2}(?<kind>${KIND})?[\\s/・、,]{0,2}(?:口座番号|口座|番号|No\\.?)?\\s?[:：=]?\\s?$`
const BANK_BEFORE = new RegExp(`(?<bank>${BANK})${AFTER_BANK}`)
const BEFORE = new RegExp(AFTER_BANK)
const CONTEXT = /[普当貯定総座店行庫]/

/** 口座: the number with bank, branch and kind before it; the number alone where its label says so. */
export const accountRecogniser: Recogniser = {
  anchors: '',
  runs: [6, 7, 8],
  recognise(text, at): Candidate | undefined {
    if (!beginsNumber(text, at)) return undefined
    const match = stick(NUMBER, text, at)
    if (!match || !endsNumber(text, at + match[0].length)) return undefined
    const end = at + match[0].length
    const window = text.slice(Math.max(0, at - 56), at)
    const line = window.slice(window.lastIndexOf('\n') + 1)
    if (!CONTEXT.test(line)) return undefined
    const before = BANK_BEFORE.exec(line) ?? BEFORE.exec(line)
    const { bank, branch, kind } = before?.groups ?? {}
    const reasons: Reason[] = [{ rule: 'account_number', delta: match[0].length === 7 ? 20 : 10 }]
    let start = at
    if (kind) reasons.push({ rule: 'kind_of_account', delta: 35 })
    if (branch) reasons.push({ rule: 'branch', delta: 20 })
    if (bank) {
      reasons.push({ rule: 'bank', delta: 35 })
      start = at - line.length + startOfBank(line, before!.index)
    }
    const label = labelBefore(text, at)
    if (label?.isAdjacent && label.label === 'ACCOUNT') reasons.push({ rule: 'label', delta: 45 })
    return { type: 'ACCOUNT', start, end, reasons }
  },
}

const LABEL_AT_START =
  /^(?:[一-龠]{1,3}(?:口座|先)(?:口座)?|口座)(?=[一-龠ァ-ヶA-Z]{2,}(?:銀行|信用|信金|信組|労|農|漁)|JA|ゆうちょ)/

/** 振込先はみずほ銀行, 振込口座みずほ銀行: neither the particle nor the label is a part of the name. */
function startOfBank(line: string, index: number): number {
  let start = index
  while (/[\s/・、,]/.test(line[start] ?? '')) start++
  start += LABEL_AT_START.exec(line.slice(start))?.[0].length ?? 0
  if (/^[はをにがへでと][ぁ-ん]{2}/.test(line.slice(start)) && /[一-龠々先]/.test(line[start - 1] ?? '')) start++
  return start
}

const SYMBOL_AND_NUMBER =
  /記号\s{0,2}[:：]?\s{0,2}([0-9A-Za-zぁ-んァ-ヶ一-龠-]{1,10}?)\s{0,2}[、,・/／]?\s{0,2}番号\s{0,2}[:：]?\s{0,2}\d{1,8}(?:\s?[(（]?枝番\s?[:：]?\s?\d{1,2}[)）]?|-\d{2}(?!\d))?/y
const INSURANCE = /保険|健保|国保|社保|組合|受診|医療|加入者|被保|協会けんぽ|共済/
const POST_BANK = /ゆうちょ|口座|貯金|振込|銀行/

/** 健康保険の記号・番号, and 記号・番号 of an account of the post bank, by what is written before them. */
export const symbolNumberRecogniser: Recogniser = {
  anchors: '記',
  recognise(text, at): Candidate | undefined {
    const match = stick(SYMBOL_AND_NUMBER, text, at)
    if (!match) return undefined
    const before = text.slice(Math.max(0, at - 60), at)
    const place = { start: at, end: at + match[0].length }
    const isPostBank = POST_BANK.test(before) && !INSURANCE.test(before) && /^1\d{3}0$/.test(match[1]!)
    if (isPostBank) return { type: 'ACCOUNT', ...place, reasons: [{ rule: 'post_bank_symbol', delta: 85 }] }
    const reasons: Reason[] = [{ rule: 'symbol_and_number', delta: 58 }]
    if (INSURANCE.test(before)) reasons.push({ rule: 'context_word', delta: 35 })
    return { type: 'HEALTHINS', ...place, reasons }
  },
}

const INSURED = /\d{4}-\d{6}-\d|\d{4,10}/y

/** 被保険者番号, 保険者番号 and 雇用保険被保険者番号: by their label alone. */
export const insuredNumberRecogniser: Recogniser = {
  anchors: '',
  runs: [4, 5, 6, 7, 8, 9, 10],
  recognise(text, at): Candidate | undefined {
    if (!beginsNumber(text, at)) return undefined
    const label = labelBefore(text, at)
    if (label?.label !== 'HEALTHINS' || !label.isAdjacent) return undefined
    const match = stick(INSURED, text, at)
    if (!match || !endsNumber(text, at + match[0].length)) return undefined
    const reasons: Reason[] = [{ rule: 'label', delta: 78 }]
    if (isInsurerNumber(match[0])) reasons.push({ rule: 'check_digit', delta: 12 })
    return { type: 'HEALTHINS', start: at, end: at + match[0].length, reasons }
  },
}
