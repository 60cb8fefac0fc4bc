import type { PiiType } from '../../src/engines/pii/index.ts'
import type { BusinessText } from './business.ts'

/**
 * Texts of offices, schools, clinics and town halls, of other templates than any other text here, filled at random: what
 * stands in braces is made up on the spot. `[TYPE:value]` marks what is personal; what else looks like it is not.
 */
const FIRST = `
【お問い合わせ受付票】受付No.{order} ご相談者 [PERSON:{name}] 様(続柄:長男) 折返し先 [PHONE:{phone}] ※平日17時以降
入電 10:42　発信者 [PHONE:{land}]　[PERSON:{sur}]様より、先月分の請求書({order})の再発行希望。
お世話になっております、[PERSON:{sur}]です。添付の件、[PERSON:{sur}]さんと[PERSON:{sur}]さんにもCCで共有しました。
議事録　出席:[PERSON:{sur}]、[PERSON:{sur}]、[PERSON:{sur}](敬称略)　欠席:[PERSON:{sur}]　場所:本社3階 第2会議室
■届出人 [PERSON:{name}](令和7年2月3日届出) ■本籍 [ADDRESS:{addr}] ■筆頭者 [PERSON:{name}]
転入者:[PERSON:{name}] 旧姓:[PERSON:{sur}] 前住所:[ADDRESS:{addr}] 異動日:令和6年4月1日
{class}の[PERSON:{name}]さん([BIRTH:{birth}]生)は、[SC_MEDICAL:食物アレルギー]のため給食は除去食です。
児童票 ふりがな [PERSON:{hira}] 児童氏名 [PERSON:{name}] 生年月日 [BIRTH:{birth}] 保護者携帯 [PHONE:{phone}]
拝啓　[PERSON:{name}]先生 ご机下　患者 [PERSON:{name}]殿([BIRTH:{birth}]生)を御紹介申し上げます。診断:[SC_MEDICAL:胃潰瘍]
外来カルテより:[PERSON:{name}] 様、主訴は腰痛。[SC_MEDICAL:腰部脊柱管狭窄症]と診断、内服開始。
[PERSON:{sur}]様宅を訪問。要介護2、[SC_MEDICAL:アルツハイマー型認知症]。キーパーソンは長女の[PERSON:{name}]様([PHONE:{phone}])。
人事異動通知　[PERSON:{name}]　営業本部 東日本営業部長を命ずる。発令日 2025年10月1日
入社手続き:[PERSON:{name}]さんの個人番号は[MYNUMBER:{my}]、扶養する子([PERSON:{name}]、[BIRTH:{birth}]生)は[MYNUMBER:{my}]。
源泉徴収票の支払を受ける者　住所 [ADDRESS:{addr}]　氏名 [PERSON:{name}]　個人番号 [MYNUMBER:{my}]
年金事務所より照会。[PERSON:{name}]様、基礎年金番号[PENSION:{pen}]で記録が統合されていません。
在留資格の更新:[PERSON:{foreign}]さん、カードの番号は[RESIDENCE:{res}]、期限は2026年8月です。
海外出張者のパスポート情報　[PERSON:{romaji}] / [PASSPORT:{pass}] / 有効期限2029.11.3
レンタカー受付:運転者 [PERSON:{name}]、免許証の番号 [LICENSE:{lic}]、車両は品川300あ12-34。
ご契約者さま:[PERSON:{kana}]　引落口座:[ACCOUNT:東西信用金庫 緑町支店 普通預金 {acct}]
カード決済エラー。番号[CARD:{card}]、名義[PERSON:{romaji}]、エラーコードG12。
お届け先変更のご連絡を承りました。新しいお届け先は[POSTAL:〒{post}] [ADDRESS:{addr}]、お名前は[PERSON:{name}]様です。
[POSTAL:{post}] [ADDRESS:{addr}] [PERSON:{name}] 行
住民票コード([JUMINHYO:{jumin}])の記載された住民票を[PERSON:{name}]様が窓口で受領。
国保の記号番号は[HEALTHINS:記号 {ins3} 番号 {ins5}]、世帯主は[PERSON:{name}]。
被保険者等記号・番号:[HEALTHINS:{ins8}] 氏名:[PERSON:{name}]
From: [PERSON:{romaji}] <[EMAIL:{email}]> Subject: 【再送】お見積りの件({order})
署名: 株式会社みらい製作所 品質保証部 [PERSON:{name}] / TEL [PHONE:{land}] / [EMAIL:{email}]
こちらの[EMAIL:{email}]宛に、[PERSON:{kana}]さんの資料を送ってください。
緊急連絡網:①[PERSON:{name}] [PHONE:{phone}]→②[PERSON:{name}] [PHONE:{phone}]→③[PERSON:{name}] [PHONE:{phone}]
当選者発表　A賞 [PERSON:{name}]様、B賞 [PERSON:{name}]様、C賞 [PERSON:{name}]様
ﾌﾘｶﾞﾅ [PERSON:{hkana}] 様よりﾈｯﾄ銀行から入金あり。
弔事連絡:総務課 [PERSON:{name}]の義父([PERSON:{name}]様、享年82)が逝去されました。
【クレーム】[PERSON:{sur}]と名乗る男性(携帯[PHONE:{phone}])から、配達員の態度について。
労災報告:被災者[PERSON:{name}](43歳)、右手首を骨折し[SC_MEDICAL:入院]。同僚の[PERSON:{sur}]が救急要請。
産業医面談:[PERSON:{sur}]さん([SC_MEDICAL:適応障害])、来月から短時間勤務で復職可。
採用選考メモ　候補者[PERSON:{name}]は過去に[SC_CRIME:執行猶予]判決を受けたと自己申告。
[PERSON:{name}]氏について、[SC_CRIME:書類送検]されたとの報道を法務が確認した。
生徒指導記録:[PERSON:{name}]、昨年[SC_CRIME:家庭裁判所送致]、現在は学習意欲が高い。
住民票の閲覧制限([SC_VICTIM:DV被害])対象者:[PERSON:{name}]様。第三者へ住所を教えないこと。
相談員[PERSON:{sur}]記:[PERSON:{name}]さんが[SC_VICTIM:盗撮の被害]を申告、[SC_VICTIM:被害届]を提出済み。
[PERSON:{name}]さんは[SC_CREED:イスラム教徒]で、会食では豚肉を避ける必要があります。
選挙の後、[PERSON:{sur}]課長が[SC_CREED:共産党員]だという書き込みが社内掲示板にあった。
[PERSON:{name}]は[SC_DISAB:療育手帳]を所持。支援学校の担任は[PERSON:{sur}]先生。
窓口対応票 [PERSON:{name}]様 [SC_DISAB:身体障害者手帳]の再交付([SC_DISAB:聴覚障害])。
[PERSON:{name}]さんは[SC_RACE:アイヌ民族]の出自を持つと取材に語った。
戸籍調査で[PERSON:{name}]氏が[SC_STATUS:被差別部落出身]かを探ることは許されない。
メンタルヘルス研修では、うつ病の早期発見と職場復帰支援を扱います。
高血圧の方向けの減塩弁当を新発売。お近くの店舗でどうぞ。
がん検診の受診率が前年より3ポイント上がりました。
障害者差別解消法の改正により、合理的配慮の提供が義務となります。
犯罪被害者等基本計画の説明会を県庁で開きます。
お荷物番号 {track} は本日14時に千葉ベースを通過しました。
法人番号{corp}、適格請求書発行事業者T{corp}です。
品番 AB-{ins8}、JANコード 4{track12}、ロット L{order}。
ISBN978-4-12-345678-{d}、図書コード{track12}の在庫を確認ください。
受付番号{track12}、照会番号{ins8}をお手元にご用意のうえお電話ください。
価格改定は2025年10月1日から。旧価格の受注は2025年9月30日17時まで。
株式会社森、有限会社林商店、合同会社原の三社に相見積もりを依頼。
宮崎発福岡行きの特急は山口駅で停車、石川県と福井県の天気は雨。
前田建設工業と大和ハウス工業、松本清掃サービスの株主総会は同日です。
サーバmiyagi-01(10.12.0.{d}{d})とfukuda-db02のパッチ適用は3月4日深夜。
東山動物園と北野天満宮、桂離宮をめぐるバス。運賃は3,800円。
新幹線ひかり512号、こだま703号、のぞみ22号は定刻です。
吉野家と松屋とはなまるうどんのクーポンを比較した表です。
SKU {track} / UPC 0{track} / 在庫 1,203 / 仕入 2024-11-02
`

