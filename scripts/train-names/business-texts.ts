import { join } from 'node:path'
import type { LabelledText } from './labelled-texts.ts'
import { readCsv, toKatakana } from './dictionary.ts'

type Random = () => number

/**
 * Business texts out of templates and random names: what encyclopaedias lack (labels, honorifics, spaces within names,
 * kana, companies and places that are called like people). Slots: 氏 surname, 名 full name, カ kana, 社 company, 地 place,
 * 数 number, 日 date, 役 title, 部 department.
 */
export function businessTexts(namesFolder: string, count: number, random: Random): LabelledText[] {
  const names = readNames(namesFolder)
  const out: LabelledText[] = []
  for (let i = 0; i < count; i++) {
    const lines = random() < 0.25 ? 3 : random() < 0.5 ? 2 : 1
    const pieces = Array.from({ length: lines }, () => pick(TEMPLATES, random))
    out.push(fill(pieces.join(random() < 0.5 ? '\n' : ''), names, random))
  }
  return out
}

interface Names {
  readonly surnames: readonly string[]
  readonly surnameReadings: readonly string[]
  readonly given: readonly string[]
  readonly givenReadings: readonly string[]
}

function readNames(folder: string): Names {
  const last = readCsv(join(folder, 'last_name_org.csv'))
  const first = ['man', 'woman'].flatMap((sex) => readCsv(join(folder, `first_name_${sex}_org.csv`)))
  return {
    surnames: last.map(([kanji]) => kanji!),
    surnameReadings: last.map(([, , kana]) => toKatakana(kana!)),
    given: first.flatMap(([, , ...kanji]) => kanji),
    givenReadings: first.map(([kana]) => toKatakana(kana!)),
  }
}

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!

/** Letters of which surnames and given names outside the lists are made. */
const SURNAME_LETTERS =
  '上下中大小高低東西南北前後内外山川田野原谷沢島崎浦浜橋本木林森松竹梅杉桜藤菊花草石岩水泉池瀬海津宮寺堂塔門戸屋家里村町市井関道坂坪塚丘岡峰峯嶺窪窟神鬼龍鷲鷹鶴亀熊鹿猪鳥飼養使河勅纐纈妻夫薬袋四十万五六七八九一二三百千'
const GIVEN_LETTERS =
  '愛明亜麻綾彩葵茜杏郁一樹逸宇恵瑛詠栄江絵央旺桜音和佳香歌花夏果奏要寛貴希輝喜生君清桐久空恭玖組慧蛍賢謙弦湖心琴沙咲紗作里莉梨理律凛瑠怜蓮朗倫詩志紫秀朱潤俊翔匠奨昌将真進尋翠瑞世成星聖静雪千全奏蒼颯爽太汰拓達智知稚澄紬鶴定哲徹天斗都冬那奈菜凪虹寧乃之波羽遥春晴陽柊弘帆穂歩邦真舞摩美未実海道光満魅夢武芽萌木杜也弥矢夜柚悠優結由裕陽葉良羅雷蘭'

function surname(names: Names, random: Random): string {
  if (random() < 0.88) return names.surnames[Math.floor(random() ** 1.5 * names.surnames.length)]!
  const length = random() < 0.75 ? 2 : random() < 0.5 ? 3 : 1
  return Array.from({ length }, () => pick(SURNAME_LETTERS.split(''), random)).join('')
}

function given(names: Names, random: Random): string {
  const roll = random()
  if (roll < 0.72) return pick(names.given, random)
  if (roll < 0.8)
    return pick(names.givenReadings, random).replace(/[ァ-ヶ]/g, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) - 0x60),
    )
  if (roll < 0.84) return pick(names.givenReadings, random)
  const length = random() < 0.7 ? 2 : random() < 0.6 ? 3 : 1
  return Array.from({ length }, () => pick(GIVEN_LETTERS.split(''), random)).join('')
}

