import { isDeepStrictEqual } from 'node:util'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { askedBeyond, type GateAsks, type GateState, mergeAsks } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { afterChange } from '../after-change.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { tell } from '../notify-asked.ts'
import { judgeMail } from '../judging/judge-mail.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { sendingJudgements } from '../sending-rules/sending-judgements.ts'
import { lockMail, type MailRow, policyOf, readingOf, type RecipientRow, recipientsOf, updateMail } from '../store.ts'
import { mailNotices } from '../notices.ts'

/**
 * Runs the machine checks again on a mail that is leaving. Where they are stricter now, the outside recipients that were
 * not reached yet are held again, without their permit: a later one may cover them, a delivered one never again.
 * @returns whether it was pulled back
 */
export async function pullBack(tx: Tx, mail: MailRow): Promise<boolean> {
  if (mail.custody !== 'releasing' || mail.release_count === 0) return false
  const now = await instantOf(tx)
  const { isStricter, state } = await stricterNow(tx, mail, now)
  if (!isStricter) return false
  const { numUpdatedRows } = await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'held', permit_id: null, lease_id: null, lease_until: null, next_try_at: null })
    .where('mail_id', '=', mail.id)
    .where('is_outside', '=', true)
    .where((where) =>
      where.or([
        where('delivery', 'in', ['queued', 'deferred']),
        where.and([where('delivery', '=', 'sending'), where('lease_until', '<', now)]),
      ]),
    )
    .executeTakeFirst()
  await updateMail(tx, await lockMail(tx, mail.id), { custody: 'held' })
  await recordEvent(tx, mailEvents.pulled_back, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.pull-back' },
    subject: mailSubject(mail.id),
    facts: { recipientCount: Number(numUpdatedRows) },
  })
  if (mail.author_id) await tell(tx, mail.id, [mail.author_id], mailNotices.pulledBack)
  if (state) await afterChange(tx, mail.id, state)
  return true
}

/**
 * Past its own time the gate takes no verdict any more; a check that fails then, or a rule that asks for more than the gate
 * had, still keeps the mail, and it expires.
 */
async function stricterNow(
  tx: Tx,
  mail: MailRow,
  now: Date,
): Promise<{ readonly isStricter: boolean; readonly state?: GateState | undefined }> {
  if (!mail.expires_at || mail.expires_at > now) {
    const state = await runMachineChecks(tx, mail)
    return { isStricter: state !== undefined && !state.open, state }
  }
  const reading = await readingOf(tx, mail.id)
  if (!reading) return { isStricter: false }
  const [recipients, policy] = [await recipientsOf(tx, mail.id), await policyOf(tx)]
  const { judgements } = await judgeMail(tx, { mail, recipients, reading, policy })
  const left = recipients.filter(({ delivery }) => delivery !== 'removed')
  const subject = { mail, recipients: left, reading, knownAt: now }
  const [ruled] = await sendingJudgements(tx, [subject], { basics: policy, at: now })
  const before = await askedBeyond(tx, gateOf(mail), mail.id)
  const isMore = !isDeepStrictEqual(weightOf([before]), weightOf([before, ruled!.asks]))
  const isFailed = Object.values(judgements).some(({ verdict }) => verdict === 'fail')
  return { isStricter: isFailed || isMore || ruled!.judgement.isForbidden }
}

/** What is asked, without why: the same rules, saved again, ask for nothing more. */
function weightOf(asks: readonly GateAsks[]) {
  const { checks, coolDownSeconds } = mergeAsks(asks)
  return { checks, coolDownSeconds }
}

/**
 * Takes back outside recipients whose attempt broke off or was put off, where the mail was pulled back meanwhile: its
 * permit covers them no more.
 * @returns those of the recipients that may still be tried
 */
export async function stillLeaving(
  tx: Tx,
  mail: MailRow,
  recipients: readonly RecipientRow[],
): Promise<readonly RecipientRow[]> {
  const isLeaving = (one: RecipientRow) => !one.is_outside || mail.custody === 'releasing'
  const stopped = recipients.filter((one) => !isLeaving(one)).map(({ id }) => id)
  if (stopped.length === 0) return recipients
  const delivery = mail.custody === 'held' || mail.custody === 'frozen' ? 'held' : 'cancelled'
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery, lease_id: null, lease_until: null, next_try_at: null })
    .set(delivery === 'held' ? { permit_id: null } : { settled_at: await instantOf(tx) })
    .where('id', 'in', stopped)
    .execute()
  return recipients.filter(isLeaving)
}
