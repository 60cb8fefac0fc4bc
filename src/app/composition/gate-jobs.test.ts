import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { company, type House, opened, passes } from '../../kernel/gates/company.fixture.ts'
import { countWaiting } from '../../kernel/gates/index.ts'
import { startWorker, type Worker } from '../../kernel/jobs/index.ts'
import {
  addPerson,
  changeUnit,
  declareAbsence,
  delegate,
  endMembership,
  mergePersons,
  moveUnit,
  setMembership,
} from '../../kernel/people/index.ts'
import { mergePreview } from '../../kernel/people/merge-preview.ts'
import { followStandings, gateJobs } from './gate-jobs.ts'

const db = useTestDatabase()
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
let worker: Worker

beforeAll(async () => {
  followStandings()
  // No schedule: the lists follow by the acts alone.
  worker = await startWorker({ database: db.database, jobs: gateJobs, schedules: [], log: silent })
})
afterAll(() => worker.stop({ timeoutSeconds: 5 }))

interface Scene {
  readonly house: House
  readonly actor: Actor
  readonly within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly waiting: (personId: string) => Promise<number>
}

/** A gate that waits for its approval, in a company of its own. */
async function waitingGate(): Promise<Scene> {
  const orgId = await db.newOrganisation()
  const within: Scene['within'] = (work) => db.inOrganisation(orgId, work)
  const house = await within(company)
  await within(async (tx) => passes(tx, await opened(tx, house), house.author, 'self-check'))
  const actor: Actor = { orgId, personId: house.officeOne, kind: 'account', via: 'test' }
  return { house, actor, within, waiting: (personId) => within((tx) => countWaiting(tx, personId)) }
}

const WAIT = { timeout: 120_000 }
const today = async (tx: Tx) =>
  (await tx.selectNoFrom((eb) => eb.fn<Date>('clock_now', []).as('at')).executeTakeFirstOrThrow()).at

