import { defineRights } from '../../kernel/people/index.ts'

const HANDS = ['employee', 'worker', 'supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office'] as const

/**
 * The printer's and the client's people hold some of these: which jobs they reach is asked again by `scope.ts`, and who may
 * decide a check by its gate.
 */
export const printChecksRights = defineRights('print-checks', {
  'print-checks:read': {
    roles: [...HANDS, 'audit_officer'],
    word: { ja: '印刷案件と照合の結果を見る', en: 'See print jobs and what the checks found' },
    mayVendorsHold: true,
  },
  'print-checks:work': {
    roles: [...HANDS],
    word: { ja: '印刷の仕様・データ・PDFを出し、照合する', en: 'Hand in what is printed and verify it' },
    mayVendorsHold: true,
  },
  'print-checks:decide': {
    roles: [...HANDS],
    word: { ja: '印刷の確認・承認・校了をする', en: 'Attest, approve and sign off print' },
    mayVendorsHold: true,
  },
  'print-checks:oversee': {
    roles: ['privacy_officer', 'privacy_office'],
    word: {
      ja: '印刷案件の保存期間・催促・凍結を決め、止めたロットに対応する',
      en: 'Set retention and reminders of print jobs, freeze them, answer for stopped lots',
    },
  },
  'print-checks:manage': {
    roles: ['employee', 'supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office'],
    word: { ja: '印刷案件を登録し、お客様に校了を依頼する', en: 'Register print jobs and ask the client to sign off' },
  },
})
