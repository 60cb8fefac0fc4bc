import type { Database } from '../db/database.ts'
import { inOrganisation } from '../db/database.ts'
import { canonicalEvent, type EventRow, INSTANT_FORMAT } from './rules/canonical-event.ts'
import { append, chainHash, type Frontier, leafHash } from './rules/merkle.ts'
import { chainHeadOf, frontierOf, LedgerDamaged, newestAnchor, TILE_HEIGHT } from './store.ts'

/** What one holder of the lease remembers between two passes. */
export interface Sequencing {
  readonly database: Database
  readonly holder: string
  readonly batchSize: number
  readonly onLinked?: ((count: number) => void) | undefined
  readonly onProblem?: ((problem: Error, ledgerId: string) => void) | undefined
  readonly heads: Map<string, Head>
  readonly damaged: Set<string>
  /** Process time in ms at which the database last heard that all is linked. */
  coveredAt: number
}

interface Head {
  chainHead: Buffer
  readonly frontier: Frontier
}

interface Unlinked extends EventRow {
  readonly xid: string
}
interface Snapshot {
  readonly seen: string
  readonly seen_at: Date
}
type Row = Snapshot & (Unlinked | { readonly id: null })

const REMEMBERED_LEDGERS = 5000
/** How often an idle sequencer says that it is up to date. */
const COVER_EVERY_MS = 1000

const NEXT = `
  select s.seen::text as seen, statement_timestamp() as seen_at, e.xid::text as xid, e.org_id, e.id, e.type, e.actor_kind, e.actor_id,
    e.actor_via, e.subject_kind, e.subject_id, e.facts, e.commitment,
    to_char(e.occurred_at at time zone 'UTC', '${INSTANT_FORMAT}') as occurred_at
  from (select coalesce($1::pg_snapshot, pg_current_snapshot()) as seen) s
  left join lateral ledger_unlinked(s.seen, $2::xid8, $3::uuid, $4) e on true`

/**
 * Links everything that was committed when the pass began, batch by batch. Each batch is one statement that the
 * database refuses when the lease was lost meanwhile; so a holder that was stopped and wakes up does no harm.
 * @returns whether it came to the end; not when `mayGoOn` said no, or the lease was lost
 */
export async function linkPass(state: Sequencing, mayGoOn: () => Promise<boolean>): Promise<boolean> {
  try {
    return await linkBatches(state, mayGoOn)
  } catch (cause) {
    if ((cause as { code?: string }).code === LEASE_LOST) return false
    throw cause
  }
}

/** lock_not_available: how `ledger_link` refuses. Nothing is wrong then, somebody else goes on. */
const LEASE_LOST = '55P03'

async function linkBatches(state: Sequencing, mayGoOn: () => Promise<boolean>): Promise<boolean> {
  const { pool } = state.database
  let snapshot: Snapshot | undefined
  let [afterXid, afterId] = ['0', '00000000-0000-0000-0000-000000000000']
  for (let isLast = false; !isLast;) {
    if (!(await mayGoOn())) return false
    const { rows } = await pool.query<Row>(NEXT, [snapshot?.seen ?? null, afterXid, afterId, state.batchSize])
    snapshot ??= { seen: rows[0]!.seen, seen_at: rows[0]!.seen_at }
    const events = rows.filter((row): row is Snapshot & Unlinked => row.id !== null)
    isLast = events.length < state.batchSize
    if (events.length > 0) ({ xid: afterXid, id: afterId } = events.at(-1)!)

    const batch = newBatch()
    for (const [ledgerId, ofLedger] of Map.groupBy(events, (event) => event.org_id)) {
      await addToLedger(state, batch, ledgerId, ofLedger)
    }
    // What a damaged ledger leaves unlinked must be found again: then nothing counts as covered.
    const covered = isLast && state.damaged.size === 0 ? snapshot : undefined
    const isDue = performance.now() - state.coveredAt >= COVER_EVERY_MS
    if (batch.links.length === 0 && !(covered && isDue)) continue
    await pool.query('select ledger_link($1, $2, $3, $4::pg_snapshot, $5)', [
      state.holder,
      JSON.stringify(batch.links),
      JSON.stringify(batch.tiles),
      covered?.seen ?? null,
      covered?.seen_at ?? null,
    ])
    if (covered) state.coveredAt = performance.now()
    if (batch.links.length > 0) state.onLinked?.(batch.links.length)
  }
  return true
}

interface Batch {
  readonly links: { ledger: string; at: number; event: string; leaf: string; chain: string }[]
  readonly tiles: { ledger: string; level: number; position: number; hash: string }[]
}
const newBatch = (): Batch => ({ links: [], tiles: [] })

async function addToLedger(
  state: Sequencing,
  batch: Batch,
  ledger: string,
  events: readonly EventRow[],
): Promise<void> {
  if (state.damaged.has(ledger)) return
  try {
    const leaves = events.map((event) => leafHash(Buffer.from(canonicalEvent(event))))
    const head = state.heads.get(ledger) ?? (await readHead(state.database, ledger))
    if (state.heads.size >= REMEMBERED_LEDGERS) state.heads.clear()
    state.heads.set(ledger, head)
    for (const [i, leaf] of leaves.entries()) {
      head.chainHead = chainHash(head.chainHead, leaf)
      batch.links.push({
        ledger,
        at: head.frontier.size,
        event: events[i]!.id,
        leaf: leaf.toString('hex'),
        chain: head.chainHead.toString('hex'),
      })
      append(head.frontier, leaf, 0, (height, position, hash) => {
        if (height % TILE_HEIGHT !== 0) return
        batch.tiles.push({ ledger, level: height / TILE_HEIGHT, position, hash: hash.toString('hex') })
      })
    }
  } catch (cause) {
    if (!(cause instanceof LedgerDamaged || cause instanceof TypeError)) throw cause
    state.damaged.add(ledger)
    state.onProblem?.(new LedgerDamaged(`ledger ${ledger}: ${cause.message}`, { cause }), ledger)
  }
}

/** Reads where a ledger ends, and refuses one that is shorter than its newest anchor, or another. */
async function readHead(database: Database, ledgerId: string): Promise<Head> {
  return inOrganisation(database, ledgerId, async (tx) => {
    const { size, chainHead } = await chainHeadOf(tx, ledgerId)
    const anchor = await newestAnchor(tx)
    if (anchor) {
      const link = await tx
        .selectFrom('event_link')
        .select('chain_hash')
        .where('leaf_index', '=', anchor.size - 1)
        .executeTakeFirst()
      if (!link?.chain_hash.equals(anchor.chain_head)) {
        throw new LedgerDamaged(`not what was anchored at ${anchor.size} events`)
      }
    }
    return { chainHead, frontier: await frontierOf(tx, { from: 0, to: size }) }
  })
}
