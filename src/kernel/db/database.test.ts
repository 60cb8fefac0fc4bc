import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { instantOf } from './database.ts'

const db = useTestDatabase()

test('他社の行は見えない: a transaction sees and writes its own organisation only', async () => {
  const [own, other] = [await db.newOrganisation('自社'), await db.newOrganisation('他社')]
  const seen = await db.inOrganisation(own, (tx) => tx.selectFrom('organisation').select(['org_id', 'name']).execute())
  expect(seen).toEqual([{ org_id: own, name: '自社' }])
  await expect(
    db.inOrganisation(own, (tx) => tx.insertInto('organisation').values({ org_id: newId(), name: '別' }).execute()),
  ).rejects.toThrow(/row-level security/)
  const changed = await db.inOrganisation(own, (tx) =>
    tx.updateTable('organisation').set({ name: '×' }).where('org_id', '=', other).executeTakeFirst(),
  )
  expect(changed.numUpdatedRows).toBe(0n)
})

test('組織を指定しない問い合わせには何も見えない', async () => {
  await db.newOrganisation()
  expect((await db.database.pool.query('select * from organisation')).rows).toEqual([])
})

test('the setting ends with its transaction', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async () => undefined)
  for (let i = 0; i < 5; i++) {
    const { rows } = await db.database.pool.query<{ org: unknown }>('select current_org() as org')
    expect(rows[0]!.org).toBeNull()
  }
})

test('the clock of a test moves, and the application cannot move it', async () => {
  const org = await db.newOrganisation()
  await db.setClock(new Date('2027-04-01T00:00:00Z'))
  const at = await db.inOrganisation(org, instantOf)
  expect(at.toISOString().slice(0, 10)).toBe('2027-04-01')
  await db.setClock(undefined)
  await expect(db.inOrganisation(org, (tx) => sql`update test_clock set ahead = '1 day'`.execute(tx))).rejects.toThrow(
    /permission denied/,
  )
})
