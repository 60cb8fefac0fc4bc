import type { Word } from '../../../base/words.ts'

/** Settings of a specification, as a print desk calls them. */
export const settingWords: Readonly<Record<string, Word>> = {
  data: { ja: 'データの読み方', en: 'how data are read' },
  duplex: { ja: '両面印刷', en: 'printing on both sides' },
  pageOrder: { ja: '表と裏の並び', en: 'order of fronts and backs' },
  sequence: { ja: '用紙の順番', en: 'order of sheets' },
  imposition: { ja: '面付け', en: 'imposition' },
  banners: { ja: '仕切り紙', en: 'banner sheets' },
  gaiji: { ja: '外字の読み替え', en: 'user-defined characters (gaiji)' },
  counts: { ja: '件数の取り決め', en: 'agreed counts' },
  readsText: { ja: '紙の文字の読み取り', en: 'reading text from paper' },
  pages: { ja: 'ページの構成', en: 'pages' },
  page: { ja: 'ページ', en: 'page' },
  field: { ja: '項目', en: 'field' },
  marks: { ja: '定型文', en: 'constant texts' },
  blank: { ja: '白紙の面', en: 'blank side' },
  constant: { ja: '全員に同じ差し込み', en: 'insert that is the same in every set' },
  free: { ja: '自由領域', en: 'free areas' },
  repeatFor: { ja: '繰り返し', en: 'repetition' },
  when: { ja: '印刷する条件', en: 'condition' },
  columns: { ja: 'データの列', en: 'columns of the data' },
  of: { ja: 'だれの値か', en: 'whose value' },
  rows: { ja: '行数と間隔', en: 'rows' },
  area: { ja: '位置と大きさ', en: 'place and size' },
  pattern: { ja: '見つけ方', en: 'how it is found' },
  read: { ja: '読み取り方', en: 'how it is read' },
  code: { ja: 'コードの種類', en: 'kind of code' },
  as: { ja: '値の意味', en: 'meaning' },
  before: { ja: '前に付く文字', en: 'text before' },
  after: { ja: '後に付く文字', en: 'text after' },
  identifies: { ja: 'だれの面かを決める項目', en: 'identifies whose page it is' },
  variants: { ja: '異体字の扱い', en: 'variants of characters' },
}

/** The choices of a setting. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  as: {
    text: { ja: '文字のとおり', en: 'text as it is' },
    date: { ja: '日付', en: 'date' },
    number: { ja: '金額・数', en: 'amount' },
    digits: { ja: '数字だけを比べる', en: 'digits only' },
  },
  of: { record: { ja: 'その件(世帯など)', en: 'of the record' }, child: { ja: '子などの明細', en: 'of each child' } },
  read: { text: { ja: '文字', en: 'text' }, code: { ja: 'コード', en: 'code' } },
  variants: {
    exact: { ja: '違う字として扱う', en: 'told apart' },
    same: { ja: '同じ字として扱う', en: 'taken as the same' },
  },
  sequence: { data: { ja: 'データの順', en: 'as in the data' }, any: { ja: '順番を問わない', en: 'any order' } },
  pageOrder: {
    front_back: { ja: '表、裏の順', en: 'front, then back' },
    back_front: { ja: '裏、表の順', en: 'back, then front' },
    fronts_then_backs: { ja: '全部の表、全部の裏の順', en: 'all fronts, then all backs' },
    fronts_then_backs_reversed: { ja: '全部の表、逆順の裏の順', en: 'all fronts, then all backs reversed' },
  },
}
const NONE: Word = { ja: 'なし', en: 'none' }
const YES: Word = { ja: 'はい', en: 'yes' }
const NO: Word = { ja: 'いいえ', en: 'no' }
const COUNTED: Readonly<Record<string, Word>> = {
  records: { ja: 'データ', en: 'records' },
  children: { ja: '子', en: 'children' },
  sheets: { ja: '用紙', en: 'sheets' },
  inserts: { ja: '差し込み', en: 'inserts' },
}

const same = (text: string): Word => ({ ja: text, en: text })
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The value of a setting as a person reads it: `[18, 42, 186, 8]` of an area is a place and a size in mm.
 * @param raw for what has no words of its own
 */
export function settingValue(setting: string, value: unknown, raw: string): Word {
  if (value === undefined || value === '' || raw === '[]' || raw === '{}') return NONE
  if (typeof value === 'boolean') return value ? YES : NO
  if (typeof value === 'string') return CHOICES[setting]?.[value] ?? same(`「${value}」`)
  if (setting === 'area' && Array.isArray(value)) return areaWords(value as number[])
  if (setting === 'free' && Array.isArray(value)) return freeWords(value as { area: number[]; reason: string }[])
  if (setting === 'rows' && isObject(value)) {
    const isRight = value['direction'] === 'right'
    return {
      ja: `${String(value['count'])}行、${String(value['pitch'])}mm間隔${isRight ? '(横に並ぶ)' : ''}`,
      en: `${String(value['count'])} rows, ${String(value['pitch'])} mm apart${isRight ? ', side by side' : ''}`,
    }
  }
  if (setting === 'counts' && isObject(value)) {
    const told = (language: 'ja' | 'en') =>
      Object.entries(value)
        .map(([of, count]) => `${COUNTED[of]?.[language] ?? of} ${String(count)}`)
        .join(language === 'ja' ? '、' : ', ')
    return { ja: told('ja'), en: told('en') }
  }
  const texts = Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? one['text'] : one)) : []
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return listed(texts)
  return same(raw)
}

/** A place and a size in mm. */
export const areaWords = ([left, top, width, height]: readonly number[]): Word => ({
  ja: `左から${left}mm、上から${top}mm、幅${width}mm、高さ${height}mm`,
  en: `${left} mm from the left, ${top} mm from the top, ${width} × ${height} mm`,
})

/** Where nothing is compared, and why. */
function freeWords(free: readonly { readonly area: readonly number[]; readonly reason: string }[]): Word {
  const each = free.map(({ area, reason }) => ({ place: areaWords(area), reason }))
  return {
    ja: each.map(({ place, reason }) => `${place.ja}(理由: ${reason})`).join('。'),
    en: each.map(({ place, reason }) => `${place.en} (reason: ${reason})`).join('; '),
  }
}

const listed = (texts: readonly string[]): Word => ({
  ja: texts.map((text) => `「${text}」`).join('、'),
  en: texts.map((text) => `“${text}”`).join(', '),
})
