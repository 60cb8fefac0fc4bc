import type { BusinessText } from './business.ts'
import { filledTexts, luhn, myNumber, wide } from './unseen-texts.ts'

/**
 * A third set: mails with signatures and quoted headers, minutes, call notes, incident reports, order and application
 * forms, chats, FAX covers; written without a look at the rules, with names and ways of writing numbers of its own.
 */
const TEMPLATES = `
いつもお世話になっております。⏎株式会社北辰テクノ　営業二課の[PERSON:{sur}]でございます。⏎先日ご来社いただいた[PERSON:{sur}]部長、[PERSON:{sur}]様にもよろしくお伝えください。⏎⏎--⏎株式会社北辰テクノ⏎営業二課　主任⏎[PERSON:{name}]（[PERSON:{hira}]）⏎[POSTAL:〒{post}]　[ADDRESS:{addr}]⏎TEL：[PHONE:{land}]（直通）⏎Mail：[EMAIL:{email}]
> From: [PERSON:{name}] <[EMAIL:{email}]>⏎> Sent: Monday, June 2, 2025 9:14 AM⏎> To: [PERSON:{romaji}] <[EMAIL:{email}]>⏎> Cc: [EMAIL:soumu@kikaku.example]⏎> Subject: RE: 納品日の件⏎>⏎> [PERSON:{sur}]さん⏎> 了解です。来週火曜で調整します。
宛先: [PERSON:{name}]; [PERSON:{name}]⏎CC: [PERSON:{name}]⏎件名: 棚卸の件⏎⏎各位⏎掲題の件、明日までにご返信ください。
第12回 安全衛生委員会 議事録⏎日時　令和7年5月14日(水)10:00～11:00⏎場所　本館4階会議室⏎出席者　[PERSON:{sur}]委員長、[PERSON:{sur}]、[PERSON:{sur}]、[PERSON:{sur}]／記録　[PERSON:{sur}]⏎議題1　熱中症対策について
1. [PERSON:{sur}]より前回の宿題事項を報告。2. [PERSON:{sur}]から予算の質問があり、[PERSON:{sur}]が次回までに調べる。
【架電メモ】6/3 13:20 [PERSON:{name}]様宅へTEL([PHONE:{land}])、留守電。14:05 携帯([PHONE:{phone}])つながる。担当[PERSON:{sur}]
受電日時:2025/06/04 09:55 受電者:[PERSON:{sur}] お客様:[PERSON:{kana}]様 ご用件:解約 折返:要([PHONE:{phone}])
ヒヤリハット報告書　報告者　[PERSON:{name}]　発生場所　第三工場プレス室　内容　フォークリフトと接触しそうになった。目撃者　[PERSON:{name}]
個人情報漏えい等報告　発覚日 2025年4月8日　誤送信先 株式会社みさき物産 [PERSON:{sur}]氏　漏えいした人　[PERSON:{name}]ほか11名
事故速報：本日8時40分ごろ、配送車(運転：[PERSON:{name}])が国道4号で追突された。相手方は[PERSON:{name}]（[BIRTH:{birth}]生）、免許証番号 [LICENSE:{lic}]。
ご注文フォーム⏎お名前(全角): [PERSON:{name}]⏎フリガナ(半角): [PERSON:{hkana}]⏎郵便番号: [POSTAL:{post}]⏎ご住所: [ADDRESS:{addr}]⏎お電話: [PHONE:{phone}]⏎商品: 北欧チェア×2
給付金申請書　申請者[PERSON:{name}]　生年月日[BIRTH:{birth}]　電話[PHONE:{phone}]　振込口座[ACCOUNT:{bank} 普通 {acct}]　名義人[PERSON:{hkana}]
保育所入所申込書　申込児童氏名 [PERSON:{name}] [BIRTH:{birth}]生　父 [PERSON:{name}]　母 [PERSON:{name}]　希望園 第一ひばり保育園
[9:02] [PERSON:{sur}]: おはようございます⏎[9:03] [PERSON:{sur}]: 昨日の[PERSON:{sur}]さんの件、片付きましたか？⏎[9:05] [PERSON:{sur}]: はい、[PERSON:{sur}]君が対応済みです
[PERSON:{name}]: @[PERSON:{name}] 資料を置きました。確認お願いします🙏
FAX送付状⏎送信先：有限会社つばき商会　[PERSON:{name}] 様⏎FAX番号：[PHONE:{land}]⏎発信元：あけぼの運送株式会社　業務課　[PERSON:{sur}]⏎枚数：本紙含め3枚
担当 [PERSON:{sur}]　承認 [PERSON:{sur}]　作成 2025/07/01　版 1.2
記入者[PERSON:{name}]　確認者[PERSON:{name}]　記入日6月9日
(起案)[PERSON:{sur}]　(決裁)[PERSON:{sur}]次長
講師：[PERSON:{name}]先生(大学教授)　司会：[PERSON:{name}]　受付：[PERSON:{sur}]・[PERSON:{sur}]
新郎　[PERSON:{name}]、新婦　[PERSON:{name}]のご両家より、ご祝儀の件でお電話。
[PERSON:{sur}]ちゃんのお迎えは祖母の[PERSON:{name}]さんが参ります。園バスは利用しません。
表彰　優秀賞[PERSON:{name}]殿　努力賞[PERSON:{name}]殿　皆勤賞[PERSON:{name}]君
Attendees: [PERSON:{romaji}], [PERSON:{romaji}], [PERSON:{romaji}] / Location: Room 4B
Dear [PERSON:{romaji}],⏎Thank you for your order {order}.⏎Best regards,⏎[PERSON:{romaji}]⏎Kitatech Co., Ltd.
ゲスト名：[PERSON:{romaji}]様　チェックイン 2025/08/10　パスポート番号：[PASSPORT:{pass}]　国籍：ブラジル
技能実習生 [PERSON:{foreign}] さん　在留カードNo. [RESIDENCE:{res}]　配属 第2ライン
外国人雇用状況届出　氏名：[PERSON:{foreign}]　在留カードの番号：[RESIDENCE:{res}]　生年月日：[BIRTH:{birth}]
[PERSON:{foreign}]氏(在留資格:技術・人文知識・国際業務)の更新許可が下りました。番号は[RESIDENCE:{res}]。
マイナンバー：[MYNUMBER:{my}]　氏名：[PERSON:{name}]　届出事由：転職
個人番号 ( [MYNUMBER:{my}] ) は鍵付き書庫に保管してください。
扶養親族の個人番号[MYNUMBER:{my}]([PERSON:{name}])が未登録です。
免許証のコピーを受領。No.[LICENSE:{lic}]、氏名[PERSON:{name}]、住所[ADDRESS:{addr}]
運転者台帳　[PERSON:{name}]　免許証番号：第 [LICENSE:{lic}] 号　種類：大型・けん引
旅券番号 [PASSPORT:{pass}]（[PERSON:{romaji}]）を航空会社へ通知した。
年金番号：[PENSION:{pen}]　被保険者氏名：[PERSON:{name}]
健保資格喪失　[HEALTHINS:記号 {ins4}　番号 {ins3}]　[PERSON:{name}]　喪失日 令和7年3月31日
後期高齢者医療 被保険者番号：[HEALTHINS:{ins8}]　[PERSON:{name}] 様
住民票コード：[JUMINHYO:{jumin}]　転出先：[ADDRESS:{addr}]　[PERSON:{name}]
カード番号 [CARD:{card}]　有効期限 05/28　名義 [PERSON:{romaji}]
返金先口座:[ACCOUNT:{bank} 普通預金 {acct}] [PERSON:{kana}]
【退職者】[PERSON:{name}](人事部)／最終出社日6月20日／連絡先[PHONE:{phone}]／[EMAIL:{email}]
賃貸借契約　借主　[PERSON:{name}]　連帯保証人　[PERSON:{name}]（続柄：叔父、電話：[PHONE:{land}]）　物件　メゾン桜 203号室
保険金請求　契約者 [PERSON:{name}]　被保険者 [PERSON:{name}]　受取人 [PERSON:{name}]　証券番号 {ins10}
問診票　氏名 [PERSON:{name}]　既往歴：[SC_MEDICAL:脳梗塞]、[SC_MEDICAL:心房細動]　服薬あり
保健室来室記録　3年1組 [PERSON:{name}]さん　[SC_MEDICAL:過換気症候群]の発作　担任[PERSON:{sur}]へ連絡
健診事後指導　[PERSON:{name}]様　[SC_MEDICAL:脂質異常症]の疑い、[SC_MEDICAL:要精密検査]　保健師[PERSON:{sur}]
[PERSON:{name}]さんから、[SC_DISAB:精神障害者保健福祉手帳2級]の写しを預かりました。
身元調査で[PERSON:{name}]に[SC_CRIME:逮捕歴]があると判明したとの書面が届いた。
[PERSON:{name}]様は元夫からの[SC_VICTIM:DV被害]により転居。新住所は誰にも伝えないこと。
休職者一覧：[PERSON:{name}]（[SC_MEDICAL:うつ病]）、[PERSON:{name}]（[SC_MEDICAL:潰瘍性大腸炎]）
[PERSON:{name}]（[BIRTH:{birth}]生、[ADDRESS:{addr}]）が本日来庁し、転居届を提出した。
町内会の回覧板は[PERSON:{sur}]さん→[PERSON:{sur}]さん→[PERSON:{sur}]さんの順です。
参加者：[PERSON:{name}]/[PERSON:{name}]/[PERSON:{name}]
下記の者が受験します。　[PERSON:{name}]　[PERSON:{name}]　[PERSON:{name}]
前任の[PERSON:{sur}]に代わり、[PERSON:{name}]が貴社を担当いたします。
当社代表取締役社長[PERSON:{name}]は、本日開催の取締役会で辞任を申し出ました。
喪主　[PERSON:{name}]（長男）　故人　[PERSON:{name}]　享年八十七　通夜　六月十日十八時
担当は青葉営業所、窓口は緑支店、工事は東山工務店に決まりました。
西川口駅と東大宮駅の間で遅延。振替輸送は東武野田線と京成千葉線です。
担当部署：生産管理課　担当範囲：購買　申請者区分：法人　記入者欄は空欄で可
大正・昭和・平成・令和の元号早見表を総務課で配布します。
花王、小林製薬、武田薬品、森永製菓、伊藤園の見積を比べる。
宮本町三丁目と上田西高校と石川県立図書館の地図を差し替えた。
新製品「さくら」「ひかり」「みのり」の発売日は2025年9月12日です。
アサヒ・キリン・サッポロの三社製品。クリスマス・イブに発売。
高山本線、富山地鉄、長野電鉄、福井鉄道、各社様の時刻表です。
荷物{track12}、伝票{track}、請求{order}、会員{ins8}、電文{ins10}。
申込番号 {ins4}-{ins4}-{ins4} と予約番号 {track12} を控えてください。
型式 TR{ins5}{d}{d}、部材 UF{ins8}EA、棚番 30-{ins3}、図番 {pen}。
法人番号{corp}、インボイス登録番号T{corp}、資本金10,000,000円。
作成 2025年6月1日、改定 平成31年4月30日、施行 令和元年5月1日、次回 1999/12/31 形式で入力。
部長会、係長研修、先生方のご意見、お客様の声、皆様、各位、店長候補、担当者様
サポートは10:00-18:00、回線は1Gbps、版数 03.5221.1、比率 12:34:56、容量 512-1024-2048
主要取引先：加藤産業、三菱食品、国分、日本アクセス（順不同、敬称略）
Visit New York, Los Angeles, San Francisco. Powered by Red Hat Linux and Visual Studio.
結婚祝い、高校野球、林業、森林、原料、金銭、谷間、岡崎公園、関数、辻褄、南北、桂剥き
アレルギー物質を含む商品の一覧、糖尿病食の献立表、喘息吸入薬の在庫数。
`
const KANA_PAIRS =
  'イブスキ トモハル,ユスハラ ミオ,クグミヤ リツコ,ヌマクラ サブロウ,オオモンジヤ キヌヨ,チネン アサト,ヘンミ ヨシツグ,ワタヌキ カエデ'.split(
    ',',
  )