function company(names: Names, random: Random): string {
  const core =
    random() < 0.55
      ? surname(names, random) + (random() < 0.7 ? pick(TRADES, random) : '')
      : random() < 0.5
        ? pick(PLACES, random) + pick(TRADES, random)
        : pick(KATAKANA_FIRMS, random) + (random() < 0.5 ? pick(TRADES, random) : '')
  const roll = random()
  if (roll < 0.35) return `株式会社${core}`
  if (roll < 0.75) return `${core}${pick(['株式会社', '有限会社', '合同会社', '(株)', '株式会社'], random)}`
  return `${core}${pick(FIRM_ENDINGS, random)}`
}

function person(names: Names, random: Random): string {
  return `${surname(names, random)}${pick(['', '', ' ', ' '], random)}${given(names, random)}`
}

function kana(names: Names, random: Random): string {
  return `${pick(names.surnameReadings, random)}${pick([' ', ' ', ' ', '', '・'], random)}${pick(names.givenReadings, random)}`
}

const SLOTS: Readonly<Record<string, (names: Names, random: Random) => string>> = {
  氏: surname,
  名: person,
  カ: kana,
  社: company,
  地: (_, random) =>
    pick(PLACES, random) + pick(['市', '県', '区', '町', '駅', '支店', '工場', '営業所', '', '市', '県', '村'], random),
  数: (_, random) => String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 12)))),
  日: (_, random) =>
    `${1950 + Math.floor(random() * 80)}${pick(['年', '/', '-', '.'], random)}${1 + Math.floor(random() * 12)}月${1 + Math.floor(random() * 28)}日`,
  役: (_, random) => pick(TITLES, random),
  部: (_, random) => pick(DEPARTMENTS, random),
  敬: (_, random) => pick(HONORIFICS, random),
  題: (_, random) => pick(LABELS, random),
  否: (_, random) => pick(NOT_NAMES, random),
  点: (_, random) => pick([':', ':', ' ', ' : ', ': ', '\n', '=', ',', '|', '\t'], random),
}
const PERSONS = new Set(['氏', '名', 'カ'])

function fill(template: string, names: Names, random: Random): LabelledText {
  let text = ''
  const ents: LabelledText['ents'][number][] = []
  for (const piece of template.split(/(\{.\})/)) {
    const slot = /^\{(.)\}$/.exec(piece)?.[1]
    const value = slot ? SLOTS[slot]!(names, random) : piece
    if (slot && (PERSONS.has(slot) || slot === '社'))
      ents.push({ s: text.length, e: text.length + value.length, isPerson: slot !== '社' })
    text += value
  }
  return { id: 'business', text, ents }
}

