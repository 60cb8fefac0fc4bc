import type { Role, UnitKind } from '../../kernel/people/index.ts'

/**
 * The organisation of the training deck (情報セキュリティ研修 2025年度, cases A and B), with nobody real in it: every
 * person is a 見本 (specimen), every address ends in `.example`.
 */
export const ORGANISATION_NAME = '自社(デモンストレーション)'
export const OWN_DOMAIN = 'jisha.example'

export interface DeckUnit {
  readonly key: string
  readonly name: string
  readonly kind: UnitKind
  readonly parent?: string
  readonly party?: string
}

export const UNITS: readonly DeckUnit[] = [
  { key: 'jisha', name: '自社', kind: 'company' },
  { key: 'public', name: '公共ソリューション部', kind: 'department', parent: 'jisha' },
  { key: 'public-1', name: '公共第一担当', kind: 'workplace', parent: 'public' },
  { key: 'public-2', name: '公共第二担当', kind: 'workplace', parent: 'public' },
  { key: 'privacy', name: '個人情報保護事務局', kind: 'department', parent: 'jisha' },
  { key: 'audit', name: '内部監査室', kind: 'department', parent: 'jisha' },
  { key: 'systems', name: '情報システム部', kind: 'department', parent: 'jisha' },
  { key: 'f-sha', name: 'F社 作業チーム', kind: 'party', party: 'f-sha', parent: 'public-1' },
  { key: 'a-insatsu', name: 'A社(印刷) 制作チーム', kind: 'party', party: 'a-insatsu', parent: 'public-2' },
]

export interface DeckPerson {
  readonly key: string
  readonly name: string
  readonly kana: string
  readonly address: string
  readonly party?: string
  readonly at: readonly (readonly [unit: string, role: Role])[]
  /** Signs in to the demonstration; the others only send or are named. */
  readonly hasAccount?: boolean
}

export const PEOPLE: readonly DeckPerson[] = [
  {
    key: 'own-worker',
    name: '見本 一郎',
    kana: 'ミホン イチロウ',
    address: 'ichiro.mihon@jisha.example',
    at: [['public-1', 'employee']],
    hasAccount: true,
  },
  {
    key: 'own-supervisor',
    name: '見本 二葉',
    kana: 'ミホン フタバ',
    address: 'futaba.mihon@jisha.example',
    at: [
      ['public-1', 'supervisor'],
      ['public-1', 'workplace_manager'],
    ],
    hasAccount: true,
  },
  {
    key: 'department-head',
    name: '見本 三郎',
    kana: 'ミホン サブロウ',
    address: 'saburo.mihon@jisha.example',
    at: [['public', 'supervisor']],
    hasAccount: true,
  },
  {
    key: 'privacy-officer',
    name: '見本 四季',
    kana: 'ミホン シキ',
    address: 'shiki.mihon@jisha.example',
    at: [
      ['privacy', 'privacy_officer'],
      ['privacy', 'privacy_office'],
    ],
    hasAccount: true,
  },
  {
    key: 'privacy-office',
    name: '見本 五月',
    kana: 'ミホン サツキ',
    address: 'satsuki.mihon@jisha.example',
    at: [['privacy', 'privacy_office']],
    hasAccount: true,
  },
  {
    key: 'audit-officer',
    name: '見本 六実',
    kana: 'ミホン ムツミ',
    address: 'mutsumi.mihon@jisha.example',
    at: [['audit', 'audit_officer']],
    hasAccount: true,
  },
  {
    key: 'administrator',
    name: '見本 七海',
    kana: 'ミホン ナナミ',
    address: 'nanami.mihon@jisha.example',
    at: [['systems', 'administrator']],
    hasAccount: true,
  },
  {
    key: 'f-listed',
    name: '見本 エフ子',
    kana: 'ミホン エフコ',
    address: 'efuko.mihon@f-sha.example',
    party: 'f-sha',
    at: [['f-sha', 'worker']],
    hasAccount: true,
  },
  // Case A: 従事者一覧に記載がない者.
  {
    key: 'f-unlisted',
    name: '見本 エフ太',
    kana: 'ミホン エフタ',
    address: 'efuta.mihon@f-sha.example',
    party: 'f-sha',
    at: [['f-sha', 'worker']],
    hasAccount: true,
  },
  {
    key: 'f-supervisor',
    name: '見本 エフ美',
    kana: 'ミホン エフミ',
    address: 'efumi.mihon@f-sha.example',
    party: 'f-sha',
    at: [['f-sha', 'supervisor']],
    hasAccount: true,
  },
  // Case B: who would have opened a notice, who signs off for the entruster, and the printer's own people.
  {
    key: 'own2-worker',
    name: '見本 八重',
    kana: 'ミホン ヤエ',
    address: 'yae.mihon@jisha.example',
    at: [['public-2', 'employee']],
    hasAccount: true,
  },
  {
    key: 'own2-second',
    name: '見本 九子',
    kana: 'ミホン キュウコ',
    address: 'kyuko.mihon@jisha.example',
    at: [['public-2', 'employee']],
    hasAccount: true,
  },
  {
    key: 'own2-supervisor',
    name: '見本 十和',
    kana: 'ミホン トワ',
    address: 'towa.mihon@jisha.example',
    at: [
      ['public-2', 'supervisor'],
      ['public-2', 'workplace_manager'],
    ],
    hasAccount: true,
  },
  {
    key: 'a-worker',
    name: '見本 エイ太',
    kana: 'ミホン エイタ',
    address: 'eita.mihon@a-insatsu.example',
    party: 'a-insatsu',
    at: [['a-insatsu', 'worker']],
    hasAccount: true,
  },
  {
    key: 'a-supervisor',
    name: '見本 エイ美',
    kana: 'ミホン エイミ',
    address: 'eimi.mihon@a-insatsu.example',
    party: 'a-insatsu',
    at: [['a-insatsu', 'supervisor']],
    hasAccount: true,
  },
]