const HALF_PAIRS = 'ｲﾌﾞｽｷ ﾄﾓﾊﾙ,ﾕｽﾊﾗ ﾐｵ,ﾇﾏｸﾗ ｻﾌﾞﾛｳ,ﾁﾈﾝ ｱｻﾄ,ﾍﾝﾐ ﾖｼﾂｸﾞ,ﾜﾀﾇｷ ｶｴﾃﾞ'.split(',')
const LATIN_PAIRS =
  'Ibusuki Tomoharu,Mio Yusuhara,NUMAKURA Saburo,Asato Chinen,Kaede WATANUKI,HENMI YOSHITSUGU,Ritsuko Kugumiya,Kinuyo Omonjiya'.split(
    ',',
  )
const STRANGERS =
  'グエン・ティ・ホア,ラム・バハドゥル・タパ,カルロス・エドゥアルド・シルバ,マリア・クララ・サントス,SANTOS MARIA CLARA,Tran Quoc Bao,金 秀賢,王 麗華,キム・ミンジ,オーブリー・ジョンソン'.split(
    ',',
  )
const ADDRESSES =
  '山形県鶴岡市馬場町9-{n},千葉県印西市大森2364番地{n},大分県別府市上野口町1番{n}号,福島県会津若松市東栄町3-{n} コーポ若松102,埼玉県比企郡小川町大字大塚{n},京都府京都市中京区寺町通御池上る上本能寺前町48{n},北海道釧路市黒金町七丁目{n}番地,長崎県五島市福江町1-{n}'.split(
    ',',
  )
