import { sql } from 'kysely'
import type { z } from 'zod'
import { fill } from '../../base/fill.ts'
import type { Word } from '../../base/words.ts'
import type { Tx } from '../db/database.ts'
import type { listNotices, Notice } from './contract.ts'
import { noticeKind } from './define-notice.ts'
import type { NoticeFacts } from './rules/notice-facts.ts'

/** The person's notices under all of their records. */
const own = (personId: string) => sql<string>`(select records_of_person(${personId}))`

/** One page of a person's inbox, newest first. */
export async function inboxOf(
  tx: Tx,
  personId: string,
  page: z.output<typeof listNotices.input>,
): Promise<{ items: Notice[]; nextCursor?: string }> {
  let query = tx.selectFrom('notice').selectAll().where('person_id', 'in', own(personId))
  if (page.unreadOnly) query = query.where('read_at', 'is', null)
  // Ids are UUID version 7: the order of ids is the order of time.
  if (page.cursor) query = query.where(sql<boolean>`id < ${page.cursor}::uuid`)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.size + 1)
    .execute()
  const items = rows.slice(0, page.size).map((row) => {
    const { title, body } = noticeKind(row.kind)
    return {
      id: row.id,
      kind: row.kind,
      title,
      body: filled(body, row.facts as NoticeFacts),
      link: row.link,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      repeatCount: row.repeat_count,
      isRead: row.read_at !== null,
      createdAt: row.created_at.toISOString(),
    }
  })
  return rows.length > page.size ? { items, nextCursor: items.at(-1)!.id } : { items }
}

export async function unreadCountOf(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', 'in', own(personId))
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

const filled = (word: Word, facts: NoticeFacts): Word => ({ ja: fill(word.ja, facts), en: fill(word.en, facts) })