export const PARTIES: readonly { readonly key: string; readonly name: string; readonly domain: string }[] = [
  { key: 'x-pref', name: 'X県', domain: 'x-pref.example' },
  { key: 'x-city', name: 'X市', domain: 'x-city.example' },
  { key: 'y-city', name: 'Y市', domain: 'y-city.example' },
  { key: 'f-sha', name: 'F社', domain: 'f-sha.example' },
  // Two companies called A社: a counterparty in case A, the printer in case B.
  { key: 'a-sha', name: 'A社', domain: 'a-sha.example' },
  { key: 'a-insatsu', name: 'A社(印刷)', domain: 'a-insatsu.example' },
]

export interface DeckEngagement {
  readonly key: string
  readonly name: string
  readonly purpose: string
  readonly dataClasses: readonly ('personal_information' | 'special_care' | 'my_number' | 'financial')[]
  readonly unit: string
  readonly responsible: string
  readonly client: string
  /** 校了 is signed by the client too. */
  readonly mustClientSignOff?: true
  readonly vendors: readonly string[]
  readonly counterparties: readonly string[]
  readonly workers: readonly string[]
}

export const ENGAGEMENTS: readonly DeckEngagement[] = [
  {
    key: 'x-pref-pcs',
    name: 'X県 教職員用パソコン更改',
    purpose: '教職員用パソコンの更改に伴う利用者情報の設定',
    dataClasses: ['personal_information'],
    unit: 'public-1',
    responsible: 'own-supervisor',
    client: 'x-pref',
    vendors: ['f-sha'],
    counterparties: ['a-sha'],
    workers: ['own-worker', 'f-listed'],
  },
  {
    key: 'y-city-network',
    name: 'Y市 庁内ネットワーク保守',
    purpose: '庁内ネットワークの保守に伴う連絡',
    dataClasses: [],
    unit: 'public-1',
    responsible: 'own-supervisor',
    client: 'y-city',
    vendors: ['f-sha'],
    counterparties: [],
    workers: ['own-worker', 'f-listed'],
  },
  {
    key: 'x-city-benefit',
    name: 'X市 物価高騰支援給付金(こども加算)',
    purpose: '給付金の支払通知書の印刷と発送',
    dataClasses: ['personal_information', 'financial'],
    unit: 'public-2',
    responsible: 'own2-supervisor',
    client: 'x-city',
    mustClientSignOff: true,
    vendors: ['a-insatsu'],
    counterparties: [],
    workers: ['own2-worker', 'own2-second', 'a-worker', 'a-supervisor'],
  },
]

/** 誤送付先: Y市職員 (5名) 及び取引先であるA社従業員 (3名). */
export const WRONG_RECIPIENTS: readonly string[] = [
  ...[1, 2, 3, 4, 5].map((n) => `shokuin${n}@y-city.example`),
  ...[1, 2, 3].map((n) => `tanto${n}@a-sha.example`),
]
export const RIGHT_RECIPIENTS: readonly string[] = ['jouhou-seisaku@x-pref.example']

/** 県職員情報 (約4,000名程度). */
export const STAFF_COUNT = 4000

/** What X県 handed over, and Sekisho knows again. */
export const CASE_A_LIST = { engagement: 'x-pref-pcs', name: '県職員情報(教職員用パソコンの利用者)' } as const
