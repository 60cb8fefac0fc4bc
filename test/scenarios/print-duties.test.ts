import { afterEach, expect, test } from 'vitest'
import { businessInstantFrom } from '../../src/base/business-hours.ts'
import { businessHoursOf } from '../../src/kernel/obligations/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { printWorkOf } from '../../src/operation/print-checks/equipment.ts'
import * as keeping from '../../src/operation/print-checks/keeping/contract.ts'
import * as nudging from '../../src/operation/print-checks/nudging/contract.ts'
import * as looking from '../../src/operation/print-checks/looking/contract.ts'
import { reportParts } from '../../src/operation/print-checks/looking/report-parts.ts'
import { registerLot } from '../../src/operation/print-checks/operations/register-lot.ts'
import { refreshChain } from '../../src/operation/print-checks/stages/refresh-chain.ts'
import { USUAL_PLAN } from '../../src/operation/print-checks/rules/sampling-plan.ts'
import { data, LONG, specification, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** What people owe around a print job: findings seen anew, stopped lots explained and told on, reminders, disposal. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, newJob, newJobToDeliver, look, stageOf, states, decide, answersOf, open } = house
const DAY_MS = 86_400_000
afterEach(() => db.setClock(undefined))
/** Left by the test of a whole job for the one about its files. */
let deliveredId: string
const { handInSettings, approveSettings } = house

test('判定が同じでも指摘が変われば、前の指摘を見て通した確認は数えない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const lacking = (kinds: string) =>
    db.asOwner(
      `insert into print_run (org_id, id, job_id, kind, input_hash, file_ids, state, outcome, lacks, page_count, sheet_count,
         record_count, ok_count, engine, started_by, finished_at)
       select org_id, gen_random_uuid(), job_id, kind, input_hash, file_ids, state, outcome, $2::text[], page_count, sheet_count,
         record_count, ok_count, engine, started_by, clock_timestamp()
       from print_run where job_id = $1 and kind = 'test' order by created_at limit 1`,
      [jobId, kinds],
    )
  const refresh = () => db.inOrganisation(house.demo.orgId, (tx) => refreshChain(tx, house.equipment, jobId))
  const rules = async () =>
    stageOf(await look(jobId), 'settings').panel.stations.flatMap(({ findings }) => findings.map(({ rule }) => rule))
  await lacking('{many_children}')
  await refresh()
  expect(await rules()).toEqual(['test-data-lacks-many_children'])
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await lacking('{empty_field}')
  await refresh()
  expect(await rules()).toEqual(['test-data-lacks-empty_field'])
  const panel = stageOf(await look(jobId), 'settings').panel
  expect(panel.stations.find(({ check }) => check === 'specification-settled')!.state).toBe('waiting')
  await expect(decide('own2-supervisor', jobId, 'settings', 'check-meeting')).rejects.toMatchObject({
    code: 'check_not_ready',
  })
  // Whoever passed on the old findings looks again, and is not shut out by it.
  await approveSettings(jobId)
  expect((await states(jobId))[0]).toBe('passed')
})

