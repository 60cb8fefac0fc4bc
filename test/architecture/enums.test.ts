import { expect, test } from 'vitest'
import { ENUMERATIONS } from '../harness/enumerations.ts'
import { useTestDatabase } from '../harness/test-database.ts'

const db = useTestDatabase()

/** Values that another standard wrote, not we. */
const OF_THE_WIRE: Readonly<Record<string, readonly string[]>> = {
  // RFC 3461 §4.1, §4.3
  'outbound_mail_recipient.dsn_notify': ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'],
  'outbound_mail.dsn_ret': ['FULL', 'HDRS'],
}

/** `((kind = ANY (ARRAY['a'::text, …])))` and, for a list column, `((classes <@ ARRAY['a'::text, …]))`. */
const ENUMERATION = /^CHECK \(\(\(?(\w+)\)? (?:= ANY|<@) \(?ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)?\)\)$/

async function checkedColumns(): Promise<Map<string, string[]>> {
  const rows = await db.asOwner<{ relation: string; definition: string }>(`
    select conrelid::regclass::text as relation, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`)
  const found = new Map<string, string[]>()
  for (const { relation, definition } of rows) {
    const [, column, list] = ENUMERATION.exec(definition) ?? []
    if (column) found.set(`${relation}.${column}`, [...list!.matchAll(/'([^']*)'/g)].map((match) => match[1]!).sort())
  }
  return found
}

test('every enumeration of the database is the one that the code declares, and the other way round', async () => {
  const declared = new Map(Object.entries(OF_THE_WIRE).map(([column, values]) => [column, [...values].sort()]))
  for (const { columns, values } of Object.values(ENUMERATIONS))
    for (const column of columns) declared.set(column, [...values].sort())
  const found = await checkedColumns()
  expect(found.size).toBeGreaterThan(20)
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(declared))
})

test('a CHECK that enumerates is never written so that this test would miss it', async () => {
  const rows = await db.asOwner<{ name: string; definition: string }>(`
    select conrelid::regclass || '.' || conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
      and array_length(conkey, 1) = 1 and pg_get_constraintdef(oid) like '%ARRAY[%'`)
  expect(rows.filter(({ definition }) => !ENUMERATION.test(definition))).toEqual([])
})

test.each(Object.entries(ENUMERATIONS))('%s: no value twice', (_, { values }) => {
  expect(new Set(values).size).toBe(values.length)
})
