import { text } from 'node:stream/consumers'
import { beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import type { DownloadRoute } from '../db/route.ts'
import { actorOf, company, finalReport, inspection } from './company.fixture.ts'
import { dischargeObligation } from './operations/discharge-obligation.ts'
import { openObligation } from './operations/open-obligation.ts'
import { linesFor, linesOfAll } from './obligation-lines.ts'
import { obligationRoutes } from './routes.ts'

const db = useTestDatabase()
beforeEach(() => db.setClock(new Date('2026-11-23T03:00:00Z')))

/** Two for the unit's manager, one of them overdue; one for the officer; one for a named worker, done. */
async function house() {
  const orgId = await db.newOrganisation()
  const run: <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => Promise<T> = (work) =>
    db.inOrganisation(orgId, work)
  const people = await run(company)
  await run(async (tx) => {
    const actor = await actorOf(tx, people.officer)
    const open = (definition: typeof inspection, dueOn: string, more: object) =>
      openObligation(tx, definition, { actor, subject: { kind: 'site', id: newId() }, dueOn, basis: 'trial', ...more })
    await open(inspection, '2026-11-30', { unitId: people.section })
    await open(inspection, '2026-11-20', { unitId: people.section })
    await open(finalReport, '2026-12-10', {})
    const done = await open(inspection, '2026-11-25', { personId: people.worker })
    const evidence = { kind: 'event', id: newId() }
    await dischargeObligation(tx, { actor, obligationId: done.id, evidence })
  })
  const of = (personId: string, show: 'open' | 'overdue' | 'discharged' = 'open') =>
    run(async (tx) => (await linesFor(tx, personId, { size: 50, show })).items)
  return { orgId, run, people, of }
}

test('期限の一覧: mine are those of my role at my unit, the nearest first, and what has passed is overdue', async () => {
  const { people, of } = await house()
  expect(await of(people.manager)).toMatchObject([
    { dueOn: '2026-11-20', state: 'overdue', word: inspection.word, responsible: { ja: '職場責任者(一課)' } },
    { dueOn: '2026-11-30', state: 'open', responsible: { en: 'Workplace manager (一課)' } },
  ])
  expect(await of(people.manager, 'overdue')).toHaveLength(1)
  expect(await of(people.officer)).toMatchObject([{ dueOn: '2026-12-10', responsible: { ja: '個人情報保護管理者' } }])
  expect(await of(people.worker)).toEqual([])
  expect(await of(people.worker, 'discharged')).toMatchObject([
    { state: 'discharged', responsible: { ja: '試験 担当' }, dischargedAt: expect.any(String) },
  ])
  expect(await of(people.supervisor)).toEqual([])
})

test('期限の一覧: all of the organisation page by cursor without loss, also backwards in time', async () => {
  const { run } = await house()
  const walk = async (show: 'open' | 'discharged') => {
    const days: string[] = []
    let cursor: string | undefined
    do {
      const page = await run((tx) => linesOfAll(tx, { size: 1, show, cursor }))
      days.push(...page.items.map(({ dueOn }) => dueOn))
      cursor = page.nextCursor
    } while (cursor)
    return days
  }
  expect(await walk('open')).toEqual(['2026-11-20', '2026-11-30', '2026-12-10'])
  expect(await walk('discharged')).toEqual(['2026-11-25'])
  await expect(run((tx) => linesOfAll(tx, { size: 1, show: 'open', cursor: 'x' }))).rejects.toMatchObject({
    code: 'bad_input',
  })
})

test('期限の書き出し: everybody takes out their own, and an event says how many', async () => {
  const { run, people } = await house()
  const route = obligationRoutes.find(({ endpoint }) => endpoint.path === '/api/obligations/export') as DownloadRoute
  const file = await run(async (tx) =>
    route.run(tx, await actorOf(tx, people.manager), route.endpoint.input.parse({ format: 'csv' }) as never),
  )
  const rows = (await text(file.content)).trimEnd().split('\r\n')
  expect(rows).toHaveLength(3)
  expect(rows[1]).toBe('2026-11-20,期限超過,月次の立入点検,,職場責任者(一課),2026-11-20,')
  const events = await run((tx) =>
    tx.selectFrom('event').where('type', '=', 'sheet_export.made').select('facts').execute(),
  )
  expect(events).toEqual([{ facts: { list: 'obligations.mine', rowCount: 2, format: 'csv' } }])
})