test(
  '止めたロットは、とった処置とともに、納品までの全員が印を付ける。未開封の抽選は理由を書いて引き直す',
  { timeout: LONG },
  async () => {
    const jobId = await newJobToDeliver()
    await (await as('a-worker')).call(prints.registerLot, { jobId })
    const second = await as('own2-second')
    const { items, lot } = await second.call(prints.readSample, { jobId })
    const { sampleId } = lot.sample
    const wrong = answersOf(items[0]!).map((one) => ({ ...one, typed: '別の 世帯' }))
    await second.call(prints.enterSampleItem, { jobId, sampleId, item: items[0]!.item, answers: wrong })
    const stopped = stageOf(await look(jobId), 'delivery').missing.find(({ code }) => code === 'lot_stopped')
    expect(stopped!.people).toEqual(['見本 八重', '見本 九子'])
    const redraw = async (who: string, reason: string) => (await as(who)).call(prints.redrawSample, { jobId, reason })
    await expect(redraw('own2-second', '見えてしまった')).rejects.toMatchObject({ code: 'sample_opened' })

    // A person tells the privacy office; nothing tells it by itself.
    const owed = () =>
      db.asOwner<{ due_on: string; discharged_at: Date | null }>(
        `select due_on::text, discharged_at from obligation where kind = 'incidents.first_report' and subject_id = $1`,
        [jobId],
      )
    expect(await owed()).toEqual([])
    await expect(
      (await as('a-worker')).call(prints.reportStoppedLot, { jobId, lotId: lot.lotId }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    const told = await second.call(prints.reportStoppedLot, { jobId, lotId: lot.lotId })
    const { report } = told.lot!.stopped[0]!
    expect(report).toMatchObject({ itemCount: data.length, openedCount: 1, mismatchCount: wrong.length })
    expect(report!.sentence.ja).toContain('開封した1件のうち')
    expect(report!.link).toMatch(/^\/obligations\//)
    for (const value of data[items[0]!.item - 1]!.values) expect(JSON.stringify(report)).not.toContain(value)
    await expect(second.call(prints.reportStoppedLot, { jobId, lotId: lot.lotId })).rejects.toMatchObject({
      code: 'already_reported',
    })
    expect(await owed()).toMatchObject([{ discharged_at: null }])
    expect((await (await as('a-worker')).call(prints.readPrintJob, { jobId })).lot!.stopped[0]!.report).toBeUndefined()
    const answer = { jobId, reportId: report!.reportId, text: '全数が工場にあることを確かめた。出荷はない。' }
    await expect(second.call(prints.answerLotReport, answer)).rejects.toMatchObject({ code: 'not_allowed' })
    const answered = await (await as('privacy-office')).call(prints.answerLotReport, answer)
    expect(answered.lot!.stopped[0]!.report!.answer).toMatchObject({ text: answer.text })
    expect((await owed())[0]!.discharged_at).not.toBeNull()

    // Printed anew, and drawn anew before anybody opened it.
    const done = '全数を裁断し、面付けを直して刷り直した。'
    await second.call(prints.registerLot, { jobId, reason: done })
    await expect(redraw('a-worker', '引き直したい')).rejects.toMatchObject({ code: 'not_allowed' })
    const why = '抽選された番号を、開封の前に印刷会社へ伝えてしまったため。'
    expect((await redraw('own2-second', why)).lot).toMatchObject({ number: 3, isRedrawn: true, reason: why })
    // One item of it is opened, and another lot takes its place: that is not done in silence either.
    const left = await second.call(prints.readSample, { jobId })
    await second.call(prints.enterSampleItem, house.entryOf(jobId, left, left.items[0]!))
    const other = '汚れがあったため、全数を刷り直した。'
    // By whom it is witnessed later: a workplace of two people has nobody else.
    await (await as('own2-worker')).call(prints.registerLot, { jobId, reason: other })
    const { revisionHash } = await open(jobId)
    const sample = await second.call(prints.readSample, { jobId })
    expect(sample.findings.map(({ rule, facts }) => [rule, facts])).toEqual([
      ['earlier-lot-sample', { lot: 1, done }],
      ['sample-redrawn', { lot: 2, reason: why }],
      ['earlier-lot-replaced', { lot: 3, count: 1, reason: other }],
    ])
    await expect(second.call(prints.finishOpening, { jobId, revisionHash })).rejects.toMatchObject({
      code: 'findings_not_ticked',
    })
    await second.call(prints.finishOpening, { jobId, revisionHash, findingIds: sample.findings.map(({ id }) => id!) })
    await expect(
      decide('own2-worker', jobId, 'delivery', 'sample-witnessed', { findingIds: [] }),
    ).rejects.toMatchObject({ code: 'findings_not_ticked' })
    await decide('own2-worker', jobId, 'delivery', 'sample-witnessed')
    await decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')
    await (await as('own2-worker')).call(prints.makeHandOver, { jobId, revisionHash })
    expect((await states(jobId))[3]).toBe('passed')
    deliveredId = jobId
  },
)

test('待ったままの確認は催促し、さらに待つと上の人に知らせる。一度ずつ', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const { database } = house.web.parts
  const { orgId } = house.demo
  const hours = await db.inOrganisation(orgId, (tx) => businessHoursOf(tx))
  await db.setClock(businessInstantFrom(new Date(Date.now() + 14 * DAY_MS), hours))
  const nudge = () => printWorkOf(database).nudgePrints(orgId)
  expect((await nudge()).unheard).toBe(0)
  const told = () =>
    db.asOwner<{ kind: string; name: string }>(
      `select n.kind, p.name from notice n join person p on p.org_id = n.org_id and p.id = n.person_id
       where n.subject_id = $1 and n.kind in ('print_checks.reminder', 'print_checks.escalated') order by 1, 2`,
      [jobId],
    )
  const before = await told()
  expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(['print_checks.escalated', 'print_checks.reminder']))
  expect((await nudge()).nudged).toBe(0)
  expect(await told()).toEqual(before)
})

test('催促の時間は会社が決め、上への連絡は催促のあとに限る', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const { database } = house.web.parts
  const { orgId } = house.demo
  const office = await as('privacy-office')
  const change = async (reminderAfterMinutes: number, escalationAfterMinutes: number, who = office) => {
    const { version } = await office.call(nudging.readPrintNudging, {})
    return who.call(nudging.changePrintNudging, { reminderAfterMinutes, escalationAfterMinutes, version })
  }
  expect(await office.call(nudging.readPrintNudging, {})).toMatchObject({
    reminderAfterMinutes: 120,
    escalationAfterMinutes: 240,
  })
  await expect(change(60, 60)).rejects.toMatchObject({ code: 'bad_input' })
  await expect(change(30, 60, await as('own2-worker'))).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(change(30, 60, await as('a-worker'))).rejects.toMatchObject({ code: 'not_allowed' })
  const changed = await change(30, 60)
  expect(changed).toMatchObject({ reminderAfterMinutes: 30, escalationAfterMinutes: 60 })
  await expect(
    office.call(nudging.changePrintNudging, { ...changed, version: changed.version - 1 }),
  ).rejects.toMatchObject({ code: 'stale_version' })
  await expect(
    db.asOwner('update print_nudging set escalation_after_minutes = 30 where org_id = $1', [orgId]),
  ).rejects.toThrow(/print_nudges_in_order/)
  expect(
    await db.asOwner(`select facts from event where type = 'print_setting.nudging_changed' and org_id = '${orgId}'`),
  ).toEqual([{ facts: { reminderAfterMinutes: 30, escalationAfterMinutes: 60 } }])

  // From a business hour on in which this job alone begins to wait: half an hour later, and not before.
  const hours = await db.inOrganisation(orgId, (tx) => businessHoursOf(tx))
  const morning = businessInstantFrom(new Date(Date.now() + 30 * DAY_MS), hours).getTime()
  await db.setClock(new Date(morning))
  await house.put(jobId, 'specification', 'a-worker', specification)
  await house.verify(jobId, 'test')
  const kinds = async (minutes: number) => {
    await db.setClock(new Date(morning + minutes * 60_000))
    await printWorkOf(database).nudgePrints(orgId)
    const told = await db.asOwner<{ kind: string }>(
      `select distinct kind from notice where subject_id = $1 and kind in ('print_checks.reminder', 'print_checks.escalated') order by 1`,
      [jobId],
    )
    return told.map(({ kind }) => kind.split('.')[1])
  }
  expect([await kinds(25), await kinds(35), await kinds(65)]).toEqual([[], ['reminder'], ['escalated', 'reminder']])
})

