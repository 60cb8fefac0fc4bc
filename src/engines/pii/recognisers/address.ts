import type { Reason } from '../finding.ts'
import { labelBefore } from '../text/labels.ts'
import { type Candidate, DIGITS, type Recogniser, stick } from '../text/recogniser.ts'
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

const NAMES = new Set(PREFECTURES)

/** 住所: prefecture or municipality, town, and a block number; the number may be missing where a label says 住所. */
export const addressRecogniser: Recogniser = {
  anchors: '県都府道市区町村郡',
  recognise(text, at): Candidate | undefined {
    const here = text.charCodeAt(at)
    const prefecture = mayEndPrefecture(here, text.charCodeAt(at - 1)) ? prefectureEnding(text, at + 1) : undefined
    const start = prefecture ? at + 1 - prefecture.length : isMunicipal(here) ? startOfCity(text, at) : undefined
    if (start === undefined || !isPlaceNamed(text, at)) return undefined
    return prefecture ? finish(text, start, at + 1, 'prefecture') : finish(text, start, start, 'municipality')
  },
}

const [TO, DO, FU, KEN] = [0x90fd, 0x9053, 0x5e9c, 0x770c]
const [KYO, KAI, SAKA] = [0x4eac, 0x6d77, 0x962a]

/** 県; 都, 道 and 府 end a prefecture after a few letters only. */
function mayEndPrefecture(code: number, before: number): boolean {
  if (code === TO) return before === KYO
  if (code === DO) return before === KAI
  if (code === FU) return before === TO || before === SAKA
  return code === KEN
}

const isMunicipal = (code: number) => code !== TO && code !== DO && code !== FU && code !== KEN

/** 一-龠, 々, ヶケノツ, ァ-ン, ー. */
const cityLetters = new Uint8Array(65536).fill(1, 0x4e00, 0x9fa1).fill(1, 0x30a1, 0x30f4)
for (const letter of '々ヶケノツ之ー') cityLetters[letter.charCodeAt(0)] = 1

/** A city without its prefecture begins where other letters end, one to six before its 市. */
function startOfCity(text: string, at: number): number | undefined {
  let start = at
  while (at - start < 7 && start > 0 && cityLetters[text.charCodeAt(start - 1)] === 1) start--
  return at - start >= 1 && at - start <= 6 ? start : undefined
}

/** A number must follow soon, or a label stand before. */
function isPlaceNamed(text: string, at: number): boolean {
  for (let i = at + 1; i < at + NUMBER_WITHIN; i++) {
    const sign = signs[text.charCodeAt(i)]!
    if (sign === 0) continue
    if (sign === NUMBER) return true
    break
  }
  return labelBefore(text, Math.max(0, at - 7)) !== undefined || labelBefore(text, Math.max(0, at - 2)) !== undefined
}

const NUMBER_WITHIN = 36
const [NUMBER, STOP] = [1, 2]
/** Digits, those in kanji too, and what ends the search for them. */
const signs = new Uint8Array(65537)
for (const digit of `${DIGITS}一二三四五六七八九十`) signs[digit.charCodeAt(0)] = NUMBER
for (const stop of '。、\n') signs[stop.charCodeAt(0)] = STOP

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
