import { Kysely, type Transaction, sql } from 'kysely'
import pg from 'pg'
import { pipelinedDialect } from './pipelined-dialect.ts'
import { goAlong } from './statements.ts'
import type { DB } from './tables.ts'

/** Everything below a transaction is typed by the generated tables. */
export type Tables = DB

/**
 * The only handle inside a transaction: bound to one organisation by row-level security, and `org_id` columns default
 * to it. Queries never name the organisation, and cannot reach another.
 */
export type Tx = Transaction<Tables>

export interface Database {
  readonly pool: pg.Pool
  readonly kysely: Kysely<Tables>
  close(): Promise<void>
}

// Dates stay strings: a JST calendar day has no instant, and `Date` would give it one.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
// Counts and sequence numbers stay below 2^53; the ledger checks its own.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))

/** Opens a pool as the application's role (never the owner's: the owner bypasses row-level security). */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.maxConnections ?? 20, pipeline: true })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  const kysely = new Kysely<Tables>({ dialect: pipelinedDialect(pool) })
  return { pool, kysely, close: () => kysely.destroy() }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Runs `work` in one transaction of one organisation. It commits when `work` resolves, and rolls back when it throws.
 * @param options.isOneSnapshot every statement sees the same moment: for what is shown together and signed together. A
 *   write may then fail with 40001, and be tried again
 */
export async function inOrganisation<T>(
  database: Database,
  orgId: string,
  work: (tx: Tx) => Promise<T>,
  options: { isOneSnapshot?: boolean } = {},
): Promise<T> {
  if (!UUID.test(orgId)) throw new TypeError('the id of an organisation is a UUID')
  const transaction = database.kysely.transaction()
  const level = options.isOneSnapshot ? transaction.setIsolationLevel('repeatable read') : transaction
  return level.execute(async (tx) => {
    await goAlong(tx, { text: `set local app.org = '${orgId}'` })
    organisations.set(tx, orgId)
    return work(tx)
  })
}

const organisations = new WeakMap<Tx, string>()
const instants = new WeakMap<Tx, Promise<Date>>()

/** The organisation of this transaction. */
export async function organisationOf(tx: Tx): Promise<string> {
  const known = organisations.get(tx)
  if (known) return known
  const { rows } = await sql<{ org: string | null }>`select current_org() as org`.execute(tx)
  const org = rows[0]?.org
  if (!org) throw new Error('outside an organisation: use inOrganisation')
  return org
}

/** The instant of this transaction, by the database's clock. The same throughout the transaction. */
export function instantOf(tx: Tx): Promise<Date> {
  const known = instants.get(tx)
  if (known) return known
  const asked = sql<{ at: Date }>`select clock_now() as at`.execute(tx).then(({ rows }) => rows[0]!.at)
  instants.set(tx, asked)
  return asked
}
