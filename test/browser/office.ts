import { currentSession, listAccounts, listCredentials } from '../../src/kernel/access/contract.ts'
import { countUnreadNotices, listNotices, readNoticeLanguage } from '../../src/kernel/notices/contract.ts'
import { listMyObligations } from '../../src/kernel/obligations/contract.ts'
import { listPeople, showPerson, showUnits } from '../../src/kernel/people/contract.ts'
import { type Answer, answers } from './mock-api.ts'

/** A plainly made-up office: ids that count, names that say "sample". */
export const id = (count: number) => `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`

export const signedOut = answers(currentSession, { state: 'signed_out' })

export const signedIn = (change: Record<string, unknown> = {}): Answer =>
  answers(currentSession, {
    state: 'signed_in',
    personId: id(1),
    personName: '見本 太郎',
    orgId: id(100),
    organisationName: '見本システム株式会社',
    partyId: null,
    roles: ['privacy_office'],
    rights: ['people:read', 'people:administer', 'access:administer'],
    language: 'ja',
    textSize: 'normal',
    isDemo: true,
    hasTotp: false,
    mustChangePassword: false,
    mustSetUpTotp: false,
    choices: [{ orgId: id(100), organisationName: '見本システム株式会社' }],
    ...change,
  })

const membership = (count: number, unitName: string, role: string, untilOn: string | null = null) => ({
  id: id(300 + count),
  unitId: id(200 + count),
  unitName,
  role,
  fromOn: untilOn ? '2020-04-01' : '2024-04-01',
  untilOn,
  version: 1,
})

const person = (count: number, name: string, kana: string, role: string) => ({
  id: id(count),
  name,
  nameKana: kana,
  staffNumber: `A00${count}`,
  partyId: null,
  address: `sample${count}@mihon.example`,
  memberships: [membership(count, '公共システム部 第一グループ', role)],
  activeFromOn: '2020-04-01',
  activeUntilOn: null,
  isActive: count !== 3,
  version: 1,
})

const people = [
  person(1, '見本 太郎', 'みほん たろう', 'employee'),
  person(2, '例示 花子', 'れいじ はなこ', 'supervisor'),
  person(3, '試験 一郎', 'しけん いちろう', 'worker'),
]

export const office: readonly Answer[] = [
  signedIn(),
  answers(countUnreadNotices, { count: 3 }),
  answers(listMyObligations, { items: [] }),
  answers(readNoticeLanguage, { language: 'ja' }),
  answers(listNotices, {
    items: [1, 2].map((count) => ({
      id: id(500 + count),
      kind: 'gates.asked',
      title: { ja: '承認の依頼が届いています', en: 'You are asked to approve' },
      body: {
        ja: '社外メール1件の承認を待っています。本日17時までに確認してください。',
        en: 'One mail waits for your approval.',
      },
      link: '/today',
      subjectKind: 'outbound_mail',
      subjectId: id(600 + count),
      repeatCount: 1,
      isRead: count === 2,
      createdAt: `2026-11-23T0${count}:05:00Z`,
    })),
  }),
  answers(listAccounts, {
    items: (['active', 'invited', 'disabled'] as const).map((status, at) => ({
      id: id(800 + at),
      personId: id(1 + at),
      personName: people[at]!.name,
      email: `sample${at + 1}@mihon.example`,
      status,
      hasTotp: at === 0,
      version: 1,
    })),
  }),
  answers(listCredentials, {
    credentials: [
      {
        id: id(850),
        login: 'taro.mihon-7f3a',
        label: '会社のノートパソコン',
        createdAt: '2026-11-20T01:00:00Z',
        revokedAt: null,
      },
    ],
  }),
  answers(listPeople, { items: people, nextCursor: 'more' }),
  answers(showUnits, {
    units: [
      {
        id: id(201),
        parentId: null,
        name: '見本システム株式会社',
        kind: 'company',
        partyId: null,
        memberCount: 3,
        version: 1,
      },
      {
        id: id(202),
        parentId: id(201),
        name: '公共システム部',
        kind: 'department',
        partyId: null,
        memberCount: 12,
        version: 1,
      },
      {
        id: id(203),
        parentId: id(202),
        name: '第一グループ',
        kind: 'workplace',
        partyId: null,
        memberCount: 1204,
        version: 1,
      },
    ],
  }),
  answers(showPerson, {
    ...people[1],
    addresses: ['sample2@mihon.example', 'hanako@mihon.example'],
    history: [
      membership(2, '公共システム部 第一グループ', 'supervisor'),
      membership(9, '総務部', 'employee', '2024-03-31'),
    ],
    standIns: [
      {
        id: id(700),
        kind: 'delegation',
        fromPersonId: id(2),
        fromName: '例示 花子',
        toPersonId: id(1),
        toName: '見本 太郎',
        role: 'supervisor',
        unitId: null,
        fromAt: '2026-11-20T00:00:00Z',
        untilAt: '2026-11-27T00:00:00Z',
        endedAt: null,
        reason: '出張のため',
        version: 1,
      },
    ],
    absences: [],
    mergedRecordIds: [],
    retentionEndsOn: null,
  }),
]

/** What a personnel list of one row would change; with an error, its name is missing. */
export const staffPreview = ({ hasError }: { readonly hasError: boolean }) => ({
  definition: 'people.staff',
  fileHash: 'a'.repeat(64),
  byteCount: 40,
  source: { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
  mapping: { headerLine: 1, columns: { staffNumber: 0, name: 1 } },
  columns: [
    { key: 'staffNumber', label: '社員番号', isRequired: true, index: 0, header: '社員番号', how: 'exact' },
    { key: 'name', label: '氏名', isRequired: true, index: 1, header: '氏名', how: 'similar' },
  ],
  unused: [],
  missingColumns: [],
  head: [{ line: 1, cells: ['社員番号', '氏名'] }],
  rowCount: 1,
  errorRowCount: hasError ? 1 : 0,
  errorCount: hasError ? 1 : 0,
  counts: { new: hasError ? 0 : 1, changed: 0, unchanged: 0, missing: 0 },
  rows: [
    {
      line: 2,
      values: { staffNumber: 'A001', name: hasError ? '' : '見本 太郎' },
      errors: hasError ? [{ line: 2, cell: 'B2', key: 'name', header: '氏名', code: 'required', facts: {} }] : [],
      ...(!hasError && { change: 'new' }),
    },
  ],
  mayApply: !hasError,
})
