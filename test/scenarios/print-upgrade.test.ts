import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownMigrations, MIGRATIONS } from '../../src/kernel/db/migration-files.ts'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { setConstraintsAside } from '../../src/kernel/db/stored-tables.ts'
import { emptyDatabase } from '../harness/backup-house.ts'

/** Print jobs of an office that comes from the version before: what they had recorded is still there, and told apart. */
let made: Awaited<ReturnType<typeof emptyDatabase>>
let owner: pg.Client

const LAST_BEFORE = '0040_print_meeting.sql'
const [orgId, job, other] = [randomUUID(), randomUUID(), randomUUID()]
const hash = 'a'.repeat(64)
const at = (minute: number) => `2026-11-02T01:${String(minute).padStart(2, '0')}:00Z`

beforeAll(async () => {
  made = await emptyDatabase()
  const only = (await knownMigrations(MIGRATIONS)).filter((name) => name <= LAST_BEFORE)
  await migrate(made.ownerUrl, MIGRATIONS, { only })
  owner = new pg.Client({ connectionString: made.ownerUrl })
  await owner.connect()
}, 120_000)
afterAll(async () => {
  await owner?.end()
  await made?.close()
})

/** Rows as the older program left them; what else they hang on is not what is tried here. */
async function lot(jobId: string, number: number, permitId: string, minute: number): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into print_lot (org_id, id, job_id, number, production_permit_id, item_count, batches, population_hash, registered_by, created_at)
     values ($1, $2, $3, $4, $5, 1, '[]', $6, $7, $8)`,
    [orgId, id, jobId, number, permitId, hash, randomUUID(), at(minute)],
  )
  return id
}
async function passage(jobId: string, stage: string, minute: number, earlier?: [stage: string, permitId: string]) {
  const id = randomUUID()
  await owner.query(
    `insert into print_passage (org_id, job_id, stage, permit_id, effect, opening_id, revision, revision_hash, earlier_stage, earlier_permit_id, passed_at)
     values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10)`,
    [orgId, jobId, stage, id, `print-checks.${stage}`, randomUUID(), hash, earlier?.[0], earlier?.[1], at(minute)],
  )
  return id
}
async function meeting(jobId: string, minute: number): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into print_meeting (org_id, id, job_id, revision_hash, run_id, difference_count, held_on, said_id, commitment, person_id, created_at)
     values ($1, $2, $3, $4, $5, 0, '2026-11-02', $5, $4, $5, $6)`,
    [orgId, id, jobId, hash, randomUUID(), at(minute)],
  )
  return id
}

test('前の版の納品とチェック会議の記録は、移行のあとも残り、納品はその時のロットを名指しする', async () => {
  await setConstraintsAside(owner)
  const settings = await passage(job, 'settings', 0)
  const proof = await passage(job, 'proof', 1, ['settings', settings])
  const production = await passage(job, 'production', 2, ['proof', proof])
  await lot(job, 1, production, 3)
  const second = await lot(job, 2, production, 4)
  const delivery = await passage(job, 'delivery', 5, ['production', production])
  // Delivered, and a further lot of the same data; another printed anew from other data, delivered behind them.
  const third = await lot(job, 3, production, 6)
  const anew = await passage(job, 'production', 7, ['proof', proof])
  const fourth = await lot(job, 4, anew, 8)
  const last = await passage(job, 'delivery', 9, ['production', anew])
  const thirds = await passage(job, 'delivery', 6, ['production', production])
  const theirs = await passage(other, 'production', 0, ['proof', randomUUID()])
  await lot(other, 1, theirs, 1)
  // Written in another order than they were recorded in.
  const [late, early] = [await meeting(job, 30), await meeting(job, 20)]
  await owner.query('alter table print_passage enable trigger all; alter table print_meeting enable trigger all')

  await migrate(made.ownerUrl)
  const { rows: named } = await owner.query<{ permit_id: string; lot_id: string | null }>(
    'select permit_id, lot_id from print_passage where job_id = $1 order by passed_at, stage desc',
    [job],
  )
  const lots = new Map(named.map((row) => [row.permit_id, row.lot_id]))
  expect([delivery, thirds, last].map((id) => lots.get(id))).toEqual([second, third, fourth])
  expect([settings, proof, production, anew].map((id) => lots.get(id))).toEqual([null, null, null, null])
  const { rows: meetings } = await owner.query<{ id: string; seq: number }>(
    'select id from print_meeting order by seq desc',
  )
  expect(meetings.map(({ id }) => id)).toEqual([late, early])
  const newest = await meeting(job, 10)
  const { rows: next } = await owner.query<{ id: string }>('select id from print_meeting order by seq desc limit 1')
  expect(next).toEqual([{ id: newest }])
  await expect(owner.query('update print_passage set lot_id = null')).rejects.toThrow(/append-only/)
  await expect(owner.query('update print_meeting set seq = default')).rejects.toThrow(/append-only/)
}, 120_000)