test('役割が変わると、一覧がすぐに追いつく; an act that is rolled back changes nothing', async () => {
  const { house, actor, within, waiting } = await waitingGate()
  expect(await waiting(house.chief)).toBe(1)
  const membership = await within((tx) =>
    tx
      .selectFrom('membership')
      .where('person_id', '=', house.chief)
      .select(['id', 'version'])
      .executeTakeFirstOrThrow(),
  )
  const end = (tx: Tx) =>
    endMembership(tx, actor, { membershipId: membership.id, version: membership.version, untilOn: '2020-12-31' })
  await expect(
    within(async (tx) => {
      await end(tx)
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await within(end)
  await expect.poll(() => waiting(house.chief), WAIT).toBe(0)
  expect(await waiting(house.deputy)).toBe(1)
})

test('代理・新しい役割・統合にも追いつく', async () => {
  const { house, actor, within, waiting } = await waitingGate()
  const { id: helper } = await within((tx) => addPerson(tx, actor, { name: '試験 代理人', addresses: [] }))
  await within(async (tx) => {
    const untilAt = new Date((await today(tx)).getTime() + 86_400_000)
    await delegate(tx, actor, {
      kind: 'delegation',
      fromPersonId: house.chief,
      toPersonId: helper,
      role: 'supervisor',
      untilAt,
      reason: '試験',
    })
  })
  await expect.poll(() => waiting(helper), WAIT).toBe(1)

  const { id: third } = await within((tx) => addPerson(tx, actor, { name: '試験 三人目', addresses: [] }))
  await within((tx) =>
    setMembership(tx, actor, { personId: third, unitId: house.section, role: 'supervisor', fromOn: '2020-04-01' }),
  )
  await expect.poll(() => waiting(third), WAIT).toBe(1)

  // The deputy turns out to be the author: nobody approves their own.
  expect(await within((tx) => mergePreview(tx, { personId: house.deputy, intoId: house.author }))).toMatchObject({
    from: { name: '試験 副課長' },
    into: { name: '試験 起案' },
    gateCount: 0,
  })
  await within((tx) => mergePersons(tx, actor, { personId: house.deputy, version: 1, intoId: house.author }))
  await expect.poll(() => waiting(house.deputy), WAIT).toBe(0)

  // The section loses its supervisors and moves below another head: whoever supervises there is asked.
  await within(async (tx) => {
    const memberships = await tx
      .selectFrom('membership')
      .where('unit_id', '=', house.section)
      .where('role', '=', 'supervisor')
      .select(['id', 'version'])
      .execute()
    for (const { id, version } of memberships)
      await endMembership(tx, actor, { membershipId: id, version, untilOn: '2020-12-31' })
  })
  await expect.poll(() => waiting(house.director), WAIT).toBe(1)
})

test('先の日付の代理は、始まるときと終わるときに一覧を作り直す', async () => {
  const { house, actor, within } = await waitingGate()
  const [fromAt, untilAt] = [new Date('2099-12-01T00:00:00Z'), new Date('2099-12-02T00:00:00Z')]
  await within((tx) =>
    delegate(tx, actor, {
      kind: 'delegation',
      fromPersonId: house.chief,
      toPersonId: house.director,
      role: 'supervisor',
      fromAt,
      untilAt,
      reason: '試験',
    }),
  )
  const starts = await db.asOwner<{ at: Date }>(
    `select start_after as at from pgboss.job
     where name = 'gates.rebuild-progress' and data->>'orgId' = $1 and start_after > '2099-01-01' order by 1`,
    [actor.orgId],
  )
  expect(starts.map(({ at }) => at)).toEqual([fromAt, untilAt])
})

test('不在と組織の変更も、同じ仕事を頼む; one job however many changes', async () => {
  const { house, actor, within } = await waitingGate()
  const jobs = async () =>
    (
      await db.asOwner<{ count: string }>(
        `select count(*) from pgboss.job where name = 'gates.rebuild-progress' and data->>'orgId' = $1`,
        [actor.orgId],
      )
    )[0]!.count
  const before = Number(await jobs())
  await within(async (tx) => {
    const at = await today(tx)
    const untilAt = new Date(at.getTime() + 3_600_000)
    await declareAbsence(tx, actor, { personId: house.chief, fromAt: at, untilAt })
    await changeUnit(tx, actor, { unitId: house.section, version: 1, name: '第一課' })
    await moveUnit(tx, actor, { unitId: house.section, version: 2, parentId: null })
  })
  // One now, and one each when the absence begins and ends.
  expect(Number(await jobs())).toBe(before + 3)
})

test('統合の前に、二人が別々に関わった関門の数を言う', async () => {
  const { house, actor, within } = await waitingGate()
  await within(async (tx) => {
    const ref = await opened(tx, house, { requirements: { approval: { count: 2 } } })
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
  })
  const preview = (one: string, other: string) => within((tx) => mergePreview(tx, { personId: one, intoId: other }))
  // What the chief has passed is the author's; of the deputy, who decided nothing, no gate knows.
  expect((await preview(house.chief, house.author)).gateCount).toBe(1)
  expect((await preview(house.chief, house.deputy)).gateCount).toBe(0)
  expect((await preview(house.chief, house.chief)).obstacle).toBe('same_record')
  await within(async (tx) => {
    for (const [personId, role] of [
      [house.officeOne, 'privacy_officer'],
      [house.officeTwo, 'audit_officer'],
    ] as const)
      await setMembership(tx, actor, { personId, unitId: house.head, role, fromOn: '2020-04-01' })
  })
  expect((await preview(house.officeOne, house.officeTwo)).obstacle).toBe('officers_must_differ')
  await expect(
    within((tx) => mergePersons(tx, actor, { personId: house.officeOne, version: 1, intoId: house.officeTwo })),
  ).rejects.toMatchObject({ code: 'officers_must_differ' })
})
