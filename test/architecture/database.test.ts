import { expect, test } from 'vitest'
import { useTestDatabase } from '../harness/test-database.ts'

const db = useTestDatabase()

/** Tables that belong to no organisation, each with its reason. */
const WITHOUT_ORGANISATION: Readonly<Record<string, string>> = {
  master_key: 'the generations of the master key, which the whole installation shares; no key is in it',
  backup_run: 'backups, drills and restores of the whole installation; ids, counts and times',
  running_process: 'which processes run, and which migrations they know',
  schema_migration: 'which migrations were applied to this database',
  test_clock: 'only in the test database',
  'sign_in."user"': 'an e-mail address with its password: known before any organisation is, and in several of them',
}

/** What looks before an organisation is known. Each is short; a new one needs its reason here. */
const SECURITY_DEFINERS: Readonly<Record<string, string>> = {
  account_choices: 'sign-in: the organisations that one user may enter',
  clock_now: 'only in the test database: the clock that tests move',
  demo_organisation_id: 'the first page: whether a demonstration is there, before anybody has signed in',
  erasures_waiting: 'metrics: how many erasures wait for the list outside the database; a count and a time',
  find_account_link: 'activation: what the holder of one token may open',
  find_guest_device: 'guests: whose browser it is, by one token',
  find_guest_link: 'guests: which link it is, by one token',
  find_submission: 'SMTP AUTH: whose login it is',
  has_account_elsewhere: 'a reset: whether the password opens another organisation too (yes or no, nothing else)',
  has_real_organisation: 'the first page and the start: whether a real organisation exists (yes or no, nothing else)',
  known_vault_files: 'the sweep of the vault, whose file names do not say whose they are',
  ledger_health: 'health: how far the ledger is behind, over all organisations; counts only',
  ledger_lease: 'the one sequencer of the instance takes or keeps its lease',
  ledger_link: 'the sequencer links the events of all organisations; it refuses whoever has no lease',
  ledger_unlinked: 'the sequencer reads the events of all organisations that have no place yet',
  organisation_ids: 'timers that run for every organisation',
  organisation_of_mail_domain: 'SMTP: whose a domain is, as an id, and nothing else of it',
  outbound_mail_gauges: 'metrics: counts and ages of mail over all organisations; nothing of a mail itself',
  record_event: 'the one way in for events: organisation, time and transaction are what the database says',
  record_events: 'the same for many of one kind',
  touch_session: 'every request: whose session it is, by one token',
}

const tables = () =>
  db.asOwner<{ name: string; forced: boolean; policies: number; key: string[] | null }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      (select array_agg(a.attname order by k.n) from pg_index i, unnest(i.indkey) with ordinality k(col, n), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.col)::text[] as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)

test('every table is under forced row-level security, and its key begins with the organisation', async () => {
  const found = await tables()
  expect(found.length).toBeGreaterThan(5)
  for (const { name, forced, policies, key } of found) {
    if (name in WITHOUT_ORGANISATION) continue
    expect({ name, forced, policies, firstOfKey: key?.[0] }).toEqual({
      name,
      forced: true,
      policies: 1,
      firstOfKey: 'org_id',
    })
  }
})

test('no foreign key points across organisations', async () => {
  const keys = await db.asOwner<{ name: string; target: string; has_org: boolean }>(`
    select conrelid::regclass || '.' || conname as name, confrelid::regclass::text as target,
      exists (select 1 from pg_attribute a where a.attrelid = conrelid and a.attnum = any (conkey) and a.attname = 'org_id') as has_org
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)
  expect(keys.length).toBeGreaterThan(3)
  expect(keys.filter((key) => !key.has_org && !(key.target in WITHOUT_ORGANISATION))).toEqual([])
})

test('the functions that step over row-level security are the listed ones', async () => {
  const found = await db.asOwner<{ name: string; path: string[] | null; body: string }>(`
    select proname as name, proconfig as path, prosrc as body from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`)
  expect(found.map(({ name }) => name)).toEqual(Object.keys(SECURITY_DEFINERS).sort())
  // record_event does without, for speed: its one statement names its schema, and nothing else in it is looked up.
  const ONE_QUALIFIED_INSERT = /^\s*begin\s+insert into public\.\w+ \([\w, ]+\)\s+values \([$\d, ]+\);\s+end\s*$/
  const unpinned = found.filter(
    ({ name, path, body }) =>
      name !== 'clock_now' &&
      !ONE_QUALIFIED_INSERT.test(body) &&
      // pg_temp last: named nowhere, it would be searched first, and a temporary table could stand before ours.
      !path?.some((setting) => /^search_path=.*pg_temp$/.test(setting)),
  )
  expect(unpinned, 'a SECURITY DEFINER function without a fixed search_path can be led astray').toEqual([])
})

test('the application can change no append-only table, and neither can the owner by accident', async () => {
  const guarded = await db.asOwner<{ name: string }>(`
    select tgrelid::regclass::text as name from pg_trigger where tgname = 'append_only'`)
  expect(guarded.map(({ name }) => name)).toContain('event')
  for (const { name } of guarded) {
    await expect(db.database.pool.query(`delete from ${name}`), name).rejects.toThrow(/permission denied/)
    await expect(db.database.pool.query(`truncate ${name} cascade`), name).rejects.toThrow(/permission denied/)
    await expect(db.asOwner(`delete from ${name}`), name).rejects.toThrow(/append-only/)
  }
})

test('the application is no owner, no superuser and cannot step over row-level security', async () => {
  const { rows } = await db.database.pool.query<{
    rolsuper: boolean
    rolbypassrls: boolean
    rolcreaterole: boolean
    owned: number
  }>(`
    select rolsuper, rolbypassrls, rolcreaterole, (select count(*)::int from pg_class where relowner = r.oid) as owned
    from pg_roles r where rolname = current_user`)
  expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 })
})

test('primary keys, times and texts have the types of the house', async () => {
  const odd = await db.asOwner<{ name: string }>(`
    select table_name || '.' || column_name || ' ' || data_type as name from information_schema.columns
    where table_schema = 'public' and data_type in ('timestamp without time zone', 'character varying', 'character', 'money', 'real')`)
  expect(odd).toEqual([])
})
