import type { Tx } from '../../../kernel/db/database.ts'
import { type GatePolicy, openGate } from '../../../kernel/gates/index.ts'
import { personById } from '../../../kernel/people/index.ts'
import { engagementsSeenBy } from '../../../planning/vendors/index.ts'
import { gateOf } from '../gate.ts'
import { judgeMail } from '../judging/judge-mail.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { proposeEngagement } from '../rules/propose-engagement.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { afterChange } from '../after-change.ts'
import { lockMail, type MailPolicy, type MailRow, policyOf, readingOf, recipientsOf, updateMail } from '../store.ts'

/**
 * Puts the gate before a mail that was read and whose author is known: names the engagement (the one the sender's header
 * names, else the only one that fits), freezes what policy asks for, and runs the machine checks.
 */
export async function putGateUp(tx: Tx, before: MailRow, hints: { namedBySender: string }): Promise<void> {
  if (before.mail_class === 'undetermined') await nameByHint(tx, before, hints.namedBySender)
  const mail = await lockMail(tx, before.id)
  const [recipients, policy] = [await recipientsOf(tx, mail.id), await policyOf(tx)]
  await openGate(tx, gateOf(mail), {
    subjectId: mail.id,
    authorId: mail.author_id!,
    unitId: mail.author_unit_id!,
    content: revisionOf(mail, recipients),
    requirements: await requirementsFor(tx, mail, policy),
    coolDownSeconds: mail.mail_class === 'system_sender' ? 0 : policy.coolDownSeconds,
    ...(mail.expires_at && { expiresAt: mail.expires_at }),
  })
  await afterChange(tx, mail.id, await runMachineChecks(tx, mail))
}

async function nameByHint(tx: Tx, mail: MailRow, namedBySender: string): Promise<void> {
  const [recipients, reading, policy] = [
    await recipientsOf(tx, mail.id),
    await readingOf(tx, mail.id),
    await policyOf(tx),
  ]
  const { candidates } = await judgeMail(tx, { mail, recipients, reading: reading!, policy })
  const named = namedBySender ? await engagementNamed(tx, mail.author_id!, namedBySender) : undefined
  const proposed = named ?? proposeEngagement(candidates)
  if (!proposed) return
  const { purpose } = await tx
    .selectFrom('engagement')
    .where('id', '=', proposed)
    .select('purpose')
    .executeTakeFirstOrThrow()
  await updateMail(tx, mail, {
    mail_class: 'engagement',
    engagement_id: proposed,
    proposed_engagement_id: proposed,
    purpose,
  })
}

/** The header names an engagement by its id, if the author may know of it, or by its exact name. */
async function engagementNamed(tx: Tx, authorId: string, text: string): Promise<string | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
  const row = await tx
    .selectFrom('engagement')
    .where(isId ? 'id' : 'name', '=', text)
    .where('status', '=', 'active')
    .select('id')
    .executeTakeFirst()
  if (!row || !isId) return row?.id
  const seen = await engagementsSeenBy(tx, { kind: 'account', personId: authorId })
  return seen === 'all' || seen.has(row.id) ? row.id : undefined
}

/** A vendor's author is approved by their own party and, for the entruster, by 自社. */
async function requirementsFor(tx: Tx, mail: MailRow, policy: MailPolicy): Promise<GatePolicy> {
  if (mail.mail_class === 'system_sender') return {}
  const author = await personById(tx, mail.author_id!)
  return {
    approval: { count: policy.approvalCount },
    ...(author?.partyId && { 'entruster-approval': { isRequired: true } }),
  }
}
