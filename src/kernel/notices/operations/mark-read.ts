import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'

/**
 * Marks one notice of one's own as read; one that is read already stays as it is.
 * @throws Refusal `not_found` also where it is somebody else's: that it exists is not theirs to know
 */
export async function markRead(tx: Tx, actor: Actor, input: { noticeId: string }): Promise<Record<string, never>> {
  const own = await tx
    .updateTable('notice')
    .set((eb) => ({ read_at: eb.fn.coalesce('read_at', sql<Date>`clock_now()`) }))
    .where('id', '=', input.noticeId)
    .where('person_id', 'in', sql<string>`(select records_of_person(${actor.personId}))`)
    .returning('id')
    .executeTakeFirst()
  if (!own) throw new Refusal('not_found')
  await announce(tx, 'notices')
  return {}
}

/** Marks as read what was on the screen. What came up since then was not seen, and stays unread. */
export async function markAllRead(tx: Tx, actor: Actor, input: { upToId: string }): Promise<{ count: number }> {
  const { numUpdatedRows } = await tx
    .updateTable('notice')
    .set({ read_at: await instantOf(tx) })
    .where('person_id', 'in', sql<string>`(select records_of_person(${actor.personId}))`)
    .where('read_at', 'is', null)
    .where(sql<boolean>`id <= ${input.upToId}::uuid`)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await announce(tx, 'notices')
  return { count: Number(numUpdatedRows) }
}
