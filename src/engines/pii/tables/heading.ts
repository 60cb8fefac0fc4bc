import type { PiiType } from '../finding.ts'

/** What the heading of a column, or the label before a value, promises. */
export interface Heading {
  readonly type: PiiType | 'ORGANISATION' | 'PERSONAL_ID' | 'OTHER'
  /** How much of the values must bear it out: a sure heading (氏名) needs less than one of companies too (支払先). */
  readonly isSure: boolean
  readonly part?: 'surname' | 'given'
  /** How a name is read or spelt abroad: フリガナ, ローマ字. */
  readonly isReading?: boolean
  /** Whose: 保護者, 児童1; empty for the person whom the row is about. */
  readonly owner: string
}

type Rule = readonly [Heading['type'], RegExp, ('sure' | 'maybe')?]

const ID_OF_PERSON =
  '社員|職員|教職員|従業員|スタッフ|顧客|会員|学籍|学生|児童|生徒|園児|患者|診察券|利用者|個人|本人|受験|受講|受付者|登録者|住民|世帯員?|被保険者|組合員|契約者|お客様|メンバー|employee|staff|customer|member|student|patient|user'
const NUMBER_WORD = '(?:番号|コード|No\\.?|NO\\.?|ID|id|管理番号|整理番号|code|number)'