const gapped = (all: string, by: string, ...cuts: number[]) =>
  cuts.map((cut, k) => all.slice(k === 0 ? 0 : cuts[k - 1], cut)).join(by)

export const thirdTexts: readonly BusinessText[] = filledTexts('third', TEMPLATES, {
  surnames:
    '指宿,梼原,久具宮,沼倉,大文字屋,知念,逸見,四月朔日,鶏冠井,目黒,糸満,砂子,祝,玉城,昆,国母,鯨岡,門間,寒河江,当麻,生駒,三枝,新妻,牛込,吉良,乾,灰谷,設楽,留目,米満'.split(
      ',',
    ),
  given:
    '智陽,澪,律子,三郎,絹代,朝斗,義嗣,楓,大河,みのり,奏多,小百合,十和子,善次郎,桜介,ひなた,玲央,たかし,千景,真,仁,恵,すず,隆之介,明日香,耕太郎'.split(
      ',',
    ),
  own: {
    kana: ({ pick }) => pick(KANA_PAIRS).replace(' ', pick([' ', '　', ''])),
    hira: ({ pick }) => pick(KANA_PAIRS).replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60)),
    hkana: ({ pick }) => pick(HALF_PAIRS).replace(' ', pick([' ', '　'])),
    romaji: ({ pick }) => pick(LATIN_PAIRS),
    foreign: ({ pick }) => pick(STRANGERS),
    addr: ({ pick, roll }) => pick(ADDRESSES).replace('{n}', String(1 + roll(40))),
    phone: ({ pick, digits }) => {
      const [mobile, a, b] = [pick(['090', '080', '070', '050']), digits(4), digits(4)]
      return pick([
        `${mobile}-${a}-${b}`,
        `${mobile} ${a} ${b}`,
        `${mobile}(${a})${b}`,
        wide(`${mobile}-${a}-${b}`),
        `+81-${mobile.slice(1)}-${a}-${b}`,
      ])
    },
    land: ({ pick, roll, digits }) => {
      const [a, b] = [`${2 + roll(8)}${digits(1)}`, digits(4)]
      return pick([
        `0235-${a}-${b}`,
        `0242(${a})${b}`,
        `097-5${a}-${b}`,
        `03（5${a}8）${b}`,
        wide(`0476-${a}-${b}`),
        `0154 ${a} ${b}`,
        `06.6${a}1.${b}`,
      ])
    },
    email: ({ pick, digits }) =>
      `${pick(['t.ibusuki', 'yusuhara-m', 'numakura_3', 'a.chinen+work', 'info.henmi', 'k-watanuki'])}${digits(1)}@${pick(['hokushin-techno.example', 'akebono.example.com', 'city.minato.example', 'mx.tsubaki.example.jp'])}`,
    birth: ({ pick, roll }) => {
      const [month, day] = [1 + roll(12), 1 + roll(28)]
      const [mm, dd] = [String(month).padStart(2, '0'), String(day).padStart(2, '0')]
      return pick([
        `${1935 + roll(75)}.${mm}.${dd}`,
        `${1935 + roll(75)}-${mm}-${dd}`,
        `平成${2 + roll(28)}年${month}月${day}日`,
        wide(`S${30 + roll(33)}/${mm}/${dd}`).replaceAll('／', '/'),
        `昭和${30 + roll(30)}.${month}.${day}`,
        `${1950 + roll(60)}年 ${month}月 ${day}日`,
      ])
    },
    post: ({ pick, digits }) => pick([`${digits(3)}-${digits(4)}`, wide(`${digits(3)}-${digits(4)}`)]),
    my: ({ pick, digits }) => {
      const all = myNumber(digits(11))
      return pick([
        all,
        gapped(all, ' ', 4, 8, 12),
        gapped(all, '-', 4, 8, 12),
        wide(all),
        wide(gapped(all, '-', 4, 8, 12)),
        gapped(all, '　', 4, 8, 12),
      ])
    },
    lic: ({ pick, digits }) => {
      const all = `${pick(['30', '20', '54', '10', '97'])}${digits(10)}`
      return pick([all, wide(all), gapped(all, '-', 4, 8, 12), gapped(all, ' ', 4, 8, 12)])
    },
    pass: ({ pick, digits }) => {
      const [letters, all] = [pick(['TH', 'NA', 'FZ', 'XS']), digits(7)]
      return pick([letters + all, `${letters} ${all}`, wide(all).replace(/^/, letters === 'TH' ? 'ＴＨ' : 'ＮＡ')])
    },
    res: ({ pick, digits }) => {
      const [a, all, b] = [pick(['LB', 'QX', 'GT']), digits(8), pick(['HA', 'MC', 'TJ'])]
      return pick([a + all + b, `${a} ${all} ${b}`, `${a}-${all}-${b}`, wide(all).replace(/^(.*)$/, 'ＬＢ$1ＨＡ')])
    },
    pen: ({ pick, digits }) =>
      pick([`${digits(4)}-${digits(6)}`, wide(`${digits(4)}-${digits(6)}`), `${digits(4)} ${digits(6)}`]),
    jumin: ({ pick, digits }) => pick([digits(11), wide(digits(11))]),
    card: ({ pick, digits }) => {
      const all = luhn(`${pick(['4', '51', '35'])}${digits(15)}`.slice(0, 15))
      return pick([
        all,
        gapped(all, ' ', 4, 8, 12, 16),
        gapped(all, '-', 4, 8, 12, 16),
        wide(gapped(all, '-', 4, 8, 12, 16)),
      ])
    },
    bank: ({ pick }) =>
      pick([
        '七十七銀行 泉支店',
        '会津信用金庫 本店営業部',
        '楽天銀行 ジャズ支店',
        'JAいわて花巻 北上支店',
        '大分銀行別府支店',
      ]),
  },
})
