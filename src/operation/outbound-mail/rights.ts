import { defineRights } from '../../kernel/people/index.ts'

/** Which mails one sees with these is asked again for each (`scope.ts`): one's own, those to approve, or all. */
export const outboundMailRights = defineRights('outbound-mail', {
  'outbound-mail:read': {
    roles: [
      'employee',
      'worker',
      'supervisor',
      'workplace_manager',
      'privacy_officer',
      'privacy_office',
      'audit_officer',
    ],
    word: { ja: '自分のメール・承認するメールを見る', en: 'See own mail and mail to approve' },
    mayVendorsHold: true,
  },
  'outbound-mail:submit': {
    roles: ['employee', 'worker', 'supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office'],
    word: { ja: '自分のメールを自己確認・取下げする', en: 'Check and withdraw one’s own mail' },
    mayVendorsHold: true,
  },
  'outbound-mail:approve': {
    roles: ['supervisor', 'privacy_officer', 'privacy_office'],
    word: { ja: '部下のメールを承認・差戻しする', en: 'Approve mail or send it back' },
    mayVendorsHold: true,
  },
  'outbound-mail:oversee': {
    roles: ['privacy_officer', 'privacy_office'],
    word: { ja: 'すべての保留メールを見て、起案者を指定する', en: 'See all held mail and name authors' },
  },
  'outbound-mail:break-glass': {
    roles: ['privacy_office'],
    word: { ja: '二人で緊急解除する', en: 'Release past the checks, by two persons' },
  },
  'outbound-mail:review-glass': {
    roles: ['privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: '緊急解除を見直す', en: 'Review what was released past the checks' },
  },
  'outbound-mail:configure': {
    roles: ['privacy_officer', 'privacy_office', 'administrator'],
    word: { ja: '社外メールの設定を変える', en: 'Change the mail settings' },
  },
})
