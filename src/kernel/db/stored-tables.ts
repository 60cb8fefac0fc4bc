import pg from 'pg'
import { copyIn, copyOut } from './copy-rows.ts'

/** A table as a backup sees it. Both names are safe to stand in a statement. */
export interface StoredTable {
  /** `public.event`, `pgboss.job_common`; quoted where it must be. */
  readonly name: string
  /** Those that hold something of their own, in their order; generated ones are computed again. */
  readonly columns: readonly string[]
}

/** Tables that a restore makes by migrating, not by copying. */
const MADE_BY_MIGRATING = ['schema_migration']

/** Every table with rows of its own, in every schema of ours; a partition instead of the table that it is a part of. */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not (c.relname = any ($1))
     order by 1`,
    [MADE_BY_MIGRATING],
  )
  return rows
}

const columnList = (table: StoredTable): string => table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')

/** The rows of a table in PostgreSQL's text format, and at the end how many they were. */
export const copyTableOut = (client: pg.ClientBase, table: StoredTable) =>
  copyOut(client, `copy ${table.name} (${columnList(table)}) to stdout`)

/** Fills a table with rows in that format. @returns how many PostgreSQL has taken */
export const copyTableIn = (client: pg.ClientBase, table: StoredTable, rows: AsyncIterable<Buffer>) =>
  copyIn(client, `copy ${table.name} (${columnList(table)}) from stdin`, rows)

/** Takes the rows away that migrations put there. */
export async function emptyTables(client: pg.ClientBase, tables: readonly StoredTable[]): Promise<void> {
  if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
}

export async function countRows(client: pg.ClientBase, table: Pick<StoredTable, 'name'>): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${table.name}`)
  return rows[0]!.count
}

/** Where each sequence stands. A row that was rolled back leaves a gap, never a number twice. */
export async function sequenceValues(client: pg.ClientBase): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where last_value is not null and schemaname !~ '^pg_' order by 1`,
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

export async function setSequences(client: pg.ClientBase, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await client.query('select setval($1::regclass, $2::bigint)', [name, value])
  }
}

/** Foreign keys and triggers that a restore takes away while it fills the tables, and puts back, checking every row. */
export interface SetAside {
  putBack(): Promise<void>
}

/**
 * Takes foreign keys away and silences triggers in this transaction, so that tables can be filled in any order and nothing
 * reacts to rows that tell of the past. What was silent before stays so.
 * @param client as the owner, in the transaction of the restore
 */
export async function setConstraintsAside(client: pg.ClientBase): Promise<SetAside> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0
       and connamespace in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
     order by 1, 2`,
  )
  const { rows: triggers } = await client.query<{ table: string; name: string }>(
    `select tgrelid::regclass::text as "table", tgname as name from pg_trigger
     where not tgisinternal and tgenabled = 'O' and tgparentid = 0 order by 1, 2`,
  )
  for (const { table, name } of keys) {
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`)
  }
  for (const { table, name } of triggers) {
    await client.query(`alter table ${table} disable trigger ${pg.escapeIdentifier(name)}`)
  }
  return {
    async putBack() {
      for (const { table, name } of triggers) {
        await client.query(`alter table ${table} enable trigger ${pg.escapeIdentifier(name)}`)
      }
      for (const { table, name, definition } of keys) {
        await client.query(`alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`)
      }
    },
  }
}
