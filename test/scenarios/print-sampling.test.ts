import { beforeAll, expect, test } from 'vitest'
import type { InputOf } from '../../src/base/endpoint.ts'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { verifyApart } from '../../src/engines/print-match/index.ts'
import { equipPrintChecks } from '../../src/operation/print-checks/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { data, LONG, usePrintHouse } from '../harness/print-house.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** 抜き取りをすり抜けようとする人: who knows what is right, who chooses what is looked at, who scans before there is a lot. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, newJobToDeliver, put, verify, look, stageOf, states } = house

let jobId: string
beforeAll(async () => {
  jobId = await newJobToDeliver()
}, LONG)

const register = async (who: string, more: Partial<InputOf<typeof prints.registerLot>> = {}) =>
  (await as(who)).call(prints.registerLot, { jobId, ...more })
const sampleOf = async (who = 'own2-second') => (await as(who)).call(prints.readSample, { jobId })
async function enter(who: string, at = 0) {
  const sample = await sampleOf(who)
  return (await as(who)).call(prints.enterSampleItem, house.entryOf(jobId, sample, sample.items[at]!))
}
async function filesOf() {
  const { slots, runs } = await look(jobId)
  const fileOf = (slot: string) => slots.find((one) => one.slot === slot)!.files[0]!.fileId
  return { data: fileOf('data'), pdf: fileOf('pdf'), runId: runs.find(({ kind }) => kind === 'production')!.runId }
}

test('抽選のあとにデータを見た人は開封できず、開封する人は終わるまで見られない', { timeout: LONG }, async () => {
  await register('a-worker')
  const files = await filesOf()
  const looks = {
    file: async (who: string) => (await as(who)).send(prints.downloadPrintFile, { jobId, fileId: files.data }),
    page: async (who: string) => (await as(who)).send(prints.printFileImage, { jobId, fileId: files.pdf, page: '1' }),
    sheet: async (who: string) => (await as(who)).send(prints.readSheet, { jobId, runId: files.runId, sheet: '1' }),
    image: async (who: string) => (await as(who)).send(prints.printPageImage, { jobId, runId: files.runId, page: '1' }),
  }
  expect((await looks.page('own2-worker')).status).toBe(200)
  expect(await sampleOf('own2-worker')).toMatchObject({ mayEnter: false, hasSeen: true })
  await expect(enter('own2-worker')).rejects.toMatchObject({ code: 'sample_not_blind' })
  // Whoever may not finish an opening begins none either, and blocks nobody.
  expect((await sampleOf('own2-supervisor')).mayEnter).toBe(false)
  await expect(enter('own2-supervisor')).rejects.toMatchObject({ code: 'not_allowed' })
  expect(await sampleOf()).toMatchObject({ mayEnter: true, hasSeen: false })
  const whoOpens = async () => stageOf(await look(jobId), 'delivery').missing.map(({ code, people }) => [code, people])
  expect(await whoOpens()).toEqual([['sample', ['見本 八重', '見本 九子']]])
  await enter('own2-second')
  expect(await whoOpens(), 'nobody else can end what somebody began').toEqual([['sample', ['見本 九子']]])
  for (const [how, see] of Object.entries(looks)) {
    const answer = await see('own2-second')
    expect([how, answer.status, await answer.json()]).toMatchObject([
      how,
      409,
      { refusal: { code: 'sample_not_blind' } },
    ])
  }
  expect((await looks.file('own2-worker')).status).toBe(200)
  expect((await looks.file('a-worker')).status).toBe(200)
  const { opener, revisionHash } = await finishRest()
  expect(await whoOpens()).toEqual([['decision', ['見本 九子']]])
  await opener.call(prints.finishOpening, { jobId, revisionHash })
  expect((await looks.file('own2-second')).status).toBe(200)
  // Another PDF: what was opened is paper of the one before, and nothing of it passes for the new one.
  await put(jobId, 'pdf')
  await verify(jobId, 'production')
  await house.decide('own2-worker', jobId, 'production', 'process-hearing')
  const { missing, panel } = stageOf(await look(jobId), 'delivery')
  expect(missing.map(({ code }) => code)).toContain('lot')
  await expect(opener.call(prints.finishOpening, { jobId, revisionHash: panel.revisionHash })).rejects.toMatchObject({
    code: 'check_not_ready',
  })
})

