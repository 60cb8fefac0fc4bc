import type { Reason } from '../finding.ts'
import { labelBefore } from '../text/labels.ts'
import { type Candidate, isDigit, type Recogniser, stick } from '../text/recogniser.ts'
import { PREFECTURES } from './prefectures.ts'

const N = '(?:\\d{1,5}|[一二三四五六七八九十百〇]{1,5})'
const DASH = '[-ー]'
/** 2丁目4番23号 · 3-11-10 · 123番地の4 · 五丁目3番 */
const BLOCK =
  `(?:${N}条(?:通り?|東|西|南|北)?\\s?)?${N}\\s?(?:丁目|番町|条(?:通り?|東|西|南|北)?)\\s?(?:${N}\\s?(?:番地?の?|${DASH}|の)\\s?)?(?:${N}\\s?(?:番|号|${DASH})?\\s?)?(?:${N}\\s?号?)?(?:${DASH}\\d{1,4}){0,2}` +
  `|\\d{1,5}(?:${DASH}\\d{1,4}){1,4}` +
  `|${N}\\s?番地?(?:の|${DASH})?\\s?(?:${N}\\s?号?)?(?:${DASH}\\d{1,4})?` +
  `|\\d{1,5}(?![\\d%.,年月日人名円個件台本歳才時分秒階])`
const PART = '[一-龠々〆ヶケヵノツ之の乃ヴァ-ンー]'
const LETTER = '[一-龠々〆ヶケヵノツ之のぁ-んァ-ンー]'
const CITY = `${PART}{1,7}?(?:市|区|郡|町|村)`
const AFTER_PREFECTURE = new RegExp(`\\s?${CITY}(?:\\s?${CITY}){0,2}`, 'y')
const TOWN_AND_BLOCK = new RegExp(`(${LETTER}{0,14}?)\\s?((?<=^|[^一二三四五六七八九十百〇])(?:${BLOCK}))`, 'y')
const TOWN = /[一-龠々〆ヶケヵノツ之のぁ-んァ-ンー]{0,14}?(?=[\d一二三四五六七八九十]|$|[\s、。,)）」』\n])/y
const BUILDING =
  /(?:\s?[^\s\d、。,:：;()（）「」【】/|@はをがにでと〒]{2,24}?\s?(?:[A-Z]棟)?\s?[A-Z]?-?\d{1,5}(?:号室|号棟?|階|F|室)?(?![\d年月日/:：]))/y
const HAS_BUILDING =
  /ビル|マンション|ハイツ|コーポ|メゾン|アパート|荘|寮|団地|レジデンス|パレス|ハウス|タワー|コート|ヒルズ|シティ|プラザ|ガーデン|テラス|ヴィラ|グラン|ドミール|ハイム|邸|棟|館|会館|センター|[ァ-ヶー]{3}|○|〇/
const UNIT = /\s?(?:\d{1,4}号室|[A-Z]?-?\d{1,4}号室?)/y
const CITY_LETTER = /[一-龠々ヶケノツ之ァ-ンー]/

const NAMES = new Set(PREFECTURES)

/** 住所: prefecture or municipality, town, and a block number; the number may be missing where a label says 住所. */
export const addressRecogniser: Recogniser = {
  anchors: '県都府道市区町村郡',
  recognise(text, at): Candidate | undefined {
    if (!isPlaceNamed(text, at)) return undefined
    const prefecture = prefectureEnding(text, at + 1)
    if (prefecture) return finish(text, at + 1 - prefecture.length, at + 1, 'prefecture')
    if ('県都府道'.includes(text[at]!)) return undefined
    const start = startOfCity(text, at)
    return start === undefined ? undefined : finish(text, start, start, 'municipality')
  },
}

/** A city without its prefecture begins where other letters end, one to six before its 市. */
function startOfCity(text: string, at: number): number | undefined {
  let start = at
  while (at - start < 7 && start > 0 && CITY_LETTER.test(text[start - 1]!)) start--
  return at - start >= 1 && at - start <= 6 ? start : undefined
}

/** A number must follow soon, or a label stand before; 都, 道, 府 end a prefecture after one letter only. */
function isPlaceNamed(text: string, at: number): boolean {
  const here = text[at]!
  if ((here === '都' && text[at - 1] !== '京') || (here === '道' && text[at - 1] !== '海')) return false
  if (here === '府' && text[at - 1] !== '都' && text[at - 1] !== '阪') return false
  for (let i = at + 1; i < at + NUMBER_WITHIN; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code) || KANJI_DIGITS.includes(text[i] ?? '-')) return true
    if (code === 0x3002 || code === 0x3001 || code === 0x0a) break
  }
  return labelBefore(text, Math.max(0, at - 7)) !== undefined || labelBefore(text, Math.max(0, at - 2)) !== undefined
}

const NUMBER_WITHIN = 36
const KANJI_DIGITS = '一二三四五六七八九十'

function prefectureEnding(text: string, end: number): string | undefined {
  const three = text.slice(end - 3, end)
  if (NAMES.has(three)) return three
  const four = text.slice(end - 4, end)
  return NAMES.has(four) ? four : undefined
}

function finish(
  text: string,
  start: number,
  from: number,
  begins: 'prefecture' | 'municipality',
): Candidate | undefined {
  const city = stick(AFTER_PREFECTURE, text, from)
  if (!city) return undefined
  let end = from + city[0].length
  const reasons: Reason[] = [{ rule: begins, delta: begins === 'prefecture' ? 30 : 12 }]
  const town = stick(TOWN, text, end)
  const hasTown = town !== null && (town[0] !== '' || begins === 'prefecture')
  const block = stick(TOWN_AND_BLOCK, text, end)
  if (!block && begins === 'municipality' && !hasTown) return undefined
  const label = labelBefore(text, start)
  const isLabelled = label?.label === 'ADDRESS' || label?.label === 'POSTAL'
  if (isLabelled) reasons.push({ rule: 'label', delta: 30 })
  if (block) {
    end += block[0].trimEnd().length
    const isFull = /[-ー番号]|丁目.*\d/.test(block[2]!)
    reasons.push({ rule: isFull ? 'block_number' : 'bare_number', delta: isFull ? 55 : 30 })
    end += lengthOfBuilding(text, end)
  } else if (isLabelled && hasTown) {
    end += town[0].length
    reasons.push({ rule: 'town', delta: 15 })
  } else if (!block) return undefined
  return { type: 'ADDRESS', start, end, reasons }
}

function lengthOfBuilding(text: string, at: number): number {
  const building = stick(BUILDING, text, at)
  if (building && HAS_BUILDING.test(building[0])) return building[0].length
  const unit = stick(UNIT, text, at)
  return unit ? unit[0].length : 0
}
