import type { GatePanel, Station } from '../../../src/base/gate-panel.ts'
import type { GateWords } from '../../../src/webkit/gate-panel/gate-words.ts'

export const words: GateWords = {
  title: { ja: '社外メールの関門', en: 'Outbound mail gate' },
  checks: {
    roster: { ja: '差出人と従事者一覧の照合', en: 'Sender on the roster' },
    recipients: { ja: '宛先と関係先の照合', en: 'Recipients are parties' },
    content: { ja: '本文と添付の検査', en: 'Content and attachments' },
    'self-check': { ja: '自己確認', en: 'Self-check' },
    approval: { ja: '上長承認', en: 'Supervisor’s approval' },
  },
  asks: {
    'self-check': { ja: '宛先と添付を確かめ、案件を選びます。', en: 'Look at recipients and attachments.' },
    approval: { ja: '宛先、添付、指摘を確かめます。', en: 'Look at recipients, attachments and findings.' },
  },
  findings: {
    not_a_party: {
      ja: '宛先の {domain} は、案件「{engagement}」の関係先ではありません。宛先を直して送り直すか、案件に取引先を登録してください。',
      en: '{domain} is no party of “{engagement}”. Correct the recipients, or register the party.',
    },
    other_client: {
      ja: '添付「{file}」は、別のお客様({client})から預かった名簿と一致します。',
      en: 'Attachment “{file}” matches data of another client ({client}).',
    },
    not_on_roster: {
      ja: '差出人は、案件「{engagement}」の従事者一覧に載っていません。',
      en: 'The sender is not on the roster of “{engagement}”.',
    },
  },
  reasons: {
    check_failed: { ja: '自動検査で{count}件の停止があります。', en: '{count} machine checks stopped it.' },
    cool_down: {
      ja: '承認のあと3分間の猶予中です。{minutes}分後に送信します。',
      en: 'Cooling down: {minutes} min left.',
    },
  },
}

const machine = (check: string, rest: Partial<Station> = {}): Station => ({
  check,
  kind: 'machine',
  state: 'passed',
  verdict: 'pass',
  people: [],
  at: '2026-11-23T05:02:11.000Z',
  findings: [],
  ...rest,
})
const person = (check: string, rest: Partial<Station> = {}): Station => ({
  check,
  kind: check === 'approval' ? 'approve' : 'attest',
  state: 'later',
  people: [],
  findings: [],
  ...rest,
})
const panel = (bar: GatePanel['bar'], stations: Station[], reasons: GatePanel['reasons'] = []): GatePanel => ({
  gate: 'trial',
  revisionHash: 'a'.repeat(64),
  stations,
  bar,
  reasons,
})

export const stopped = panel(
  'down',
  [
    machine('roster', {
      state: 'stopped',
      verdict: 'fail',
      findings: [{ rule: 'not_on_roster', severity: 'stop', facts: { engagement: 'X県 教職員用パソコン更改' } }],
    }),
    machine('recipients', {
      state: 'stopped',
      verdict: 'fail',
      findings: [
        {
          rule: 'not_a_party',
          severity: 'stop',
          facts: { domain: 'y-city.example', engagement: 'X県 教職員用パソコン更改' },
        },
        {
          rule: 'other_client',
          severity: 'warning',
          facts: { file: '教職員一覧_2026年度_最終版(修正済み).zip', client: 'X県' },
        },
      ],
    }),
    machine('content'),
    person('self-check', { people: [{ name: '見本 太郎' }] }),
    person('approval', { people: [{ name: '例示 花子' }] }),
  ],
  [{ code: 'check_failed', facts: { count: 2 } }],
)

export const waiting = panel('down', [
  machine('roster'),
  machine('recipients'),
  machine('content', {
    verdict: 'findings',
    findings: [{ rule: 'other_client', severity: 'warning', facts: { file: '名簿.xlsx', client: 'X県' } }],
  }),
  person('self-check', {
    state: 'passed',
    people: [{ name: '見本 太郎' }],
    at: '2026-11-23T05:05:40.000Z',
    comment: 'X県からの依頼による再送です。',
  }),
  person('approval', { state: 'waiting', people: [{ name: '例示 花子', actingFor: '試験 一郎' }] }),
])

export const passed = panel('passed', [
  machine('roster'),
  machine('recipients'),
  machine('content', { state: 'waived', verdict: 'unread' }),
  person('self-check', { state: 'passed', people: [{ name: '見本 太郎' }], at: '2026-11-23T05:05:40.000Z' }),
  person('approval', { state: 'passed', people: [{ name: '例示 花子' }], at: '2026-11-23T05:31:02.000Z' }),
])
