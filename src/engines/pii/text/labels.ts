import type { PiiType } from '../finding.ts'

/** What the word before a value says of it: a type, or that it is no personal number at all. */
export type Label = PiiType | 'OTHER' | 'SOME_NUMBER'

const WORDS: readonly (readonly [PiiType, string])[] = [
  ['MYNUMBER', '個人番号|マイナンバー(?:カード)?(?:の?番号)?|my ?number|個人No\\.?'],
  [
    'LICENSE',
    '運転免許証?(?:の?番号|No\\.?)?|免許証?(?:の?番号|No\\.?)|免許証|driver.?s? licen[sc]e(?: (?:no\\.?|number))?',
  ],
  ['PASSPORT', '旅券(?:の?番号|No\\.?)?|パスポート(?:の?番号|No\\.?)?|passport(?: (?:no\\.?|number))?'],
  ['RESIDENCE', '在留カード(?:等?の?番号|No\\.?)?|特別永住者証明書(?:番号)?|residence card(?: (?:no\\.?|number))?'],
  ['PENSION', '基礎年金番号|年金(?:手帳)?(?:の?番号|記号番号)|年金番号通知書|基礎年金'],
  ['JUMINHYO', '住民票コード(?:番号)?|住民基本台帳コード|住基コード'],
  [
    'HEALTHINS',
    '被保険者(?:証)?等?(?:記号)?・?(?:の?番号|No\\.?)|保険証(?:の?番号|No\\.?)?|保険者番号|受給者番号|雇用保険(?:の?番号|被保険者番号)?|介護保険(?:の?番号)?',
  ],
  [
    'CARD',
    '(?:クレジット)?カード(?:の?番号|No\\.?)|クレジットカード|クレカ(?:番号)?|credit ?card(?: (?:no\\.?|number))?|card (?:no\\.?|number)',
  ],
  [
    'ACCOUNT',
    '(?:振込先?|振替|引落|預金|貯金|入金|返金先?)?口座(?:の?番号|No\\.?)?|普通預金|当座預金|貯蓄預金|\\((?:普|当)\\)|普通|当座',
  ],
  [
    'PHONE',
    '(?:電話|携帯|TEL|Tel|tel|℡|代表(?=番号|電話)|Phone|phone|PHONE|Mobile|mobile|FAX|Fax|fax|ファックス|ファクス|自宅|直通|内線|連絡先|緊急連絡先|ケータイ)(?:電話)?(?:の?番号|No\\.?)?|T(?=[:.])|F(?=[:.])|お?問い?合わ?せ先',
  ],
  ['POSTAL', '郵便番号|〒番号|postal code|zip(?: ?code)?'],
  [
    'BIRTH',
    '生年月日(?:\\((?:西暦|和暦)\\))?|誕生日|生まれた日|出生(?:年月)?日|生年月|DOB|D\\.O\\.B\\.?|date of birth|birth ?(?:day|date)|バースデー',
  ],
  [
    'ADDRESS',
    '住所地?|所在地|居所|お届け先|届け先|届先|送付先|送り先|配送先|転居先|本籍地?|現住所|自宅|勤務地|連絡先|居住地|address|Address',
  ],
  [
    'PERSON',
    '氏名|お?名前|姓名|名義人?|フリガナ|ふりがな|カナ|担当者?|宛名|署名|本人|対象者|申請者|申込者|契約者|受取人|受領者|世帯主|保護者|代表者|責任者|患者|児童|生徒|被保険者|従業員|社員|会員|利用者|参加者|出席者|講師|作成者|記入者|承認者|連絡者|name|Name',
  ],
]
/** Numbers and days that are nobody's; and any `番号`, of which nothing more is known. */
const OTHER =
  '(?:法人|会社法人等|注文|発注|受注|伝票|送り状|追跡|お?問い?合わ?せ|見積書?|請求書?|納品書?|製造|機体|車台|型|品|商品|部品|管理|整理|案件|契約|証券|予約|予約確認|受付|受験|登録|照会|会員|顧客|お客様|社員|職員|学籍|患者|診察券|取引|承認|決裁|稟議|申込|チケット|シリアル|ロット|便|列車|便名|ポイント|資産)(?:の)?(?:番号|コード|No\\.?|ID)|注文|発注|受注|伝票|追跡|ISBN(?:-1[03])?|JAN|型番|品番|管番|シリアル|S/N|ロット|Lot|LOT|バージョン|ver\\.?|IP|納期|納品日?|交付日?|有効期限|期限|発行日?|入社日?|作成日?|契約日?|登録日?|締切|更新日?|入会日?|受診日|予約日?|金額|価格|税込|合計|数量|件数|型式|品名|在庫|検収'
