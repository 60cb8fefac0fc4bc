import { Refusal } from '../../base/refusal.ts'
import { defineGate } from '../../kernel/gates/index.ts'

/**
 * 外部送信の関門 (training deck 2025, case A: 自己確認とシステムによる上長承認の2段階承認).
 *
 * The checks of engagement and roster say `pass` of general business mail, which has neither; what is asked of it instead
 * stands in `content`. A vendor's author is approved by their own party and by 自社, for the entruster.
 */
export const outboundMailGate = defineGate({
  id: 'outbound-mail.release',
  version: 1,
  checks: [
    { id: 'author-known', kind: 'machine' },
    { id: 'sender-on-roster', kind: 'machine' },
    { id: 'recipients-in-engagement', kind: 'machine' },
    { id: 'no-other-client', kind: 'machine' },
    { id: 'content', kind: 'machine' },
    {
      id: 'self-check',
      kind: 'attest',
      by: 'author',
      after: ['author-known', 'sender-on-roster', 'recipients-in-engagement', 'no-other-client', 'content'],
    },
    { id: 'approval', kind: 'approve', by: 'supervisor', after: ['self-check'], apartFrom: ['self-check'] },
    {
      id: 'entruster-approval',
      kind: 'approve',
      by: 'supervisor',
      side: 'entruster',
      after: ['self-check'],
      apartFrom: ['self-check', 'approval'],
      isOptional: true,
    },
  ],
})

/** 登録済みの自動送信: a program's mail. People decided when they registered it; the machine keeps its limits. */
export const systemMailGate = defineGate({
  id: 'outbound-mail.system-release',
  version: 1,
  checks: [
    { id: 'sender-registered', kind: 'machine' },
    { id: 'within-limit', kind: 'machine' },
    { id: 'content', kind: 'machine' },
  ],
})

/** What a permit of either gate lets happen. */
export const RELEASE_EFFECT = 'outbound-mail.release'

export const gateOf = (mail: { readonly mail_class: string }) =>
  mail.mail_class === 'system_sender' ? systemMailGate : outboundMailGate

/**
 * That a check is one of an approver. The self-check has a door of its own, which asks for engagement and purpose.
 * @throws Refusal `not_allowed`
 */
export function refuseUnlessApproval(check: string): void {
  if (outboundMailGate.checks.some(({ id, kind }) => id === check && kind !== 'approve'))
    throw new Refusal('not_allowed')
}
