import type { BusinessText } from './business.ts'
import { filledTexts } from './unseen-texts.ts'

/** More of the kind, many of them about the ways in which numbers are written; with names of their own. */
const TEMPLATES = `
個人番号(マイナンバー):[MYNUMBER:{my}](本人確認済)
My Number [MYNUMBER:{my}] was submitted by [PERSON:{romaji}].
マイナンバーカードの写し([MYNUMBER:{my}])を[PERSON:{sur}]主任が受領しました。
配偶者の個人番号 [MYNUMBER:{my}]、配偶者の氏名 [PERSON:{name}]
扶養控除等申告書の記載内容 [PERSON:{name}] [MYNUMBER:{my}] [BIRTH:{birth}]生 続柄:妻
下記12桁を給与システムに登録願います。[MYNUMBER:{my}]
運転免許証 第[LICENSE:{lic}]号 交付:令和5年6月1日 [PERSON:{name}]
免許証No:[LICENSE:{lic}] / 有効期限 2028年 / [PERSON:{kana}]
本人確認書類は運転免許証(番号:[LICENSE:{lic}])で確認。担当[PERSON:{sur}]
Passport Number: [PASSPORT:{pass}]  Name: [PERSON:{romaji}]  DOB: [BIRTH:{birth}]
旅券の番号が[PASSPORT:{pass}]と[PASSPORT:{pass}]で重複しています。
在留カード:[RESIDENCE:{res}](永住者)[PERSON:{foreign}]
在留カード番号が[RESIDENCE:{res}]の方の就労制限を確認してください。
年金手帳の番号 [PENSION:{pen}] を紛失したとの申し出。[PERSON:{name}]様
厚生年金加入記録 基礎年金番号([PENSION:{pen}]) 氏名([PERSON:{name}])
クレジットカード([CARD:{card}])の利用停止を[PERSON:{name}]様が希望。
カードNo.[CARD:{card}] 有効期限 11/29 セキュリティコードは控えないこと
ご利用カード VISA [CARD:{card}] / ご本人名義 [PERSON:{romaji}]
住基コード[JUMINHYO:{jumin}]で検索した結果、[PERSON:{name}]様([ADDRESS:{addr}])と一致。
住民票コードは[JUMINHYO:{jumin}]、世帯主との続柄は子です。
保険証:[HEALTHINS:記号 {ins5} 番号 {ins3}](本人)[PERSON:{name}]
健康保険被保険者証 [HEALTHINS:記号{ins3}・番号{ins5}] 資格取得日 令和2年4月1日
介護保険被保険者番号 [HEALTHINS:{ins10}] 要介護3 [PERSON:{name}]様
雇用保険被保険者番号:[HEALTHINS:{ins4}-{ins6}-{d}] 離職者氏名:[PERSON:{name}]
振込先:[ACCOUNT:みどり銀行(0999)桜台支店(123)普通 {acct}] 口座名義 [PERSON:{hkana}]
お支払口座 [ACCOUNT:みらい信用組合 本店 当座 {acct}]
[ACCOUNT:ゆうちょ銀行 〇一八店 普通 {acct}] [PERSON:{kana}] 様
TEL:[PHONE:{land}] FAX:[PHONE:{land}] 携帯:[PHONE:{phone}]
電話は[PHONE:{phone}](平日のみ)か[PHONE:{land}](代表)へ。
連絡は[PERSON:{sur}]([PHONE:{phone}])まで。メールなら[EMAIL:{email}]。
返信先<[EMAIL:{email}]>、CC:[EMAIL:{email}];[EMAIL:{email}]
[PERSON:{name}]([BIRTH:{birth}]生まれ、[ADDRESS:{addr}]在住)
誕生日が[BIRTH:{birth}]の会員[PERSON:{name}]様にクーポンを送付。
生年月日/[BIRTH:{birth}] 性別/女 氏名/[PERSON:{name}]
送付先ご住所:[POSTAL:〒{post}]　[ADDRESS:{addr}]
郵便番号[POSTAL:{post}]、住所[ADDRESS:{addr}]、[PERSON:{name}]様方
本日、[PERSON:{name}]様([PHONE:{phone}])が来店し、返金({order})を希望。
司会の[PERSON:{sur}]が開会を宣言。続いて[PERSON:{sur}]委員長より挨拶。
申請者:[PERSON:{name}](代理:[PERSON:{name}]、行政書士)
おじいちゃんの[PERSON:{name}]さんをデイサービスへ送迎(運転:[PERSON:{sur}])。
保護者面談:[PERSON:{name}]の母より、[SC_DISAB:ADHD]ではなく睡眠不足との説明。
[PERSON:{name}]様は[SC_MEDICAL:乳がん]術後で通院中。次回予約は6月2日。
[PERSON:{sur}]様から「[SC_DISAB:視覚障害]があるので音声案内がほしい」との要望。
[PERSON:{name}]が[SC_CRIME:逮捕され]たとの連絡が警察から会社に入った。
[PERSON:{name}]さんは[SC_VICTIM:ストーカー被害]に遭っており、部署の連絡先を外部に出さない。
新人の[PERSON:{sur}]くんは[SC_CREED:創価学会]の家庭に育ったと話していた。
[PERSON:{name}]の両親は[SC_RACE:在日韓国人]である。
糖尿病専門外来の予約枠を4月から増やします。
自閉症啓発デーのポスターを掲示しました。
逮捕術の訓練は体育館で行います。
仏教美術の講演会を博物館で開催。
前科学技術担当大臣の会見がありました。
結核予防会への寄付を募ります。
本製品の型番はAB1234567CD、製造番号は98765432101です。
配送伝票 {track12} を {track12} に差し替えました。
会員登録数は1,234,567,890,123件を突破。
決算は3月31日、総会は2025年6月27日、配当基準日は2025年9月30日。
Wi-FiのSSIDはoffice-5G、パスワードは別途。IP 192.168.10.{d}。
管理番号 12-3456-7890-12 / 版数 2.10.3 / 改訂 2024.08.01
座標 35.681236,139.767125、標高 3776m、面積 2194km2
山田線、石井町、高橋商店街、中村屋、木村屋總本店、藤井寺駅
秋田こまち5kg、ひとめぼれ10kg、さくらんぼ2kgを出荷
株主名簿管理人は三井住友信託銀行、監査法人は有限責任あずさ監査法人です。
`

export const furtherTexts: readonly BusinessText[] = filledTexts('further', TEMPLATES, {
  surnames:
    '一口,左右田,鬼頭,蓬莱,辺土名,阿波連,水卜,月岡,土筆,柊,安心院,羽田野,虎杖,釘崎,胡蝶,冨樫,八丁堀,蛭子,穴吹,苅谷,佐治,下條,六角,梶,槙,都築'.split(
      ',',
    ),
  given:
    '湊斗,詩,杏珠,絃,咲空,蓮華,朋,照美,ヨネ,さつき,勘九郎,義一,麗奈,リサ,和夫,みどり,晃司,虎之助,世津子,芽生,優斗,慶,望,すみれ'.split(
      ',',
    ),
})