const SOME_NUMBER = '番号|コード|No\\.?|NO\\.?|ID|#'

const personal = WORDS.map(([type, words], i) => ({ type, group: `g${i}`, words }))
const PERSONAL = new RegExp(personal.map(({ group, words }) => `(?<${group}>${words})`).join('|'), 'gi')
const NOT_PERSONAL = new RegExp(`(?<other>${OTHER})|(?:${SOME_NUMBER})`, 'gi')
const REACH = 28
/** Between a label and its value: no sentence end, and no other number. */
const GAP = /^[^。\n]{0,3}[\s:：=はがもをに、,(（)）[\]「」『』【】|/.-]*$/
const FAR_GAP = /[。]|\d{3}/

export interface FoundLabel {
  readonly label: Label
  /** Code units between label and value. */
  readonly distance: number
  readonly isAdjacent: boolean
}

/** The nearest label before a place of a normalised text. A personal one wins over another that ends at the same place. */
export function labelBefore(text: string, at: number): FoundLabel | undefined {
  const window = text.slice(Math.max(0, at - REACH), at)
  let label: Label | undefined
  let end = -1
  PERSONAL.lastIndex = 0
  for (let match = PERSONAL.exec(window); match; match = PERSONAL.exec(window)) {
    const groups = match.groups!
    label = personal.find(({ group }) => groups[group] !== undefined)!.type
    end = match.index + match[0].length
  }
  NOT_PERSONAL.lastIndex = 0
  for (let match = NOT_PERSONAL.exec(window); match; match = NOT_PERSONAL.exec(window)) {
    const otherEnd = match.index + match[0].length
    if (otherEnd <= end) continue
    label = match.groups!.other === undefined ? 'SOME_NUMBER' : 'OTHER'
    end = otherEnd
  }
  if (label === undefined) return undefined
  const gap = window.slice(end)
  if (FAR_GAP.test(gap)) return undefined
  return { label, distance: gap.length, isAdjacent: GAP.test(gap) }
}

const NEAR_WORDS: Partial<Record<PiiType, RegExp>> = {
  MYNUMBER: /個人番号|マイナンバー|my ?number|番号法|源泉徴収/i,
  LICENSE: /免許|driver/i,
  PASSPORT: /旅券|パスポート|渡航|出国|入国|査証|passport|visa/i,
  RESIDENCE: /在留|永住|residence/i,
  PENSION: /年金/,
  JUMINHYO: /住民票|住基/,
  HEALTHINS: /保険|健保|国保|社保|後期高齢|医療証|受給者/,
  CARD: /カード|credit|visa|master|jcb|amex|決済|有効期限|セキュリティコード/i,
  ACCOUNT: /口座|振込|銀行|信用金庫|名義|ゆうちょ|預金/,
  PHONE: /電話|tel|携帯|連絡|fax|ファックス|お問い?合わ?せ|直通|代表/i,
  BIRTH: /生年|生まれ|誕生|出生/,
}

/** Does a word of this type's world stand within 80 code units? */
export function isNearWord(text: string, type: PiiType, start: number, end: number): boolean {
  const words = NEAR_WORDS[type]
  return words !== undefined && words.test(text.slice(Math.max(0, start - 80), end + 40))
}
