import type { PiiType } from '../finding.ts'

/** Personal numbers, dates and texts by the ends of what is written before them. A longer end wins over a shorter one. */
export const LABEL_ENDS: readonly (readonly [PiiType | 'OTHER' | 'SOME_NUMBER', string])[] = [
  [
    'MYNUMBER',
    '個人番号 マイナンバー マイナンバーの番号 マイナンバー番号 マイナンバーカード マイナンバーカード番号 マイナンバーカードの番号 my@number 個人No 個人No.',
  ],
  [
    'LICENSE',
    '免許証番号 免許証の番号 免許番号 免許証 免許証No 免許証No. 運転免許 運転免許番号 driver@license driver@licence drivers@license license@no license@no. license@number licence@number',
  ],
  [
    'PASSPORT',
    '旅券番号 旅券の番号 旅券 旅券No 旅券No. パスポート パスポート番号 パスポートNo パスポートNo. パスポートの番号 passport passport@no passport@no. passport@number',
  ],
  [
    'RESIDENCE',
    '在留カード 在留カード番号 在留カード等番号 在留カードの番号 在留カードNo 在留カードNo. 特別永住者証明書 特別永住者証明書番号 residence@card residence@card@no. residence@card@number',
  ],
  [
    'PENSION',
    '基礎年金番号 基礎年金 年金番号 年金の番号 年金手帳番号 年金手帳の番号 年金手帳 年金記号番号 基礎年金番号通知書',
  ],
  ['JUMINHYO', '住民票コード 住民票コード番号 住民基本台帳コード 住基コード'],
  [
    'HEALTHINS',
    '被保険者番号 被保険者証番号 被保険者等番号 被保険者証の番号 被保険者記号番号 被保険者等記号・番号 被保険者証記号番号 保険証番号 保険証の番号 保険証No 保険証No. 健康保険証 保険者番号 受給者番号 雇用保険番号 雇用保険被保険者番号 介護保険番号 介護保険被保険者番号',
  ],
  [
    'CARD',
    'カード番号 カードの番号 カードNo カードNo. クレジットカード クレジットカード番号 クレジットカードの番号 クレカ クレカ番号 credit@card card@no card@no. card@number credit@card@number',
  ],
  [
    'ACCOUNT',
    '口座 口座番号 口座の番号 口座No 口座No. 振込先 振込口座 普通預金 当座預金 貯蓄預金 普通 当座 貯蓄 (普) (当) 普通口座 普通預金口座 預金口座',
  ],
  [
    'PHONE',
    '電話 電話番号 携帯 携帯電話 携帯番号 携帯電話番号 tel tel. 電話番号(携帯) 電話(携帯) phone phone@number mobile mobile@phone fax fax番号 ファックス ファクス 自宅 自宅電話 直通 内線 連絡先 緊急連絡先 ご連絡先 ケータイ 代表番号 代表電話 電話番号(自宅) お問い合わせ先 問い合わせ先 お問合せ先 問合せ先 お問合わせ先 連絡先番号 連絡先電話番号 t: f: t. m:',
  ],
  ['POSTAL', '郵便番号 〒番号 postal@code zip zip@code'],
  [
    'BIRTH',
    '生年月日 生年月日(西暦) 生年月日(和暦) 誕生日 お誕生日 生まれた日 出生日 出生年月日 生年月 dob d.o.b. d.o.b date@of@birth birthday birth@date birthdate バースデー',
  ],
  [
    'ADDRESS',
    '住所 住所地 ご住所 所在地 居所 お届け先 届け先 届先 送付先 送り先 配送先 転居先 本籍 本籍地 現住所 勤務地 居住地 住所1 住民票の住所 自宅住所 address 新住所 旧住所 帰省先 実家',
  ],
  [
    'PERSON',
    '氏名 お名前 名前 姓名 名義 名義人 フリガナ ふりがな カナ カナ氏名 氏名カナ ローマ字 英字氏名 氏名(ローマ字) 担当 担当者 ご担当 担当者名 宛名 署名 本人 対象者 申請者 申込者 契約者 契約者名 受取人 受領者 世帯主 保護者 代表者 責任者 患者 患者名 児童 生徒 被保険者 従業員 社員 社員名 会員 会員名 利用者 参加者 出席者 講師 作成者 記入者 承認者 連絡者 口座名義 口座名義人 カード名義 カード名義人 所持人 宿泊者 搭乗者 旅行者 乗客 name full@name passenger holder cardholder guest',
  ],
  [
    'OTHER',
    `法人番号 会社法人等番号 注文番号 発注番号 受注番号 伝票番号 送り状番号 追跡番号 問い合わせ番号 お問い合わせ番号 お問合せ番号 問合せ番号 見積番号 見積書番号 請求番号 請求書番号 納品番号 納品書番号 製造番号 機体番号 車台番号 型番 品番 部材 部品 図番 棚番 図面番号 電文番号 申請番号
    商品番号 商品コード 部品番号 管理番号 整理番号 案件番号 契約番号 証券番号 予約番号 予約確認番号 受付番号 受験番号 登録番号 照会番号 会員番号 顧客番号 お客様番号 社員番号 職員番号 学籍番号 患者番号 診察券番号 取引番号 承認番号 決裁番号
    稟議番号 申込番号 チケット番号 シリアル番号 ロット番号 便名 列車番号 ポイント番号 資産番号 追跡 伝票 注文 発注 受注 isbn isbn-13 isbn-10 jan シリアル s/n ロット lot バージョン version ver ver. ip 納期 納品 納品日 交付 交付日 有効期限 期限 発行
    発行日 入社 入社日 退社日 退職日 作成 作成日 契約日 登録日 締切 締切日 更新日 更新 入会日 受診日 健診受診日 予約日 予約 金額 価格 税込 合計 数量 件数 型式 品名 在庫 検収 開催日 実施日 日時 日付 提出日 申請日 支払日 出荷日 発送日 着日 到着日 施行日 改定日 開始日 終了日 搬入 検査日 訪問日 面談日 郵送日 振込日 設立 創業 創立`,
  ],
  ['SOME_NUMBER', '番号 コード no no. id #'],
]
