import { PREFECTURE } from '../recognisers/prefectures.ts'

/** A cell that begins with a prefecture and goes on. */
export const PREFECTURE_START = new RegExp(`^(?:〒?\\d{3}-?\\d{4} ?)?(?:${PREFECTURE}).*[市区町村郡]`)

/** Ends of cells that are places, not people, however much they look like a name. */
export const PLACE_END = /(?:[都道府県市郡駅]|[^ ]{2}[区村]|丁目|地区|地方|地域|半島|空港|高速|街道|本線)$/

/** Companies, offices, schools, shops, posts. */
export const ORGANISATION =
  /株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|㈱|㈲|法人|財団|社団|協同組合|生協|農協|漁協|信用金庫|銀行|証券|保険$|生命$|火災$|事務所|研究所|製作所|鉄工所|営業所|事業所|出張所|保健所|市役所|区役所|役場|裁判所|警察署|消防署|税務署|センター|サービス|ホールディングス|グループ|コーポレーション|カンパニー|システムズ?$|ソリューションズ?$|ネット$|病院|医院|クリニック|歯科|薬局|大学|高校|学校|小学|中学|幼稚園|保育園|こども園|学院|学園|図書館|博物館|美術館|公民館|会館|ホテル|旅館|工業|産業|商店|商会|商事|建設|工務店|電機|電気|電器|製薬|化学|運輸|運送|物流|倉庫|不動産|印刷|出版|新聞|放送|食品|水産|酒造|醸造|製菓|製パン|製紙|製鉄|自動車|重工|精機|機械|金属|繊維|通信|教育委員会|委員会$|協会|連盟|連合会|組合$|自治会|町内会|保存会|同好会|クラブ$|チーム$|\b(?:inc|ltd|llc|corp|co|gmbh|company|corporation|limited|office|university|school|hospital|center|centre|bank)\b\.?/i

/** Parts of a company, posts, and other words of lists that stand alone in a cell. */
export const NO_NAME =
  /(?:[部課係室局署科班店院寮棟階])$|支店$|本社$|本店$|本部|支社$|工場|倉庫|第[一二三四五六七八九十\d]+|[一二三四五六七八九十\d]+(?:組|年|級|号|次|番|回|期|部|課|係|班|階)$|^(?:男|女|男性|女性|有|無|可|否|済|未|要|不要|不明|なし|あり|なし。|同上|同左|〃|未定|該当なし|欠席|出席|異常なし|正常|合格|不合格|完了|対応中|未対応|予定|新規|継続|更新|終了|その他|正社員|契約社員|派遣社員|嘱託|アルバイト|パート|役員|部長|課長|係長|主任|社長|常務|専務|取締役|監査役|顧問|会長|副会長|理事|監事|普通|当座|通常|至急|確認中|サンプル|テスト|合計|小計|総計|以上|以下余白)$|^[○×△◯◎✓✔\-ー―…・]+$/
