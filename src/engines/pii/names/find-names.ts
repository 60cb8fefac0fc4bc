import type { WordLists } from '../options.ts'
import type { Candidate } from '../text/recogniser.ts'
import { shippedModel } from './model.ts'
import type { NameTagger } from './name-tagger.ts'
import { pairNames } from './pair-names.ts'
import { ruleNames } from './rule-names.ts'
import { shippedNameTagger } from './tag-names.ts'
import { knownNames } from './known-names.ts'

const HONORIFIC = /^\s?(?:様|さま|さん|氏|殿|くん|君|ちゃん|先生|部長|課長|係長|主任|社長)/
const COMPANY =
  /(?:株式会社|有限会社|合同会社|合資会社|\([株有]\)) ?[一-龠々ァ-ヶーA-Za-z&・]{1,16}|[一-龠々ァ-ヶーA-Za-z&・]{1,16}(?:株式会社|有限会社|合同会社|\([株有]\)|銀行|信用金庫)/g

/** Every name of a person that the tagger, the rules or the customer's own lists know; overlaps are left in. */
export function findNames(text: string, tagger: NameTagger | null | undefined, lists?: WordLists): Candidate[] {
  const { words } = shippedModel()
  const tag = tagger === undefined ? shippedNameTagger() : tagger
  const companies = [...text.matchAll(COMPANY)].map((match) => [match.index, match.index + match[0].length] as const)
  const tagged = (tag?.(text) ?? []).map(({ start, end, probability }): Candidate => {
    const reasons = [{ rule: 'name_tagger', delta: Math.round(35 + 40 * probability) }]
    if (HONORIFIC.test(text.slice(end, end + 4))) reasons.push({ rule: 'honorific', delta: 20 })
    return { type: 'PERSON', start, end, reasons }
  })
  const byRule = [...ruleNames(text, words), ...pairNames(text, words)]
  for (const { start, end, reasons } of byRule)
    if (companies.some(([from, until]) => from <= start && end <= until))
      reasons.push({ rule: 'inside_company', delta: -50 })
  return [...tagged, ...byRule, ...knownNames(text, lists)]
}