test(
  '納品から保存期間が過ぎると、データと現物の記録は消える。凍結の間は消えず、確認の記録は残る',
  { timeout: LONG },
  async () => {
    const jobId = deliveredId
    const office = await as('privacy-office')
    const work = printWorkOf(house.web.parts.database)
    const { orgId } = house.demo
    const freeze = { jobId, cause: 'lawsuit' as const, reason: '契約A-12の紛争に備えるため。' }
    await expect((await as('own2-worker')).call(keeping.freezePrint, freeze)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect((await office.call(keeping.freezePrint, freeze)).keeping!.freeze).toMatchObject({ reason: freeze.reason })
    expect((await look(jobId)).keeping!.freeze!.reason).toBeUndefined()
    await expect(office.call(keeping.freezePrint, freeze)).rejects.toMatchObject({ code: 'print_frozen' })
    const later = (days = 91) => db.setClock(new Date(Date.now() + days * DAY_MS))
    await later()
    expect(await work.purgePrints(orgId)).toBe(0)
    await expect(
      db.asOwner('update print_job set contents_erased_at = clock_now() where id = $1', [jobId]),
    ).rejects.toThrow(/frozen/)
    await db.setClock(undefined)
    await office.call(keeping.liftPrintFreeze, { jobId, reason: '紛争が終わった。' })
    expect(await work.purgePrints(orgId)).toBe(0) // too early
    // Printed once more a month later: what is opened of that lot is needed as long.
    await db.setClock(new Date(Date.now() + 30 * DAY_MS))
    await db.inOrganisation(orgId, async (tx) => {
      const further = { jobId, batches: [], restarts: [], spoiledCount: 0, ...USUAL_PLAN, reason: '追加で刷った。' }
      await registerLot(tx, house.actor('own2-second'), further, house.equipment)
    })
    await later()
    expect(await work.purgePrints(orgId)).toBe(0)
    await db.setClock(undefined)
    const before = await look(jobId)
    // The report for the delivery file says all of it.
    const sample = await (await as('own2-second')).call(prints.readSample, { jobId })
    const facts = { organisationName: '自社', job: before, runs: [], differences: [], sample, madeAt: new Date() }
    const told = JSON.stringify(reportParts(facts, 'ja'))
    for (const word of [
      before.slots.find(({ slot }) => slot === 'data')!.files[0]!.sha256,
      house.hearing.answers[0]!.answer,
      house.meeting.points[0]!.answer,
      house.meeting.decided,
      before.meeting!.shown.revisionHash,
      '2026年11月2日(月)',
      before.lot!.stopped[0]!.done!,
      before.lot!.stopped[0]!.report!.sentence.ja,
      before.lot!.reason!,
      '印を付けたもの',
    ])
      expect(told).toContain(word)
    const report = async () => (await (await as('own2-worker')).send(looking.downloadPrintReport, { jobId })).status
    expect(await report()).toBe(200)
    const pdf = before.slots.find(({ slot }) => slot === 'pdf')!.files[0]!
    await later(91 + 30)
    expect([await work.purgePrints(orgId), await work.purgePrints(orgId)]).toEqual([1, 0])
    await db.setClock(undefined)

    const job = await look(jobId)
    expect(job.keeping!.erasedAt).toBeDefined()
    expect(job.stages.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed', 'waiting'])
    expect(await report()).toBe(200)
    expect(job.handOver!.sha256).toBe(before.handOver!.sha256)
    const after = job.slots.find(({ slot }) => slot === 'pdf')!.files[0]!
    expect([after.sha256, after.name]).toEqual([pdf.sha256, ''])
    const printer = await as('a-worker')
    for (const refused of [
      () => printer.call(prints.downloadPrintFile, { jobId, fileId: pdf.fileId }),
      () => printer.call(prints.startVerification, { jobId, kind: 'production' }),
      () => office.call(prints.readSample, { jobId }),
      () => office.call(keeping.freezePrint, freeze),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'content_erased' })
    // Keys of everything that was typed from the paper, photographed or found are gone.
    const [left] = await db.asOwner<{ count: number }>(
      `select count(*)::int as count from file_key k where k.org_id = $1 and (k.file_id in (
       select f.vault_file_id from print_file f where f.job_id = $2 and f.slot not in ('test_specification', 'specification')
       union select r.result_file_id from print_run r where r.job_id = $2)
     or k.facts_id in (select e.typed_id from print_sample_entry e join print_sample s on s.id = e.sample_id
       join print_lot l on l.id = s.lot_id where l.job_id = $2))`,
      [orgId, jobId],
    )
    expect(left!.count).toBe(0)
  },
)
