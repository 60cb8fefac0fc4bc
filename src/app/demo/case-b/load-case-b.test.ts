import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRealWeb, type RealWeb } from '../../../../test/harness/real-web.ts'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { verifyApart } from '../../../engines/print-match/index.ts'
import { printIncidents } from '../../composition/print-incidents.ts'
import { verifyRun } from '../../../operation/print-checks/index.ts'
import { loadDemo, type LoadedDemo } from '../load-demo.ts'
import { CASE_B_TITLE, loadCaseB } from './load-case-b.ts'
import { caseBShown } from './show-case-b.ts'

const LONG = 120_000
const db = useTestDatabase()
let web: RealWeb
let demo: LoadedDemo
beforeAll(async () => {
  web = await startRealWeb(db)
  demo = await loadDemo(web.parts.database)
}, LONG)
afterAll(() => web?.close())

test('デモの事例B: 校了まで通った案件が、裏面のずれた本番PDFで止まる', { timeout: LONG }, async () => {
  const { database, vault } = web.parts
  const equipment = { vault, verify: verifyApart, incidents: printIncidents }
  const shown = async () => (await db.inOrganisation(demo.orgId, caseBShown)).job
  expect(await shown()).toBeUndefined()
  await loadCaseB(database, demo.orgId, equipment)
  expect(await shown()).toMatchObject({ title: CASE_B_TITLE })
  expect(await shown()).not.toHaveProperty('verified')
  const run = await db.inOrganisation(demo.orgId, (tx) =>
    tx.selectFrom('print_run').where('kind', '=', 'production').select(['id', 'state']).executeTakeFirstOrThrow(),
  )
  expect(run.state).toBe('waiting')
  const context = { signal: new AbortController().signal, isLastAttempt: true, reportProgress: () => Promise.resolve() }
  await verifyRun(database, demo.orgId, run.id, context, equipment)
  const { verified } = (await shown())!
  expect(verified).toMatchObject({ isRight: false, sheets: 700 })
  expect(verified!.right).toBeLessThan(10)
  const stages = await db.asOwner<{ gate: string; state: string }>(
    `select gate, state from gate_progress where gate like 'print-checks.%' and gate not like '%sign-off' order by gate`,
  )
  expect(stages).toEqual([
    { gate: 'print-checks.delivery', state: 'waiting' },
    { gate: 'print-checks.production', state: 'stopped' },
    { gate: 'print-checks.proof', state: 'passed' },
    { gate: 'print-checks.settings', state: 'passed' },
  ])
  // A worker that died may be asked again.
  await loadCaseB(database, demo.orgId, equipment)
  expect(await db.asOwner('select count(*)::int as jobs from print_job')).toEqual([{ jobs: 1 }])
})
