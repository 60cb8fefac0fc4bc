import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { PageRequest } from '../../../base/paging.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type ProgressState, toldToSeeTo, waitingFor } from '../../../kernel/gates/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import { outboundMailGate, systemMailGate } from '../gate.ts'
import { UNREAD_AFTER_MS } from '../mails-left-behind.ts'
import type { Custody, MailClass, MailTrouble } from '../mail-states.ts'
import type { ReadingRow } from '../store.ts'
import type { MailLine } from '../views.ts'

type Line = z.input<typeof MailLine>

/** A page as an endpoint answers it. */
export interface Listed<T> {
  items: T[]
  nextCursor?: string
}

/** What waits for this person at the mail gates, the longest first; who stands where is asked again when they decide. */
export async function mailsWaitingFor(tx: Tx, actor: Actor, page: PageRequest): Promise<Listed<Line>> {
  const waiting = await waitingFor(tx, actor.personId, page)
  const ours = waiting.items.filter(({ gate }) => gate === outboundMailGate.id || gate === systemMailGate.id)
  const lines = await linesOf(
    tx,
    ours.map(({ subjectId }) => subjectId),
  )
  const items = ours.flatMap(({ subjectId, check, sinceAt, findingCount }) => {
    const line = lines.get(subjectId)
    return line ? [{ ...line, waitingCheck: check, waitingSince: sinceAt.toISOString(), findingCount }] : []
  })
  return { items, ...(waiting.nextCursor && { nextCursor: waiting.nextCursor }) }
}

/** What this person was told of because it has waited too long for somebody else, the longest first. */
export async function mailsEscalatedTo(tx: Tx, actor: Actor): Promise<Listed<Line>> {
  const told = (await toldToSeeTo(tx, actor.personId)).filter(({ gate }) => gate === outboundMailGate.id)
  const lines = await linesOf(
    tx,
    told.map(({ subjectId }) => subjectId),
  )
  const items = told.flatMap(({ subjectId, check, sinceAt }) => {
    const line = lines.get(subjectId)
    return line ? [{ ...line, lateCheck: check, waitingSince: sinceAt.toISOString() }] : []
  })
  return { items }
}

/** What this person sent outside, the newest first, whatever became of it. */
export async function mailsOf(tx: Tx, actor: Actor, page: PageRequest): Promise<Listed<Line>> {
  const personId = (await canonicalPersonId(tx, actor.personId)) ?? actor.personId
  const rows = await tx
    .selectFrom('outbound_mail')
    .where(sql<boolean>`author_id in (select records_of_person(${personId}))`)
    .where('mail_class', 'not in', ['internal', 'own_notice', 'system_sender'])
    .where('duplicate_of_id', 'is', null)
    .$if(page.cursor !== undefined, (query) => query.where('id', '<', mailCursor(page)))
    .orderBy('id', 'desc')
    .limit(page.size + 1)
    .select('id')
    .execute()
  return pageOfLines(tx, rows, page)
}

interface HeldMailPage extends PageRequest {
  readonly onlyWithoutAuthor: boolean
  readonly onlyStuck?: boolean
}

/** Every held mail of the organisation, the oldest first, so that nothing waits unseen. */
export async function heldMails(tx: Tx, page: HeldMailPage): Promise<Listed<Line>> {
  const unreadSince = new Date((await instantOf(tx)).getTime() - UNREAD_AFTER_MS)
  const rows = await tx
    .selectFrom('outbound_mail')
    .where('custody', '=', 'held')
    .$if(page.onlyWithoutAuthor, (query) => query.where('author_id', 'is', null))
    .$if(page.onlyStuck ?? false, (query) =>
      query.where((eb) =>
        eb.or([
          eb('author_id', 'is', null),
          eb.exists(
            eb
              .selectFrom('gate_progress as g')
              .whereRef('g.subject_id', '=', 'outbound_mail.id')
              .where('g.nobody_asked', '=', true)
              .where('g.state', 'in', ['waiting', 'stopped'])
              .select('g.subject_id'),
          ),
          eb.and([
            eb('received_at', '<', unreadSince),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('outbound_mail_reading as d')
                  .whereRef('d.mail_id', '=', 'outbound_mail.id')
                  .select('d.mail_id'),
              ),
            ),
          ]),
        ]),
      ),
    )
    .$if(page.cursor !== undefined, (query) => query.where('id', '>', mailCursor(page)))
    .orderBy('id')
    .limit(page.size + 1)
    .select('id')
    .execute()
  return pageOfLines(tx, rows, page)
}