export type Dice = ReturnType<typeof dice>
export interface Names {
  readonly surnames: readonly string[]
  readonly given: readonly string[]
  /** Fillings of a set's own, before those that all sets share. */
  readonly own?: Readonly<Record<string, (parts: Dice) => string>>
}
const NAMES_OF_FIRST: Names = {
  surnames:
    '躑躅森,毒島,雲母坂,百目鬼,鴨志田,外間,我那覇,椎葉,甲把,生方,東風平,不死川,煉獄,伏黒,乙骨,鏑木,斎宮,桑名,井深,樋笠,漆戸,帯刀,鵜飼,金城,樽見,八百板'.split(
      ',',
    ),
  given:
    '惺太,柚季乃,朔弥,凪紗,陽葵,蒼空,結翔,心遥,一颯,紬希,琉叶,碧羽,嘉寿男,とし江,ふじ子,正太郎,弥生,康之介,いちか,るり,翔吾,沙也加,敬,亨'.split(
      ',',
    ),
}

const KANA_SURNAMES =
  'ツツジモリ,ブスジマ,キララザカ,ドウメキ,カモシダ,ホカマ,ガナハ,シイバ,ウブカタ,コチンダ,カブラギ,タテワキ'.split(',')
const KANA_GIVEN = 'セイタ,ユキノ,サクヤ,ナギサ,ヒマリ,ソラ,ユイト,コハル,イブキ,ツムギ,カズオ,トシエ'.split(',')
const HALF_SURNAMES = 'ﾌﾞｽｼﾞﾏ,ﾄﾞｳﾒｷ,ｶﾓｼﾀﾞ,ﾎｶﾏ,ｼｲﾊﾞ,ｳﾌﾞｶﾀ,ｶﾌﾞﾗｷﾞ'.split(',')
const HALF_GIVEN = 'ｻｸﾔ,ﾅｷﾞｻ,ﾋﾏﾘ,ﾕｲﾄ,ﾂﾑｷﾞ,ｶｽﾞｵ'.split(',')
const LATIN_SURNAMES = 'Busujima,Domeki,Kamoshida,Hokama,Shiiba,Ubukata,Kaburagi,KUWANA,IBUKA'.split(',')
const LATIN_GIVEN = 'Sakuya,Nagisa,Himari,Yuito,Tsumugi,Kazuo,Toshie,SEITA'.split(',')
const FOREIGN =
  'ファム・ティ・ラン,ジョアン・ペレイラ,SHRESTHA BIBEK,Le Thi Thu Ha,李 浩然,ムハンマド・アリ,アンナ・コワルスカ'.split(
    ',',
  )
