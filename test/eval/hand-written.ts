import type { BusinessText } from './business.ts'
import type { PiiType } from '../../src/engines/pii/index.ts'

/**
 * Texts written by hand, of other templates than any that the tagger learned from: every name, number and address is made
 * up. `[TYPE:value]` marks what is personal; what else looks like it is not.
 */
const TEXTS = `
総務部の[PERSON:勅使河原]です。先ほどの件、[PERSON:纐纈 亜莉紗]さんの携帯([PHONE:090-1111-2222])に折り返してください。
送付先は[POSTAL:〒100-8111] [ADDRESS:東京都千代田区千代田1-1] [PERSON:御手洗 翠子] 様 宛でお願いします。
お客様名：[PERSON:四十万谷 朔太郎]（[PERSON:シジマヤ サクタロウ]） 生年月日 [BIRTH:昭和四十五年三月三日]
会員の[PERSON:小鳥遊結菜]様（[BIRTH:1990年12月24日]生）より退会のお申し出がありました。
[PERSON:Tanaka Hiroshi] <[EMAIL:h.tanaka@example.jp]> からの返信を転送します。
振込はみずほ商店ではなく、[ACCOUNT:さくら信用金庫 中央支店 普通 1234567]、名義は[PERSON:ナカムラ ケイコ]です。
マイナンバー [MYNUMBER:123456789018] を人事へ届け出ました。[PERSON:薬袋 晴]
登録番号T1180301018771、請求書番号2024-000123、合計1,234,567円です。
ご注文番号は4983205673214、お荷物伝票番号は1234-5678-9018です。
[PERSON:高橋]課長、[PERSON:佐々木]主任、本日のレビューは会議室Bで行います。
運転免許証：[LICENSE:305012345670]（[PERSON:五百旗頭 蓮]、[ADDRESS:兵庫県西宮市甲子園町1丁目2番3号]）
パスポート No. [PASSPORT:TK1234567]、氏名 [PERSON:YAMAMOTO AOI]
在留カード [RESIDENCE:AB12345678CD] の期限は2027年5月1日です。
基礎年金番号：[PENSION:1234-567890]
国民健康保険 [HEALTHINS:記号 12-34 番号 567] の[PERSON:真栄田 岳]様について
住民票コードは[JUMINHYO:12345678901]でした。
クレジットカード [CARD:4111 1111 1111 1111] で決済、名義 [PERSON:SATO YUI]
[PERSON:我妻 栞]さんは[SC_MEDICAL:乳がん]の手術のため来月から休職します。
[PERSON:八重樫]様は[SC_DISAB:聴覚障害]があるため、筆談でご案内してください。
[PERSON:喜屋武 琉生]さんには[SC_CRIME:前科]があると面接官に話したとのことです。
糖尿病の予防セミナーを金沢市で開催します。講師は当社の産業医です。
障害者雇用促進法の改正について、各部署へ周知をお願いします。
長野県庁、福島市役所、宮崎銀行の各担当者様へ一斉に案内を送りました。
本田技研工業、松下電器、鈴木商店の株価を確認してください。
高松支店と山口営業所は石川工場へ部品を発送します。
サーバー10.20.30.40の証明書を2025-03-31までに更新します。
代表電話は[PHONE:03-0000-1111]、FAXは[PHONE:03-0000-1112]です。
お届け先 [ADDRESS:北海道札幌市中央区北一条西二丁目1番地 大通ビル301号室] [PERSON:舘ひろ子]様
[PERSON:大和田]・[PERSON:小笠原]・[PERSON:五十嵐]の三名が出張します。
作成者: [PERSON:東海林 悠]　承認者: [PERSON:月見里 操]
品番AB1234567は在庫切れ、代替はCD7654321です。
ISBN978-4-00-000000-2『日本の苗字』を購入しました。
連絡先:[EMAIL:kana_suzuki+work@mail.example.com] / [PHONE:070 1234 5678]
児童名 [PERSON:栗花落 心春]（[BIRTH:平成27年4月2日]生）、保護者 [PERSON:栗花落 大地]
[PERSON:鈴木一郎太]氏は[SC_CREED:キリスト教徒]であり、日曜の出勤を断っている。
[PERSON:朝日奈 光]様が[SC_VICTIM:ストーカー被害]に遭い、住所の非開示を希望されています。
患者 [PERSON:二階堂 美月]、[SC_MEDICAL:HbA1c]の値が高く、再検査を案内した。
[PERSON:宇佐美]さんは[SC_STATUS:被差別部落の出身]だと噂を流された。
この製品は花粉症対策として売られています。
契約番号 123456789018 の更新月は4月です。
差出人：[PERSON:グエン・ヴァン・アン]、勤務先：株式会社田中製作所
田中精密株式会社の工場見学は、川崎駅に九時集合です。
内線は省略し、直通[PHONE:0463-21-0000]へおかけください。
東京都の人口と大阪府の面積を比べる資料です。
金額は090円ではなく、9,000円です。部品コード0120-55です。
[ADDRESS:大阪府堺市堺区南瓦町3番1号]に住む[PERSON:日下部千鶴子]さん（[BIRTH:S23.7.8]生）から電話。
[PERSON:白鳥]先生に診断書を書いてもらってください。
当館の開館日は1980年1月1日、改装は令和元年5月1日です。
`
  .trim()
  .split('\n')

export const handWritten: readonly BusinessText[] = TEXTS.map((marked, i) => {
  let text = ''
  const ents: BusinessText['ents'][number][] = []
  for (const piece of marked.split(/(\[[A-Z_]+:[^\]]*\])/)) {
    const [, type, value] = /^\[([A-Z_]+):([^\]]*)\]$/.exec(piece) ?? []
    if (type !== undefined)
      ents.push({ s: text.length, e: text.length + value!.length, type: type as PiiType, form: type })
    text += value ?? piece
  }
  return { id: `hand-${i + 1}`, text, ents }
})
