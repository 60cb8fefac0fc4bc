import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import { jstDay } from '../../base/clock.ts'
import type { InputOf } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import type * as contract from './contract.ts'
import type { ScanFileLine, ScanLine, ScanView } from './contract.ts'
import { piiScanEvents } from './events.ts'
import type { ScannedStatus, ScanSource, ScanState } from './scan-states.ts'
import { fileCounts } from './store.ts'

interface Rows<T> {
  readonly items: T[]
  readonly nextCursor?: string
}

const scansWithCounts = (tx: Tx) =>
  tx
    .selectFrom('pii_scan as s')
    .innerJoin('person as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.asked_by'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('pii_scan_file as f')
          .whereRef('f.org_id', '=', 's.org_id')
          .whereRef('f.scan_id', '=', 's.id')
          .select([
            sql<number>`count(*)`.as('files'),
            sql<number>`count(f.status)`.as('read'),
            sql<number>`count(*) filter (where f.status = 'clean')`.as('clean'),
            sql<number>`count(*) filter (where f.status = 'found')`.as('found'),
            sql<number>`count(*) filter (where f.status = 'unread')`.as('unread'),
            sql<number>`coalesce(sum(f.persons_min), 0)`.as('least'),
            sql<number>`coalesce(sum(f.persons_best), 0)`.as('best'),
            sql<number>`coalesce(sum(f.persons_max), 0)`.as('most'),
            sql<number>`count(*) filter (where f.special_care <> '{}')`.as('special'),
          ])
          .as('n'),
      (join) => join.onTrue(),
    )
    .select(['s.id', 's.version', 's.source', 's.folder', 's.listed_at', 's.cancelled_at', 's.removed_at'])
    .select(['s.created_at', 'p.name', 'n.files', 'n.read', 'n.clean', 'n.found', 'n.unread'])
    .select(['n.least', 'n.best', 'n.most', 'n.special'])

type ScanCounted = Awaited<ReturnType<ReturnType<typeof scansWithCounts>['execute']>>[number]

/** Scans, the newest first; ids are in the order of time. */
export async function scanLines(
  tx: Tx,
  _actor: Actor,
  page: InputOf<typeof contract.listScans>,
): Promise<Rows<ScanLine>> {
  const rows = await scansWithCounts(tx)
    .$if(page.cursor !== undefined, (query) =>
      query.where('s.id', '<', (eb) => eb.selectFrom('pii_scan').where('id', '=', page.cursor!).select('id')),
    )
    .orderBy('s.id', 'desc')
    .limit(page.size + 1)
    .execute()
  return cut(rows.map(lineOf), page.size)
}

/** @throws Refusal `not_found` */
export async function scanView(tx: Tx, _actor: Actor, { scanId }: { readonly scanId: string }): Promise<ScanView> {
  const row = await scansWithCounts(tx).where('s.id', '=', scanId).executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  const { rows: types } = await sql<{ type: string; fileCount: number; count: number }>`
    select c.key as type, count(*) as "fileCount", sum(c.value::bigint)::bigint as count
    from pii_scan_file f, jsonb_each_text(f.counts) c
    where f.scan_id = ${scanId} and c.value <> '0' group by c.key order by 3 desc, 1`.execute(tx)
  return {
    ...lineOf(row),
    version: row.version,
    persons: { min: Number(row.least), best: Number(row.best), max: Number(row.most) },
    types,
    specialCareFileCount: Number(row.special),
  }
}

function lineOf(row: ScanCounted): ScanLine {
  return {
    id: row.id,
    source: row.source as ScanSource,
    ...(row.folder !== null && { folder: row.folder }),
    state: stateOf(row),
    askedByName: row.name,
    begunAt: row.created_at.toISOString(),
    fileCount: row.files ?? 0,
    readCount: row.read ?? 0,
    cleanCount: row.clean ?? 0,
    foundCount: row.found ?? 0,
    unreadCount: row.unread ?? 0,
  }
}

function stateOf(row: ScanCounted): ScanState {
  if (row.removed_at) return 'removed'
  if (row.cancelled_at) return 'cancelled'
  if (!row.listed_at) return 'collecting'
  return row.read === row.files ? 'done' : 'running'
}

/**
 * Files of a scan that have been read, those with most persons first. Who looks is an event, once a person and day.
 * @throws Refusal `not_found`
 */
export async function scanFileLines(
  tx: Tx,
  actor: Actor,
  page: InputOf<typeof contract.listScanFiles>,
): Promise<Rows<ScanFileLine>> {
  const { scanId, cursor, status, type, text } = page
  const scan = await tx.selectFrom('pii_scan').where('id', '=', scanId).select('id').executeTakeFirst()
  if (!scan) throw new Refusal('not_found')
  if (cursor === undefined) await recordLook(tx, actor, scanId)
  const rows = await tx
    .selectFrom('pii_scan_file as f')
    .where('f.scan_id', '=', scanId)
    .where('f.status', 'is not', null)
    .$if(status !== undefined, (query) => query.where('f.status', '=', status!))
    .$if(type !== undefined, (query) => query.where(sql<boolean>`(f.counts ->> ${type})::bigint > 0`))
    .$if(text !== undefined && text !== '', (query) =>
      query.where(
        sql<boolean>`strpos(lower(normalize(coalesce(f.shown_path, f.path), NFKC)), lower(normalize(${text}, NFKC))) > 0`,
      ),
    )
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(-f.persons_max, f.id) > (select -persons_max, id from pii_scan_file where id = ${cursor}::uuid)`,
      ),
    )
    .select(['f.id', 'f.path', 'f.shown_path', 'f.byte_count', 'f.status', 'f.reason', 'f.counts', 'f.special_care'])
    .select(['f.persons_min', 'f.persons_best', 'f.persons_max'])
    .orderBy('f.persons_max', 'desc')
    .orderBy('f.id')
    .limit(page.size + 1)
    .execute()
  const items = rows.map((row) => ({
    id: row.id,
    path: row.shown_path ?? row.path,
    byteCount: row.byte_count,
    status: row.status as ScannedStatus,
    ...(row.reason !== null && { reason: row.reason }),
    persons: { min: row.persons_min, best: row.persons_best, max: row.persons_max },
    counts: row.counts as Record<string, number>,
    specialCare: row.special_care,
  }))
  return cut(items, page.size)
}

async function recordLook(tx: Tx, actor: Actor, scanId: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('pii_scan_look')
    .values({ scan_id: scanId, person_id: actor.personId, looked_on: jstDay(await instantOf(tx)) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return
  const { fileCount } = await fileCounts(tx, scanId)
  await recordEvent(tx, piiScanEvents.looked, {
    actor,
    subject: { kind: 'pii_scan', id: scanId },
    facts: { fileCount },
  })
}

/** One page: a row more than asked for says that there is another page. */
function cut<T extends { readonly id: string }>(rows: readonly T[], size: number): Rows<T> {
  const items = rows.slice(0, size)
  return rows.length > size ? { items, nextCursor: items.at(-1)!.id } : { items }
}