const list = (text: string) => text.trim().split(/\s+/)
const PLACES = list(
  '札幌 仙台 山形 福島 水戸 宇都宮 前橋 高崎 川越 千葉 船橋 横浜 川崎 新潟 長岡 富山 金沢 福井 甲府 長野 松本 岐阜 静岡 浜松 豊橋 豊田 岡崎 四日市 大津 京都 堺 神戸 姫路 奈良 和歌山 鳥取 松江 岡山 倉敷 広島 福山 山口 徳島 高松 松山 高知 福岡 北九州 佐賀 長崎 熊本 大分 宮崎 鹿児島 那覇 石川 香川 秋田 青森 中野 品川 目黒 渋谷 新宿 千代田 足立 本郷 神田 上野 田町 大崎 赤坂 白石 大野 三島 小松 津',
)
const TRADES = list(
  '製作所 工業 商事 商店 建設 電機 電気 印刷 運輸 物流 食品 薬品 産業 興業 不動産 自動車 自動車販売 システム サービス 設計 金属 化学 繊維 水産 農園 酒造 造船 鉄工所 組 設備 計画 出版 書店 旅行 ソフト テクノ ホールディングス',
)
const FIRM_ENDINGS = list(
  '銀行 信用金庫 病院 クリニック 大学 高校 小学校 事務所 法律事務所 税理士法人 協会 財団 市役所 県庁 郵便局 薬局 医院 保育園 工務店 百貨店 新聞社',
)
const KATAKANA_FIRMS = list(
  'アルファ ベータ サンライズ ヤマト ミツワ トーホー オリオン ネクスト グリーン フューチャー タナカ スズキ ヤマモト マツダ ホンダ カワイ イトウ キムラ アサヒ キリン',
)
const TITLES = list(
  '部長 課長 係長 主任 社長 専務 常務 取締役 代表取締役 代表 店長 所長 室長 主査 主事 教授 准教授 先生 医師 看護師 弁護士 税理士 リーダー マネージャー 次長 参事 顧問 理事 会長 支店長 工場長 校長 教頭 園長',
)
const DEPARTMENTS = list(
  '営業部 総務部 人事課 経理課 情報システム部 第一営業部 開発課 品質管理室 法務部 企画部 福祉課 税務課 市民課 広報室 購買部 製造部 カスタマーサポート 営業第二課 システム開発部 業務推進グループ',
)
const HONORIFICS = list(
  '様 さん 氏 殿 さま 君 くん ちゃん 先生 部長 課長 係長 主任 社長 教授 さん 様 様 御中の担当 夫妻 ご夫妻 医師',
)
const LABELS = list(
  '氏名 名前 お名前 ご担当 担当 担当者 ご担当者 担当者名 責任者 管理者 作成者 作成 記入者 承認者 承認 確認者 確認 申請者 申込者 申込人 契約者 契約者名 名義 名義人 口座名義 受取人 受領者 差出人 宛名 発信者 送信者 連絡者 連絡先 緊急連絡先 保護者 保護者氏名 世帯主 配偶者 扶養者 被保険者 被扶養者 本人 ご本人 対象者 参加者 出席者 出席 欠席者 講師 児童 児童氏名 生徒 学生 患者 患者名 患者氏名 利用者 会員 会員名 社員 社員名 従業員 職員 受験者 応募者 候補者 相談者 訪問者 来訪者 来客 運転者 所有者 居住者 入居者 加害者 被害者 証人 代理人 後見人 代表者 代表 発注者 依頼者 依頼人 お届け先 送付先 請求先 面接者 面談者 報告者 受付 対応者 司会 幹事 フリガナ ふりがな カナ氏名 Name From To Cc',
)
const NOT_NAMES = list(
  '未定 全員 別紙参照 同上 なし 該当なし 営業部 総務課 人事部 各位 不明 調整中 当社 弊社 事務局 社員一同 関係者 本人 同じ 後日連絡 上記の通り 各部署 お客様 御中 確認中 済 済み 有 無 要 不要 東京 大阪支店 管理組合 受付窓口',
)