async function finishRest() {
  const { items, revisionHash } = await sampleOf()
  for (const at of items.keys()) if (items[at]!.sides.some(({ entry }) => !entry)) await enter('own2-second', at)
  return { opener: await as('own2-second'), revisionHash }
}

/** What the machine says of a scan here. */
const saying = (outcome: 'mismatches' | 'unverified') =>
  house.letSay((run) => ({
    ...house.right(run),
    outcome,
    ok: run.data.records.length - 1,
    ...(outcome === 'mismatches' ? { mismatchCount: 1 } : { unverified: 1 }),
  }))
const stops = () =>
  db.asOwner<{ lot: string }>(
    `select facts->>'lotId' as lot from event where subject_id = $1 and type = 'print_job.lot_stopped' order by id`,
    [jobId],
  )

test(
  'スキャンは登録したロットのもの。引き直しても付いて回り、刷り直せば別のロットのもの',
  { timeout: LONG },
  async () => {
    jobId = await newJobToDeliver()
    // Scanned before there is a lot, what is wrong on it would stop none.
    await expect(put(jobId, 'scan', 'own2-worker')).rejects.toMatchObject({ code: 'check_not_ready' })
    await register('a-worker')
    await put(jobId, 'scan', 'own2-worker')
    saying('unverified')
    await verify(jobId, 'scan')
    expect([await stops(), (await look(jobId)).lot!.isStopped]).toEqual([[], false])
    house.letSay(house.right)
    await put(jobId, 'scan', 'own2-worker')
    await (await as('own2-second')).call(prints.redrawSample, { jobId, reason: '番号を先に伝えてしまった。' })
    const { missing } = stageOf(await look(jobId), 'delivery')
    expect(missing.map(({ code }) => code)).toContain('run')
    saying('mismatches')
    await verify(jobId, 'scan')
    house.letSay(house.right)
    const { lot } = await look(jobId)
    expect([lot!.number, lot!.isStopped, await stops()]).toEqual([2, true, [{ lot: lot!.lotId }]])
    // Printed anew, the scans of what was stopped are none of it, and stop it no more.
    await register('own2-second', { reason: '全数を刷り直した。' })
    await expect(verify(jobId, 'scan')).rejects.toMatchObject({ code: 'files_missing' })
    await put(jobId, 'scan', 'own2-worker', undefined, true)
    expect((await look(jobId)).slots.find(({ slot }) => slot === 'scan')!.files).toHaveLength(1)
    await verify(jobId, 'scan')
    expect([(await look(jobId)).lot!.isStopped, (await states(jobId))[3]]).toEqual([false, 'waiting'])
  },
)

test('どのPDFの境も開ける。ロールの境と、各項目の最も長い値も', { timeout: LONG }, async () => {
  await put(jobId, 'pdf', 'a-worker', await drawNotices(data.slice(0, 13)))
  await put(jobId, 'pdf', 'a-worker', await drawNotices(data.slice(13)), true)
  equipPrintChecks(house.web.parts.database, { ...house.equipment, verify: verifyApart })
  await verify(jobId, 'production')
  equipPrintChecks(house.web.parts.database, house.equipment)
  await house.decide('own2-worker', jobId, 'production', 'process-hearing')
  const rolls = [
    { kind: 'roll' as const, name: 'ロール1', from: 1, until: 20 },
    { kind: 'roll' as const, name: 'ロール2', from: 21, until: 30 },
  ]
  await expect(register('own2-second', { batches: rolls.slice(1), reason: '刷り直した。' })).rejects.toMatchObject({
    code: 'lot_wrong',
  })
  const packs = { kind: 'batch' as const, name: '束1', from: 1, until: 30 }
  await register('own2-second', { batches: [...rolls, packs], reason: '刷り直した。', badShare: 0.05, confidence: 0.9 })
  const { items } = await sampleOf()
  const why = new Map(items.map(({ item, reasons }) => [item, reasons]))
  for (const at of [13, 20])
    expect([why.get(at), why.get(at + 1)]).toMatchObject([
      expect.arrayContaining(['batch_last']),
      expect.arrayContaining(['batch_first']),
    ])
  for (const column of [2, 3]) {
    const longest = Math.max(...data.map(({ values }) => values[column]!.length))
    const opened = items.filter(({ reasons }) => reasons.includes('longest_name')).map(({ item }) => data[item - 1]!)
    expect(opened.some(({ values }) => values[column]!.length === longest)).toBe(true)
  }
})
