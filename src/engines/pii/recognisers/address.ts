import type { Reason } from '../finding.ts'
import { labelBefore } from '../text/labels.ts'
import { type Candidate, type Recogniser, stick } from '../text/recogniser.ts'
import { PREFECTURES } from './prefectures.ts'

const N = '(?:\\d{1,5}|[一二三四五六七八九十百〇]{1,5})'
const DASH = '[-ー]'
/** 2丁目4番23号 · 3-11-10 · 123番地の4 · 五丁目3番 */
const BLOCK =
  `${N}\\s?(?:丁目|番町|条(?:通|東|西|南|北)?)\\s?(?:${N}\\s?(?:番地?の?|${DASH}|の)\\s?)?(?:${N}\\s?(?:番|号|${DASH})?\\s?)?(?:${N}\\s?号?)?(?:${DASH}\\d{1,4}){0,2}` +
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
/** What stands before a city that is named without its prefecture. */
const CITY_BEFORE = /(?:^|[^一-龠々ヶケァ-ンーヴ])([一-龠々ヶケノツ之ァ-ンー]{1,6})$/

/** 住所: prefecture or municipality, town, and a block number; the number may be missing where a label says 住所. */
export const addressRecogniser: Recogniser = {
  anchors: '県都府道市区町村郡',
  recognise(text, at): Candidate | undefined {
    const prefecture = prefectureEnding(text, at + 1)
    if (prefecture) return finish(text, at + 1 - prefecture.length, at + 1, 'prefecture')
    if ('県都府道'.includes(text[at]!)) return undefined
    const before = CITY_BEFORE.exec(text.slice(Math.max(0, at - 8), at))
    if (!before) return undefined
    return finish(text, at - before[1]!.length, at - before[1]!.length, 'municipality')
  },
}

function prefectureEnding(text: string, end: number): string | undefined {
  const tail = text.slice(end - 4, end)
  return PREFECTURES.find((name) => tail.endsWith(name))
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
  }
  return { type: 'ADDRESS', start, end, reasons }
}

function lengthOfBuilding(text: string, at: number): number {
  const building = stick(BUILDING, text, at)
  if (building && HAS_BUILDING.test(building[0])) return building[0].length
  const unit = stick(UNIT, text, at)
  return unit ? unit[0].length : 0
}