const TEMPLATES = `
{題}{点}{名}
{題}{点}{名}
{題}{点}{氏}
{題}{点}{名} {題}{点}{名}
{題}{点}{名}({カ})
{題}{点}{名}、{題}{点}{氏}
{題}{点}{否}
{題}{点}{否} {題}{点}{名}
{題}{点}{社} {氏}{敬}
{題}{点}{カ}
{題}は{名}です。
{題}は{氏}が担当します。
{題}{点}{名}、連絡先{数}
・{題}{点}{名}
[{題}]{名}
【{題}】{名}
{社} {部} {氏}{敬}
{社} {部} {役} {名}様
{社}{部}の{氏}です。
{社}の{氏}と申します。
{社}、{氏}です。いつもお世話になっております。
いつもお世話になっております。{社}の{氏}でございます。
お世話になります、{氏}です。
お疲れ様です。{部}の{氏}です。
{氏}様
{名} 様
{氏}{敬}
{氏}{役}
{氏}さん、{氏}さん、{氏}部長
{氏}さん、お疲れ様です。
{氏}、{氏}、{氏}の3名で対応します。
{氏}・{氏}・{氏}が出席しました。
出席者 {氏} {氏} {氏}
参加者は{名}、{名}、{名}です。
{名}、{名}、{名}
{名}さんと{名}さんの件、確認しました。
{氏}さんから{社}の{氏}様に連絡済みです。
本日{氏}様より電話がありました。
{名}様より{日}にお申し込みがありました。
{名}様のご連絡先は下記のとおりです。
{名}氏は{日}に退職した。
{名}氏が{社}の{役}に就任した。
{氏}{役}が{地}を訪問した。
{部}{役}の{名}が説明した。
{部}の{名}宛てにお送りください。
{日} {名} {地}
{名} {日}生
{名}({日}生)
{名} {カ} {日}
{名}({カ}) 生年月日:{日}
{数} {名} {カ} {地}
{数},{名},{カ},{日}
{名}	{カ}	{地}
名義 {カ}
{カ} 様
({カ})
フリガナ {カ}
お客様番号{数} {名}様
契約者{名}、被保険者{名}
保護者 {名}(続柄:父)
長男 {名}、長女 {名}
妻の{名}と長男{名}は{地}在住。
{名}の妻{名}
世帯主 {名} 他3名
相談者{名}は{日}に来所。
{名}、{日}に{地}で面談。
患者{名}、{日}入院。
面談記録 {名} 体調不良のため早退。
{名} 糖尿病で通院中。
{名}、うつ病のため休職。
{名}はアレルギーがある。
主治医は{氏}医師。
{氏}先生に紹介状を送付。
{地}の{氏}さん宅に訪問。
{地}に住む{名}さんが来店した。
{社}は{地}に本社を置く。
{社}に発注した。
{社}との打ち合わせは{日}。
{社}御中
{社}の製品を{数}個購入。
{地}で開催します。
{地}の工場へ納品予定。担当:{氏}
{地}支店の会議は{日}。
{地}から{地}まで移動。
{地}、{地}、{地}の各拠点。
注文番号{数}、納期{日}、金額{数}円。
請求書番号{数} {社}
サーバを更新しました。担当者 {名}
受領者{氏}。
受領者{名}
承認:{氏} 作成:{氏}
起票 {氏} / 承認 {氏}
CC:{氏}さん
宛先:{名} <
差出人: {名}
From: {名}
{名}です。
{名}と申します。
私は{名}です。
わたくし{名}は、下記のとおり誓約します。
上記に相違ありません。{名}
署名 {名} 印
{日}
{名} 印
在籍証明 {名}は{社}に在籍している。
採用面接:{名}氏は{地}出身。
応募者の{名}さんは{社}で{数}年勤務。
{名}({社})
{名}/{部}
{部} {氏}
{部}{氏}まで
{氏}までご連絡ください。
{氏}宛にお願いします。
{氏}の携帯は{数}です。
{氏}家の皆様
故{名}様のご葬儀
{名}ほか{数}名
{役}:{名}
{役} {名}
代表取締役 {名}
{社} 代表取締役 {名}
{社} 代表取締役社長 {氏}
講師は{社}の{名}先生です。
{名}教授の研究室
担任 {氏}先生
{数}年{数}組 {名}
会員No.{数} {名} {日}入会
会議の件、{地}支店で実施します。
{地}営業所 電話{数}
東京都千代田区丸の内{数}
〒{数} {地}{数}-{数}
個人番号は{数}です。
カード番号{数} 有効期限{数}
免許証番号 {数} 氏名 {名}
旅券番号 {数} 氏名 {名} 国籍 日本
口座番号 {数} 名義 {カ}
年金番号 {数} 被保険者 {名}
住民票コード {数} 世帯主 {名}
健康保険 記号{数} 番号{数} {名}
ご依頼の件、{名}様の連絡先をお送りします。
ご担当の{氏}様、{氏}様
取り急ぎご連絡まで。{氏}
以上、よろしくお願いいたします。
--
{社}
{部} {名}
以上
{氏}
昨日の{氏}さんの発表はよかったです。
{氏}さんの後任は{名}さんです。
{氏}は本日休みです。
{氏}が退職しました。
{氏}に確認します。
{氏}より報告あり。
{氏}から返信待ち。
{氏}とは別件。
高橋商店の商品を田中町の倉庫から発送。
山田町の石川工業団地に移転しました。
本田技研、松下電器、鈴木自動車の株価
佐藤錦を{数}箱出荷。
長野県の工場、福島県の支店、宮崎市の営業所
金沢駅から福井駅まで
本日中に対応をお願いします。
添付資料をご確認ください。
見積書を送付いたします。ご査収ください。
会議室Aで{日}に打ち合わせ。
`
  .trim()
  .split('\n')
