import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { INSTANT_FORMAT } from './rules/canonical-event.ts'
import { append, chainStart, emptyFrontier, type Frontier, rootOf } from './rules/merkle.ts'
import type { LeafRange } from './rules/proofs.ts'

/** Every 8 levels of the tree the roots of complete subtrees are kept: a tile stands for 256^level events. */
export const TILE_HEIGHT = 8
const TILE_LEVELS = 6

/** A ledger that no longer is what it was: nothing is linked to it until somebody has looked. */
export class LedgerDamaged extends Error {}

/** Where a ledger stands: how many events are linked, and what vouches for them. */
export interface LedgerHead {
  readonly size: number
  readonly root: Buffer
  readonly chainHead: Buffer
}

/** The last link of this transaction's ledger. */
export async function chainHeadOf(tx: Tx, ledgerId: string): Promise<Omit<LedgerHead, 'root'>> {
  const last = await tx
    .selectFrom('event_link')
    .select(['leaf_index', 'chain_hash'])
    .orderBy('leaf_index', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { size: last.leaf_index + 1, chainHead: last.chain_hash } : { size: 0, chainHead: chainStart(ledgerId) }
}

/**
 * The frontier over the leaves of a range that begins where a subtree of its size may begin: from few large tiles, then
 * small ones, then single leaves. Reads at most 255 hashes a level.
 * @throws LedgerDamaged when tiles or links are missing
 */
export async function frontierOf(tx: Tx, { from, to }: LeafRange): Promise<Frontier> {
  const frontier = emptyFrontier()
  for (let level = TILE_LEVELS; level >= 0; level--) {
    const width = 2 ** (TILE_HEIGHT * level)
    const start = from + frontier.size
    const count = Math.floor((to - start) / width)
    if (count === 0) continue
    const first = start / width
    const hashes = level === 0 ? await leaves(tx, first, count) : await tiles(tx, level, first, count)
    if (hashes.length !== count) throw new LedgerDamaged(`hashes of level ${level} are missing from ${first} on`)
    for (const hash of hashes) append(frontier, hash, TILE_HEIGHT * level)
  }
  return frontier
}

async function leaves(tx: Tx, first: number, count: number): Promise<Buffer[]> {
  const rows = await tx
    .selectFrom('event_link')
    .select('leaf_hash')
    .where('leaf_index', '>=', first)
    .where('leaf_index', '<', first + count)
    .orderBy('leaf_index')
    .execute()
  return rows.map((row) => row.leaf_hash)
}

async function tiles(tx: Tx, level: number, first: number, count: number): Promise<Buffer[]> {
  const rows = await tx
    .selectFrom('ledger_tile')
    .select('hash')
    .where('level', '=', level)
    .where('position', '>=', first)
    .where('position', '<', first + count)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.hash)
}

/** The hashes that a proof asks for, in its order. */
export async function hashesOf(tx: Tx, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const hashes: Buffer[] = []
  for (const range of ranges) hashes.push(rootOf(await frontierOf(tx, range)))
  return hashes
}

/** Size, root and chain head of a ledger now, or (from its kept hashes) as it was at an earlier size. */
export async function ledgerHead(tx: Tx, ledgerId: string, size?: number): Promise<LedgerHead> {
  const now = await chainHeadOf(tx, ledgerId)
  if (size === undefined || size === now.size) {
    return { ...now, root: rootOf(await frontierOf(tx, { from: 0, to: now.size })) }
  }
  if (size > now.size) throw new RangeError('the ledger is not that long')
  const root = rootOf(await frontierOf(tx, { from: 0, to: size }))
  if (size === 0) return { size, root, chainHead: chainStart(ledgerId) }
  const link = await tx
    .selectFrom('event_link')
    .select('chain_hash')
    .where('leaf_index', '=', size - 1)
    .executeTakeFirstOrThrow()
  return { size, root, chainHead: link.chain_hash }
}

/** The newest anchor that this database remembers. */
export async function newestAnchor(tx: Tx) {
  return tx
    .selectFrom('ledger_anchor')
    .select(['size', 'root', 'chain_head', 'line'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** `occurred_at` with all its digits, for `canonicalEvent`. */
export const occurredText = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', ${sql.lit(INSTANT_FORMAT)})`
