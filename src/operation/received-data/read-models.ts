import { sql } from 'kysely'
import type { AnyActor } from '../../base/actor.ts'
import type { InputOf } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { DatasetState } from '../../kernel/vault/index.ts'
import type { listReceivedLists, ReceivedListLine } from './contract.ts'
import { listsInSight } from './in-charge.ts'

/**
 * Registered lists that the actor may know of, the newest first; ids are in the order of time.
 * @throws Refusal `not_found`: no such engagement
 */
export async function receivedListLines(
  tx: Tx,
  actor: AnyActor,
  page: InputOf<typeof listReceivedLists>,
): Promise<{ items: ReceivedListLine[]; nextCursor?: string }> {
  if (page.engagementId !== undefined) {
    const engagement = tx.selectFrom('engagement').where('id', '=', page.engagementId).select('id')
    if (!(await engagement.executeTakeFirst())) throw new Refusal('not_found')
  }
  const text = `%${(page.text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await tx
    .selectFrom('registered_dataset as d')
    .innerJoin('party as p', (join) => join.onRef('p.org_id', '=', 'd.org_id').onRef('p.id', '=', 'd.party_id'))
    .innerJoin('engagement as e', (join) =>
      join.onRef('e.org_id', '=', 'd.org_id').onRef('e.id', '=', 'd.engagement_id'),
    )
    .where(sql<boolean>`(d.name || ' ' || p.name || ' ' || e.name) ilike ${text}`)
    .where(await listsInSight(tx, actor, sql`e.owner_unit_id`))
    .$if(page.engagementId !== undefined, (query) => query.where('d.engagement_id', '=', page.engagementId!))
    .$if(page.state !== undefined, (query) => query.where('d.state', '=', page.state!))
    .$if(page.cursor !== undefined, (query) =>
      query.where('d.id', '<', (eb) => eb.selectFrom('registered_dataset').where('id', '=', page.cursor!).select('id')),
    )
    .select(['d.id', 'd.version', 'd.name', 'd.state', 'd.received_on', 'd.person_count', 'd.unread_reason'])
    .select(['d.disposed_on', 'd.engagement_id', 'p.name as party_name', 'e.name as engagement_name'])
    .orderBy('d.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const items = rows
    .slice(0, page.size)
    .map((row) => ({
      id: row.id,
      version: row.version,
      name: row.name,
      partyName: row.party_name,
      engagementId: row.engagement_id,
      engagementName: row.engagement_name,
      receivedOn: row.received_on,
      state: row.state as DatasetState,
      personCount: row.person_count,
      ...(row.unread_reason !== null && { unreadReason: row.unread_reason }),
      ...(row.disposed_on !== null && { disposedOn: row.disposed_on }),
    }))
  return rows.length > page.size ? { items, nextCursor: items.at(-1)!.id } : { items }
}
