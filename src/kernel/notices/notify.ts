import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { announce } from '../db/announce.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'
import type { NoticeKind } from './define-notice.ts'
import { enqueueMail } from './enqueue-mail.ts'
import { nextMailAt, QUIET_MINUTES } from './rules/mail-timing.ts'
import { NoticeFacts } from './rules/notice-facts.ts'

export interface NewNotice {
  readonly personId: string
  readonly kind: NoticeKind
  readonly subject: { readonly kind: string; readonly id: string }
  /** A path of our pages, of letters, digits, hyphens and ids: `/mail/019a…`. It goes into the mail. */
  readonly link: string
  /** Numbers, ids, codes and days. Never names, addresses or subject lines. */
  readonly facts: NoticeFacts
  /** false: in the inbox only. */
  readonly byMail?: boolean
}

/**
 * Tells a person that something waits: a row in the inbox and a mail, both only if this transaction commits.
 *
 * The same kind about the same subject within ten minutes is one notice, unread again, without a second mail. Several
 * subjects of one kind within ten minutes are one mail.
 * @returns the notice's id
 * @throws ZodError when a fact has a form that could hold personal data
 */
export async function notify(tx: Tx, notice: NewNotice): Promise<string> {
  const facts = JSON.stringify(NoticeFacts.parse(notice.facts))
  const personId = await canonicalPersonId(tx, notice.personId)
  if (!personId) throw new Error(`nobody has the id ${notice.personId}`)
  const now = await instantOf(tx)
  await announce(tx, 'notices')
  await queueUp(tx, personId, notice.kind.kind)
  const same = await tx
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', notice.kind.kind)
    .where('subject_id', '=', notice.subject.id)
    .where('created_at', '>', new Date(now.getTime() - QUIET_MINUTES * 60_000))
    .executeTakeFirst()
  if (same) {
    await tx
      .updateTable('notice')
      .set((eb) => ({ facts, link: notice.link, read_at: null, repeat_count: eb('repeat_count', '+', 1) }))
      .where('id', '=', same.id)
      .execute()
    return same.id
  }
  const id = newId()
  const row = {
    id,
    person_id: personId,
    kind: notice.kind.kind,
    link: notice.link,
    facts,
    subject_kind: notice.subject.kind,
    subject_id: notice.subject.id,
  }
  const mail_id = notice.byMail === false ? null : await mailFor(tx, personId, notice.kind.kind, now)
  await tx
    .insertInto('notice')
    .values({ ...row, mail_id })
    .execute()
  return id
}

/** Tells several people the same thing, in one order for every caller, so that two acts never wait for each other. */
export async function notifyEach(
  tx: Tx,
  personIds: Iterable<string>,
  notice: Omit<NewNotice, 'personId'>,
): Promise<void> {
  for (const personId of [...new Set(personIds)].sort()) await notify(tx, { ...notice, personId })
}

/** The same thing said twice at once must not become two: one at a time for each person and kind. */
async function queueUp(tx: Tx, personId: string, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('notices'), hashtext(${`${personId} ${kind}`}))`.execute(tx)
}

/** The mail that a new notice joins; where none is waiting, a new one. */
async function mailFor(tx: Tx, personId: string, kind: string, now: Date): Promise<string> {
  // `for update`: an attempt that is just beginning takes it away, and this notice needs another.
  const open = await tx
    .selectFrom('notice_mail')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('state', '=', 'queued')
    .forUpdate()
    .executeTakeFirst()
  if (open) return open.id
  const last = await tx
    .selectFrom('notice_mail')
    .select((eb) => eb.fn.max('claimed_at').as('at'))
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  const id = newId()
  const startAfter = nextMailAt(now, last?.at ?? undefined)
  await tx.insertInto('notice_mail').values({ id, person_id: personId, kind, start_after: startAfter }).execute()
  await enqueueMail(tx, id, startAfter)
  return id
}
