import type { z } from 'zod'
import type { Actor } from '../../base/actor.ts'
import type { PageRequest } from '../../base/paging.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { subjectTimeline } from '../../kernel/ledger/index.ts'
import { personById } from '../../kernel/people/index.ts'
import { type Listed, mailCursor } from './views/mail-lines.ts'
import { visibleMail } from './scope.ts'
import type { QUEUE_TROUBLES } from './mail-states.ts'
import { internalDomains, policyOf } from './store.ts'
import type { OutsideMessageLine, TimelineLine } from './views.ts'

/** What happened to a mail, the newest first. @throws Refusal `not_found`, `bad_input` */
export async function mailTimeline(
  tx: Tx,
  actor: Actor,
  input: PageRequest & { mailId: string },
): Promise<Listed<z.input<typeof TimelineLine>>> {
  await visibleMail(tx, actor, input.mailId)
  const { items, nextCursor } = await subjectTimeline(tx, input.mailId, input)
  const lines: z.input<typeof TimelineLine>[] = []
  for (const entry of items) {
    const person = entry.actor.personId ? await personById(tx, entry.actor.personId) : undefined
    lines.push({
      id: entry.id,
      type: entry.type,
      at: entry.occurredAt.toISOString(),
      ...(person && { actorName: person.name }),
      ...(entry.actor.part && { part: entry.actor.part }),
      facts: { ...entry.facts },
    })
  }
  return { items: lines, ...(nextCursor && { nextCursor }) }
}

/** Internal domains, registered system senders and policy. */
export async function mailSettings(tx: Tx) {
  const senders = await tx
    .selectFrom('system_sender as s')
    .innerJoin('person as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.owner_id'))
    .where('s.ended_at', 'is', null)
    .select(['s.id', 's.address', 's.mail_kind as mailKind', 's.daily_recipient_limit as dailyRecipientLimit'])
    .select('p.name as ownerName')
    .orderBy('s.address')
    .execute()
  return { domains: await internalDomains(tx), systemSenders: senders, policy: await policyOf(tx) }
}

/** The demonstration's outside mailbox, the newest first; a real organisation has none. */
export async function outsideMailbox(
  tx: Tx,
  page: PageRequest & { readonly of: 'mail' | 'notices' },
): Promise<Listed<z.input<typeof OutsideMessageLine>>> {
  const rows = await tx
    .selectFrom('outside_mailbox_message')
    .where(page.of === 'mail' ? 'mail_id' : 'notice_mail_id', 'is not', null)
    .$if(page.cursor !== undefined, (query) => query.where('id', '<', mailCursor(page)))
    .orderBy('id', 'desc')
    .limit(page.size + 1)
    .selectAll()
    .execute()
  const items = rows
    .slice(0, page.size)
    .map((row) => ({
      id: row.id,
      ...(row.mail_id && { mailId: row.mail_id }),
      envelopeSender: row.envelope_sender,
      recipients: row.recipients,
      subjectLine: row.subject_line,
      byteCount: row.byte_count,
      sha256: row.sha256,
      deliveredAt: row.delivered_at.toISOString(),
    }))
  return { items, ...(rows.length > page.size && { nextCursor: items.at(-1)!.id }) }
}

export interface MailQueueHealth {
  /** Mail that waits for a relay, oldest first seen; with no relay set this is an alarm. */
  readonly waitingCount: number
  readonly oldestWaitingSince?: Date
  /** Mail in which nobody known stands behind: the privacy office's. */
  readonly withoutAuthorCount: number
  /** Held mail that the machine has not read within two minutes. */
  readonly unreadCount: number
}

/** For health and alarms: what of this organisation stands still. Counts only. */
export async function mailQueueHealth(tx: Tx): Promise<MailQueueHealth> {
  const waiting = await tx
    .selectFrom('outbound_mail_recipient as r')
    .innerJoin('outbound_mail as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.mail_id'))
    .where('r.delivery', 'in', ['queued', 'sending', 'deferred'])
    .select((eb) => [eb.fn.count<number>('m.id').distinct().as('count'), eb.fn.min('m.received_at').as('since')])
    .executeTakeFirstOrThrow()
  const now = await instantOf(tx)
  const held = await tx
    .selectFrom('outbound_mail as m')
    .leftJoin('outbound_mail_reading as d', (join) =>
      join.onRef('d.org_id', '=', 'm.org_id').onRef('d.mail_id', '=', 'm.id'),
    )
    .where('m.custody', '=', 'held')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('m.author_id', 'is', null).as('withoutAuthor'),
      eb.fn
        .countAll<number>()
        .filterWhere('d.mail_id', 'is', null)
        .filterWhere('m.received_at', '<', new Date(now.getTime() - 120_000))
        .as('unread'),
    ])
    .executeTakeFirstOrThrow()
  return {
    waitingCount: waiting.count,
    ...(waiting.since && { oldestWaitingSince: waiting.since }),
    withoutAuthorCount: held.withoutAuthor,
    unreadCount: held.unread,
  }
}

/** Minutes that mail may wait for a relay that is set: one that restarts, or asks to come again, is no alarm. */
const PATIENCE_MS = 60 * 60_000

export interface MailQueue extends MailQueueHealth {
  readonly isRelaySet: boolean
  readonly trouble?: (typeof QUEUE_TROUBLES)[number]
}

/** What waits for the relay, and whether it is time to see to it. The demonstration's mail needs none. */
export async function mailQueue(tx: Tx, relay: { readonly isRelaySet: boolean }): Promise<MailQueue> {
  const { is_demo } = await tx.selectFrom('organisation').select('is_demo').executeTakeFirstOrThrow()
  const isRelaySet = is_demo || relay.isRelaySet
  const health = await mailQueueHealth(tx)
  const since = health.oldestWaitingSince?.getTime()
  const now = (await instantOf(tx)).getTime()
  if (since === undefined) return { ...health, isRelaySet }
  if (!isRelaySet) return { ...health, isRelaySet, trouble: 'relay_unset' }
  return { ...health, isRelaySet, ...(now - since > PATIENCE_MS && { trouble: 'relay_silent' as const }) }
}