/** The last word of a heading says what stands below it; the first rule that knows it counts. */
const BY_END: readonly Rule[] = [
  ['MYNUMBER', /個人番号(?:カード)?(?:\(12桁\))?$|マイナンバー(?:カード)?(?:の?番号)?$|my ?number$/i],
  ['LICENSE', /免許証?(?:の?番号|No\.?)?$|driver.?s? licen[sc]e(?: (?:no\.?|number))?$/i],
  ['PASSPORT', /(?:旅券|パスポート)(?:の?番号|No\.?)?$|passport(?: (?:no\.?|number))?$/i],
  ['RESIDENCE', /(?:在留|特別永住)[^名]{0,8}(?:番号|No\.?)$|在留カード$|residence card(?: (?:no\.?|number))?$/i],
  ['PENSION', /年金[^額]{0,4}(?:番号|No\.?)$/],
  ['JUMINHYO', /住民票コード$|住基(?:コード|番号)$/],
  [
    'HEALTHINS',
    /(?:保険(?:証|者)?|健保|国保|被保険者証?|受給者証?|記号)[^名]{0,6}(?:番号|No\.?)$|保険証$|記号・?番号$/,
  ],
  ['CARD', /(?:クレジット|クレカ)(?:カード)?(?:の?番号|No\.?)?$|^カード番号$|card ?(?:no\.?|number)$/i],
  ['ACCOUNT', /(?:口座|預金|貯金|振込先|振替先|引落先)(?:の?番号|情報|No\.?)?$|account(?: (?:no\.?|number))?$/i],
  [
    'OTHER',
    /法人番号$|(?:商品|品目|製品|部品|伝票|注文|発注|受注|追跡|問合せ?|請求書?|契約|登録|案件|管理|整理|受付|機器|資産)(?:番号|コード|No\.?|ID)$/i,
  ],
  ['PERSONAL_ID', new RegExp(`(?:${ID_OF_PERSON})[の ]?${NUMBER_WORD}$`, 'i')],
  [
    'OTHER',
    /(?:(?<!電話|携帯|郵便|fax|ファックス|ファクス|tel|自宅|連絡先?|直通)番号|コード|(?<![a-z])no\.?|ID|(?<![a-z])id|code|number|#)$/i,
  ],
  ['EMAIL', /(?:e-?mail|メール|mail|Eメール)(?:アドレス|address)?$|^アドレス$|メアド$|連絡先\(?(?:メール|mail)\)?$/i],
  ['POSTAL', /郵便(?:番号)?$|^〒(?:番号)?$|〒$|zip(?: ?code)?$|postal ?code$/i],
  [
    'PHONE',
    /電話(?:番号)?\d?$|携帯(?:電話)?(?:番号)?$|(?<![a-z])tel(?:ephone)?\.?(?: ?no\.?)?$|℡$|phone(?: ?(?:no\.?|number))?$|mobile$|f(?:ax|ax番号)$|ファックス(?:番号)?$|ケータイ$|連絡先\d?$|連絡(?:用)?番号$|直通$|(?:電話|TEL)\(.*\)$/i,
  ],
  [
    'BIRTH',
    /生年月日?(?:\((?:西暦|和暦)\))?$|誕生日?$|生まれ(?:た日)?$|出生(?:年月)?日?$|birth ?(?:day|date)$|date of birth$|^d\.?o\.?b\.?$/i,
  ],
  ['OTHER', /(?:メール|mail|IP|MAC|URL|ip|mac)アドレス$|(?:ip|mac|web) ?address$/i],
  [
    'ADDRESS',
    /住所(?:地|\d)?$|住所\(.*\)$|居所$|居住地$|本籍地?$|(?:送付|送り|お?届け?|配送|発送|転居|転送|帰省|避難)先(?:住所)?$|所在地$|address$|自宅$|^番地$/i,
  ],
  [
    'SC_MEDICAL',
    /病名$|傷病名?$|既往(?:歴|症)?$|病歴$|診断(?:名|結果|内容)$|健(?:康)?診(?:断)?(?:結果|所見|判定)$|検査(?:結果|値)$|所見$|(?:通院|服薬|治療|投薬)(?:歴|状況|内容|中)?$|持病$|アレルギー$|主訴$|処方(?:薬|内容)?$|ストレスチェック(?:結果)?$/,
  ],
  ['SC_DISAB', /障[害碍がい]+(?:名|者手帳|の?種別|等級|の?程度|の?有無|の?状況|区分)?$|手帳(?:等級|の?種別|の?有無)?$/],
  ['SC_CRIME', /犯罪(?:歴|の経歴)$|前科$|賞罰$|逮捕歴$|非行歴$/],
  ['SC_VICTIM', /(?:犯罪)?被害(?:内容|状況|歴)$/],
  ['SC_CREED', /宗教$|信条$|信仰$|支持政党$|思想$/],
  ['SC_RACE', /人種$|民族$/],
  ['SC_STATUS', /社会的身分$|出身地区$/],
  ['SC_PMARK', /労働組合(?:加入|の?有無)?$|組合加入(?:状況)?$|性的指向$|性自認$/],
  ['ORGANISATION', /(?:店舗?|施設|拠点|支店|支社|営業所|事業所)名称?$/],
  [
    'OTHER',
    /(?:品|商品|製品|部品|機器|機種|型|曲|書|本|ファイル|フォルダ|システム|ソフト|サーバー?|件|案件|題|題目|科目|教科|講座|研修|コース|会場|行事|イベント|事業|業務|工事|作業|物件|建物|ビル|部屋|都道府県|市区町村|市町村|町|国|地域|地区|路線|駅|バス停|役職|職|職種|担当業務|部署|部門|所属|課|係|学科|学部|学年|クラス|学級|組|チーム|グループ|班|国籍|在留資格|資格|免許|続柄|区分|種別|分類|形式|単位|規格|仕様|色|材質|メーカー|ブランド|銀行|金融機関|支店|店舗|プラン|契約種別|勘定|項目|フィールド|カラム|テーブル|ホスト|ユーザー?|ドメイン|アカウント|病院|医療機関|保険者|施設|事業所|営業所|学校|園|出身校|勤務先?|勤め先|就業先|派遣先|受入先|紹介元)名?称?$/,
  ],
  [
    'ORGANISATION',
    /(?:会社|企業|法人|団体|組織|社|商号|屋号|事業者|業者|取引先|仕入先|納入先|得意先|販売先|購入先|発注先|受注先|委託先|再委託先|請負先|外注先|メーカー|製造元|発売元|販売元|納品先|出荷先|代理店|加盟店|ベンダー|サプライヤー|company|organi[sz]ation|vendor|supplier|maker|manufacturer)名?称?$/i,
  ],
  [
    'OTHER',
    /(?:日時?|年月|年度|年|月|期間|期限|時刻|時間|金額|価格|単価|数量?|件数|人数|回数|率|割合|得点|点数|成績|評価|判定|合計|小計|額|料|費|税|状況|状態|有無|可否|結果|内容|理由|備考|メモ|コメント|摘要|特記事項|特記|その他|性別|年齢|満年齢|学歴|身長|体重|フラグ|timestamp|date|time|amount|total|qty|price|status|note|remarks?|gender|sex|age|ip|url|mac|type|category|level|log|message|event|version|host)(?:\(.*\))?$/i,
  ],
  ['OTHER', /^(?:日程|予定日?|曜日|場所|議題|会議|時限|品種|地点|カテゴリー?|ステータス)$/],
]

const READING =
  /[ (・]?(?:フリガナ|ふりがな|振り?仮名|フリカナ|カナ|かな|仮名|ヨミガナ|ヨミカナ|よみがな|ヨミ|よみ|読み(?:仮名|方)?|ローマ字|英字|英語?表記|アルファベット|半角カナ|全角カナ|kana|reading|romaji)\)?(?:\(.*\))?$/i
const SURNAME =
  /(?:^|[ (・_-])(?:姓|苗字|名字|セイ|せい|氏|family ?name|last ?name|surname|sei)\)?(?:カナ|かな|読み|\(.*\))?$|(?<=[^品会])姓(?:カナ)?$/i
const GIVEN = /(?:^|[ (・_-])(?:名|名前(?=\(メイ)|メイ|めい|given ?name|first ?name|mei)\)?(?:カナ|かな|読み|\(.*\))?$/i
const NAME_WORD =
  /(?:ご?氏名|お?名前|おなまえ|なまえ|ナマエ|姓名|フルネーム|ご?芳名|(?<!file|user|host|company|product|domain|item|class|table|column|event|process|login|display|project|system|server|service|group|team|brand|model|store|shop|school|bank|branch|city|town|country|game|app|job|task|key|code|node|path|sheet|field)[ _-]?name)(?:\(.*\))?\d?$/i
const ROLES =
  '本人|当人|対象者|該当者|契約者|被契約者|申込者?|申込人|申請者?|申請人|届出人|届出者|請求者|受診者|被験者|被検者|受検者|受験者|受験生|従業員|従業者|従事者|社員|職員|教職員|教員|教諭|教師|先生|講師|担任|保育士|児童|生徒|園児|幼児|学生|乳児|子ども|子供|お子様|お子さん|こども|患者|入院患者|利用者|ご利用者|会員|保護者|親権者|世帯主|世帯員|家族|ご家族|配偶者|扶養者|被扶養者|扶養親族|被保険者|加入者|担当|担当者|責任者|管理者|代表者|代表|幹事|世話人|参加者|出席者|欠席者|受講者|受講生|修了者|聴講者|実習生|研修生|技能実習生|受取人|受領者|受給者|支給対象者|受益者|購入者|注文者|注文主|発注者|依頼者|依頼主|送り主|差出人|発送者|宛名|宛名人|宛先|名宛人|届け先名|所有者|所有者等|使用者|入居者|居住者|賃借人|賃貸人|借主|貸主|保証人|連帯保証人|連絡者|緊急連絡者|相談者|通報者|応募者|候補者|内定者|採用者|合格者|当選者|受賞者|入賞者|選手|隊員|団員|部員|委員|委員長|役員|理事|監事|議員|看護師|医師|主治医|担当医|スタッフ|メンバー|クルー|キャスト|アルバイト|パート|派遣(?:社員|者|スタッフ)|作業員|作業者|技術者|技師|運転者|運転手|ドライバー|乗員|乗務員|乗客|搭乗者|宿泊者|宿泊客|訪問者|来訪者|来場者|来客|面会者|見学者|寄付者|寄附者|支援者|後援者|株主|組合員|構成員|納税者|納付者|滞納者|債務者|債権者|被災者|避難者|遺族|故人|喪主|被相続人|相続人|後見人|被後見人|介護者|要介護者|要支援者|民生委員|承認者|記入者|作成者|登録者|入力者|提出者|報告者|発見者|確認者|点検者|検査者|立会人|署名者|(?:副|正)?(?:班|組|校|園|隊|分団|団|区|施設|寮|級)長|班員|組員|隊員|生徒会役員|届出者|発信者|受信者|送信者|投稿者|回答者|被調査者|調査対象者'
const KIN = '氏|父|母|父親|母親|兄|姉|弟|妹|祖父|祖母|夫|妻|長男|長女|次男|次女|三男|三女|第[一二三四五]子|親|子'
const ROLE = new RegExp(
  `(?:(?:${ROLES})|^(?:${KIN}))(?:\\(?(?:の|ご)?(?:氏名|名前|名|様|さん|殿)\\)?)?\\d{0,2}(?:\\(.*\\))?$`,
)
const MAYBE_COMPANY =
  /(?:顧客|お?客様?|得意客|支払先|支払い先|支払者|送金先|振込先名|請求先|入金者|依頼元|照会元|問合せ?元|紹介者|取扱者|名義|名義人|口座名義|連絡相手|相手|相手方|宛|customer|client|payee|contact)(?:名|氏名|様)?\d?(?:\(.*\))?$/i

const WRITTEN = /(?:漢字|カナ|かな|フリガナ|ふりがな|ヨミ|よみ|ローマ字|英字|英文|アルファベット)の?$/
/** 会議名: the name of a thing. */
const SOME_NAME = /^[^ ]{2,}名称?$/

/** Reads a heading; undefined where it says nothing of what the detector knows. `text` in normal form. */
export function readHeading(text: string): Heading | undefined {
  const word = tidy(text)
  if (word === '' || word.length > 30) return undefined
  const name = readNameHeading(word)
  if (name) return name
  for (const [type, pattern] of BY_END) {
    const match = pattern.exec(word)
    if (match) return { type, isSure: true, owner: ownerOf(word.slice(0, match.index)) }
  }
  if (ROLE.test(word)) return { type: 'PERSON', isSure: word !== '宛先' && word !== '代表', owner: ownerOf(word) }
  if (MAYBE_COMPANY.test(word)) return { type: 'PERSON', isSure: false, owner: ownerOf(word) }
  if (SOME_NAME.test(word)) return { type: 'OTHER', isSure: true, owner: '' }
  return undefined
}

function readNameHeading(word: string): Heading | undefined {
  const reading = READING.exec(word)
  const plain = reading ? word.slice(0, reading.index) : word
  if (reading && /(?:会社|企業|法人|団体|商品|品|施設|住所|店|校|社)名?$/.test(plain)) return undefined
  const surname = SURNAME.exec(plain)
  const given = surname ? null : GIVEN.exec(plain)
  const base = surname || given ? plain.slice(0, (surname ?? given)!.index) : plain
  const named = NAME_WORD.exec(base)
  // 患者カナ氏名, 患者漢字氏名: how it is written stands before the word.
  const written = named && WRITTEN.exec(base.slice(0, named.index))
  const isSpelt = written !== null && written[0] !== '漢字'
  if (!surname && !given && !named && !(reading && (plain === '' || ROLE.test(plain)))) return undefined
  return {
    type: 'PERSON',
    isSure: true,
    owner: ownerOf(named ? base.slice(0, written ? written.index : named.index) : base),
    ...((surname || given) && { part: surname ? 'surname' : 'given' }),
    ...((reading || isSpelt || /^(?:セイ|メイ|せい|めい|sei|mei)$/i.test(plain)) && { isReading: true }),
  }
}

const MARKS = /[*※◎○●◆■□★☆:：【】[\]「」<>＜＞"']/g

/** 氏 名 → 氏名; marks, line breaks and what is obligatory go. */
function tidy(text: string): string {
  return (
    text
      .replace(/\n/g, '')
      .replace(/[(](?:必須|任意|漢字|全角|半角|自宅|本人|※.*?)[)]/g, '')
      .replace(MARKS, '')
      // 契約者漢字 beside 契約者カナ.
      .replace(/(?<=[者人名主員様])漢字$/, '')
      .replace(/(?<=[^\x20-\x7e]) +(?=[^\x20-\x7e])/g, '')
      .trim()
  )
}

/** Whose value it is: 児童1, 保護者; 氏名, 名 and the like name nobody. */
function ownerOf(before: string): string {
  return before
    .replace(/[ _・\-の(（)）/]+$/, '')
    .replace(/(?:ご?氏名|お?名前|名|様|さん|殿|ご)+$/, '')
    .replace(/^(?:ご|お)(?=[^\s])/, '')
    .replace(/ +/g, '')
    .replace(/^(?:本人|対象者|当人)$/, '')
}
