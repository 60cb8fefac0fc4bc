import { defineGate } from '../../kernel/gates/index.ts'
import type { PrintStage } from './print-states.ts'

/**
 * 仕様・設定の関門 (training deck 2025, case B: テストデータの検証、テストデータから本データへの設定の確認、チェック会議での承認).
 * The author is the printer's person who is in charge; what 自社 decides, the printer's people never decide.
 */
export const settingsGate = defineGate({
  id: 'print-checks.settings',
  version: 1,
  checks: [
    { id: 'test-data-verified', kind: 'machine' },
    { id: 'settings-compared', kind: 'machine' },
    { id: 'specification-settled', kind: 'attest', by: 'author', after: ['test-data-verified', 'settings-compared'] },
    {
      id: 'check-meeting',
      kind: 'approve',
      by: 'supervisor',
      side: 'entruster',
      after: ['specification-settled'],
      apartFrom: ['specification-settled'],
    },
  ],
})

/** 校正・校了の関門: a proof of real data, front and back, as it will be printed; signed off by the entruster, and by the client. */
export const proofGate = defineGate({
  id: 'print-checks.proof',
  version: 1,
  checks: [
    { id: 'earlier-passed', kind: 'machine' },
    { id: 'proof-verified', kind: 'machine' },
    { id: 'client-signed-off', kind: 'machine', isOptional: true },
    { id: 'proof-presented', kind: 'document', by: 'author', after: ['earlier-passed', 'proof-verified'] },
    {
      id: 'proof-sign-off',
      kind: 'approve',
      by: 'supervisor',
      side: 'entruster',
      after: ['proof-presented'],
      apartFrom: ['proof-presented'],
    },
  ],
})

/** 本番データの関門: the hearing about how it is made, and every sheet of the production PDF against its data, by machine. */
export const productionGate = defineGate({
  id: 'print-checks.production',
  version: 1,
  checks: [
    { id: 'earlier-passed', kind: 'machine' },
    { id: 'full-match', kind: 'machine' },
    { id: 'process-hearing', kind: 'attest', by: 'employee', side: 'entruster', after: ['earlier-passed'] },
  ],
})

/** 納品の関門: the drawn sample is opened by one person before another's eyes; acceptance number 0. */
export const deliveryGate = defineGate({
  id: 'print-checks.delivery',
  version: 1,
  checks: [
    { id: 'earlier-passed', kind: 'machine' },
    { id: 'lot-matches', kind: 'machine' },
    {
      id: 'sample-opened',
      kind: 'sample',
      by: 'employee',
      side: 'entruster',
      after: ['earlier-passed', 'lot-matches'],
    },
    {
      id: 'sample-witnessed',
      kind: 'attest',
      by: 'employee',
      side: 'entruster',
      after: ['sample-opened'],
      apartFrom: ['sample-opened'],
    },
    {
      id: 'delivery-approval',
      kind: 'approve',
      by: 'supervisor',
      side: 'entruster',
      after: ['sample-witnessed'],
      apartFrom: ['sample-opened', 'sample-witnessed'],
    },
  ],
})

/**
 * お客様の校了: the client's person, through a guest link or signed in, states that the proof is right. Its subject is the
 * request to that person; its revision names the proof that they have in view.
 */
export const clientSignOffGate = defineGate({
  id: 'print-checks.client-sign-off',
  version: 1,
  checks: [{ id: 'client-statement', kind: 'attest', by: 'author' }],
})

export const STAGE_GATES = {
  settings: settingsGate,
  proof: proofGate,
  production: productionGate,
  delivery: deliveryGate,
} as const satisfies Record<PrintStage, unknown>

/** What a permit of a stage lets happen: the gate's own name. */
export const effectOf = (stage: PrintStage) => STAGE_GATES[stage].id

/** What the client's guest link opens. */
export const CLIENT_GUEST_PURPOSE = 'print-checks:sign-off'