/** Every frozen mail of the organisation, the oldest first. */
export async function frozenMails(tx: Tx, page: PageRequest): Promise<Listed<Line>> {
  const rows = await tx
    .selectFrom('mail_freeze')
    .where('lifted_at', 'is', null)
    .$if(page.cursor !== undefined, (query) => query.where('mail_id', '>', mailCursor(page)))
    .orderBy('mail_id')
    .limit(page.size + 1)
    .select('mail_id as id')
    .execute()
  return pageOfLines(tx, rows, page)
}

async function pageOfLines(tx: Tx, rows: readonly { id: string }[], page: PageRequest): Promise<Listed<Line>> {
  const ids = rows.slice(0, page.size).map(({ id }) => id)
  const lines = await linesOf(tx, ids)
  const items = ids.flatMap((id) => lines.get(id) ?? [])
  return { items, ...(rows.length > page.size && { nextCursor: ids.at(-1)! }) }
}

/** The cursor is the id of the last row seen. @throws Refusal `bad_input` */
export function mailCursor({ cursor }: PageRequest): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor ?? '')) throw new Refusal('bad_input')
  return cursor!
}

async function linesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Line>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('outbound_mail as m')
    .leftJoin('person as p', (join) => join.onRef('p.org_id', '=', 'm.org_id').onRef('p.id', '=', 'm.author_id'))
    .leftJoin('engagement as e', (join) =>
      join.onRef('e.org_id', '=', 'm.org_id').onRef('e.id', '=', 'm.engagement_id'),
    )
    .leftJoin('outbound_mail_reading as d', (join) =>
      join.onRef('d.org_id', '=', 'm.org_id').onRef('d.mail_id', '=', 'm.id'),
    )
    .where('m.id', 'in', [...ids])
    .select(['m.id', 'm.subject_line', 'm.mail_class', 'm.custody', 'm.received_at', 'm.expires_at'])
    .leftJoin('gate_progress as g', (join) =>
      join.onRef('g.org_id', '=', 'm.org_id').onRef('g.subject_id', '=', 'm.id'),
    )
    .select(['p.name as author', 'e.name as engagement', 'd.attachments', 'm.author_id', 'm.release_due_at'])
    .select(['g.state as progress', 'g.nobody_asked', 'g.finding_count'])
    .select(
      sql<
        string[]
      >`array(select distinct w.check_id from gate_waiting w where w.opening_id = g.opening_id order by 1)`.as('asked'),
    )
    .select(
      sql<boolean | null>`(select bool_or(c.break_glass_id is not null) from break_glass b
        left join break_glass_confirmation c on c.org_id = b.org_id and c.break_glass_id = b.id
        where b.org_id = g.org_id and b.opening_id = g.opening_id)`.as('is_broken'),
    )
    .execute()
  const unreadSince = new Date((await instantOf(tx)).getTime() - UNREAD_AFTER_MS)
  const outside = await tx
    .selectFrom('outbound_mail_recipient')
    .where('mail_id', 'in', [...ids])
    .where('is_outside', '=', true)
    .where('delivery', '<>', 'removed')
    .groupBy(['org_id', 'mail_id'])
    .select((eb) => [
      'mail_id',
      eb.fn.countAll<number>().as('count'),
      sql<string[]>`(array_agg(distinct domain order by domain))[1:5]`.as('domains'),
    ])
    .execute()
  const outsideOf = new Map(outside.map((row) => [row.mail_id, row]))
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        subjectLine: row.subject_line,
        ...(row.author && { authorName: row.author }),
        mailClass: row.mail_class as MailClass,
        ...(row.engagement && { engagementName: row.engagement }),
        custody: row.custody as Custody,
        outsideCount: outsideOf.get(row.id)?.count ?? 0,
        outsideDomains: outsideOf.get(row.id)?.domains ?? [],
        ...(row.attachments && { attachmentCount: (row.attachments as unknown as ReadingRow['attachments']).length }),
        receivedAt: row.received_at.toISOString(),
        ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
        ...(row.progress && { progress: row.progress as ProgressState, findingCount: row.finding_count ?? 0 }),
        askedChecks: row.asked,
        ...(row.custody === 'held' && troubleOf(row, unreadSince)),
        ...(row.release_due_at && { releaseDueAt: row.release_due_at.toISOString() }),
        ...(row.is_broken !== null && { glass: row.is_broken ? ('broken' as const) : ('asked' as const) }),
      },
    ]),
  )
}

/** Why nobody is asked about a held mail. */
function troubleOf(
  row: { author_id: string | null; attachments: unknown; received_at: Date; nobody_asked: boolean | null },
  unreadSince: Date,
): { trouble?: MailTrouble } {
  if (!row.author_id) return { trouble: 'no_author' }
  if (row.attachments === null && row.received_at < unreadSince) return { trouble: 'unread' }
  return row.nobody_asked ? { trouble: 'no_approver' } : {}
}