const PLACES =
  '岡山県倉敷市玉島阿賀崎1-1-{n},東京都稲城市東長沼211{n}番地,熊本県八代市松江城町{n}番25号,神奈川県三浦郡葉山町堀内{n},滋賀県草津市草津三丁目13-{n} サンライズ草津203,愛媛県今治市別宮町1丁目4番地{n},鹿児島県奄美市名瀬幸町{n}-8'.split(
    ',',
  )
const DOMAINS = 'mirai-seisakusho.example,tozai.example.jp,gakko.example.ac.jp,mail.example.com'.split(',')

/** A generator of its own, so that each run makes the same texts. */
export function dice(seed: number) {
  let state = seed
  const roll = (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
  const pick = <T>(all: readonly T[]): T => all[roll(all.length)]!
  const digits = (count: number) => Array.from({ length: count }, () => roll(10)).join('')
  return { roll, pick, digits }
}

export function myNumber(eleven: string): string {
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(eleven[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  return eleven + (sum % 11 <= 1 ? 0 : 11 - (sum % 11))
}

export function luhn(fifteen: string): string {
  let sum = 0
  for (let i = 0; i < 15; i++) {
    const digit = Number(fifteen[14 - i]) * (i % 2 === 0 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return fifteen + ((10 - (sum % 10)) % 10)
}

export function corporate(twelve: string): string {
  let sum = 0
  for (let n = 1; n <= 12; n++) sum += Number(twelve[12 - n]) * (n % 2 === 1 ? 1 : 2)
  return String(9 - (sum % 9)) + twelve
}

export const wide = (text: string) => text.replace(/[0-9-]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
const HIRAGANA = (kana: string) => kana.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60))

function filled(kind: string, { roll, pick, digits }: ReturnType<typeof dice>, { surnames, given }: Names): string {
  const gap = pick(['', ' ', '　'])
  const kana = () => `${pick(KANA_SURNAMES)}${pick([' ', '　', '・'])}${pick(KANA_GIVEN)}`
  const spaced = (all: string, ...cuts: number[]) => {
    const between = pick(['', '-', ' '])
    const parts = cuts.map((cut, k) => all.slice(k === 0 ? 0 : cuts[k - 1], cut))
    return parts.join(between)
  }
  switch (kind) {
    case 'name':
      return `${pick(surnames)}${gap}${pick(given)}`
    case 'sur':
      return pick(surnames)
    case 'kana':
      return kana()
    case 'hira':
      return HIRAGANA(kana().replace('・', ' '))
    case 'hkana':
      return `${pick(HALF_SURNAMES)} ${pick(HALF_GIVEN)}`
    case 'romaji':
      return roll(2) === 0
        ? `${pick(LATIN_GIVEN)} ${pick(LATIN_SURNAMES)}`
        : `${pick(LATIN_SURNAMES)} ${pick(LATIN_GIVEN)}`
    case 'foreign':
      return pick(FOREIGN)
    case 'addr':
      return pick(PLACES).replace('{n}', String(1 + roll(30)))
    case 'phone':
      return pick([
        `0${pick(['9', '8', '7'])}0-${digits(4)}-${digits(4)}`,
        `0${pick(['9', '8', '7'])}0${digits(8)}`,
        wide(`090-${digits(4)}-${digits(4)}`),
      ])
    case 'land':
      return pick([
        `0${pick(['3', '6'])}-${2 + roll(8)}${digits(3)}-${digits(4)}`,
        `0${pick(['86', '45', '75'])}-${2 + roll(8)}${digits(2)}-${digits(4)}`,
        `(0120)${digits(3)}-${digits(3)}`,
      ])
    case 'email':
      return `${pick(LATIN_GIVEN).toLowerCase()}${pick(['.', '_', '-'])}${pick(LATIN_SURNAMES).toLowerCase()}@${pick(DOMAINS)}`
    case 'birth':
      return pick([
        `${1940 + roll(70)}年${1 + roll(12)}月${1 + roll(28)}日`,
        `昭和${20 + roll(43)}年${1 + roll(12)}月${1 + roll(28)}日`,
        `H${1 + roll(29)}.${1 + roll(12)}.${1 + roll(28)}`,
        `${1940 + roll(70)}/0${1 + roll(9)}/1${roll(9)}`,
      ])
    case 'post':
      return `${digits(3)}-${digits(4)}`
    case 'my':
      return spaced(myNumber(digits(11)), 4, 8, 12)
    case 'lic':
      return `${pick(['30', '45', '62'])}${digits(10)}`
    case 'pass':
      return `${pick(['TR', 'TZ', 'MU'])}${digits(7)}`
    case 'res':
      return `${pick(['AB', 'UF', 'EE'])}${digits(8)}${pick(['EA', 'ZK', 'CD'])}`
    case 'pen':
      return `${digits(4)}-${digits(6)}`
    case 'card':
      return spaced(luhn(`4${digits(14)}`), 4, 8, 12, 16)
    case 'jumin':
      return digits(11)
    case 'acct':
      return digits(7)
    case 'ins3':
      return digits(3)
    case 'ins5':
      return digits(5)
    case 'ins8':
      return digits(8)
    case 'ins10':
      return digits(10)
    case 'ins4':
      return digits(4)
    case 'ins6':
      return digits(6)
    case 'order':
      return `${pick(['A', 'Q', 'PO-'])}${digits(6)}`
    case 'track':
      return digits(11)
    case 'track12':
      return digits(12)
    case 'corp':
      return corporate(digits(12))
    case 'class':
      return `${1 + roll(6)}年${1 + roll(4)}組`
    default:
      return digits(1)
  }
}

/** Texts of templates, each filled three times; the same at every call. ⏎ in a template breaks the line. */
export function filledTexts(mark: string, templates: string, names: Names): BusinessText[] {
  return templates
    .trim()
    .split('\n')
    .flatMap((template, at) =>
      [1, 2, 3].map((turn) => filledText(`${mark}-${at}-${turn}`, template, dice(7919 * at + turn), names)),
    )
}

function filledText(id: string, template: string, parts: ReturnType<typeof dice>, names: Names): BusinessText {
  const line = template
    .replaceAll('⏎', '\n')
    .replace(/\{(\w+)\}/g, (_, kind: string) => names.own?.[kind]?.(parts) ?? filled(kind, parts, names))
  const ents: BusinessText['ents'][number][] = []
  let text = ''
  for (const piece of line.split(/(\[[A-Z_]+:[^\]]+\])/)) {
    const marked = /^\[([A-Z_]+):([^\]]+)\]$/.exec(piece)
    const value = marked ? marked[2]! : piece
    if (marked) ents.push({ s: text.length, e: text.length + value.length, type: marked[1] as PiiType, form: '' })
    text += value
  }
  return { id, text, ents }
}

export const unseenTexts: readonly BusinessText[] = filledTexts('first', FIRST, NAMES_OF_FIRST)
