import { randomBytes, randomUUID } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import pg from 'pg'
import { expect, test } from 'vitest'
import { printSampleOfLot } from '../../src/app/cli/print-sample.ts'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import { CannotVerify, verifyApart } from '../../src/engines/print-match/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { adoptFile, equipPrintChecks } from '../../src/operation/print-checks/index.ts'
import { GOOD_CAMERA, photographedPages } from '../harness/print-photos.ts'
import { asPdf, codePng, codesPng } from '../harness/print-pdfs.ts'
import { data, LONG, usePrintHouse } from '../harness/print-house.ts'
import { dotsOf, TIFF_CODINGS, tiffFile } from '../harness/print-tiffs.ts'
import { tiffThroughThePage } from '../harness/tiff-through-page.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** Production data, the printed lot and its delivery: through the API as those who must not, and past the program in the database. */
const db = useTestDatabase()
const house = usePrintHouse(db, { hasScreens: true })
const { as, actor, newJob, put, verify, look, stageOf, states, decide, hearing, answersOf, open } = house
const { approveSettings, passSettings, passProof, handInProduction, passProduction } = house

test('照合できなかったものは、正しいとはされない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  house.letSay(() => {
    throw new CannotVerify('pdf_encrypted', { file: 'honban.pdf' })
  })
  await handInProduction(jobId)
  house.letSay(house.right)
  const job = await look(jobId)
  expect(job.runs.find(({ kind }) => kind === 'production')).toMatchObject({ state: 'done', outcome: 'unverified' })
  expect(stageOf(job, 'production').state).toBe('stopped')
  await expect((await as('own2-worker')).call(prints.recordHearing, { jobId, ...hearing })).resolves.toMatchObject({
    jobId,
  })
  expect((await states(jobId))[2]).toBe('stopped')
})

test('開封と立会いは別の人、承認はさらに別の人。途中の人は代われない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const printer = await as('a-worker')
  // Which items are opened is not the printer's to know before the first is open.
  const hidden = await printer.call(prints.readSample, { jobId })
  expect([hidden.items, hidden.seed]).toEqual([[], ''])
  const sample = await (await as('own2-second')).call(prints.readSample, { jobId })
  const [first] = sample.items
  const entry = { jobId, sampleId: sample.lot.sample.sampleId, item: first!.item, answers: answersOf(first!) }
  await expect(printer.call(prints.enterSampleItem, entry)).rejects.toMatchObject({ code: 'not_allowed' })
  const second = await as('own2-second')
  await expect(second.call(prints.finishOpening, { jobId, revisionHash: sample.revisionHash })).rejects.toMatchObject({
    code: 'sample_mismatch',
  }) // nothing was opened
  const { opener, revisionHash } = await open(jobId)
  expect((await printer.call(prints.readSample, { jobId })).items).toHaveLength(sample.items.length)
  await expect(opener.call(prints.enterSampleItem, entry)).rejects.toMatchObject({ code: 'already_decided' })
  await expect((await as('own2-worker')).call(prints.enterSampleItem, entry)).rejects.toMatchObject({
    code: 'same_person',
  })
  // A click is no opening.
  await expect(decide('own2-second', jobId, 'delivery', 'sample-opened')).rejects.toMatchObject({
    code: 'check_not_ready',
  })
  await opener.call(prints.finishOpening, { jobId, revisionHash })
  await expect(decide('own2-second', jobId, 'delivery', 'sample-witnessed')).rejects.toMatchObject({
    code: 'same_person',
  })
  await decide('own2-worker', jobId, 'delivery', 'sample-witnessed')
  for (const printer of ['a-worker', 'a-supervisor'])
    await expect(decide(printer, jobId, 'delivery', 'delivery-approval')).rejects.toMatchObject({
      status: expect.any(Number) as number,
    })
  const keeper = await as('own2-worker')
  await expect(keeper.call(prints.makeHandOver, { jobId, revisionHash })).rejects.toMatchObject({ code: 'gate_closed' })
  await decide('own2-supervisor', jobId, 'delivery', 'delivery-approval')
  await expect(keeper.call(prints.makeHandOver, { jobId, revisionHash: 'a'.repeat(64) })).rejects.toMatchObject({
    code: 'stale_revision',
  })
  await keeper.call(prints.makeHandOver, { jobId, revisionHash })
  const delivered = `select lot_id from print_passage where job_id = $1 and stage = 'delivery'`
  expect(await db.asOwner(delivered, [jobId])).toEqual([{ lot_id: sample.lot.lotId }])
  await expect(keeper.call(prints.makeHandOver, { jobId, revisionHash })).rejects.toMatchObject({
    code: 'permit_consumed',
  })
})

test('一つの不一致でロットは止まり、刷り直しは委託元が理由を書いて登録する', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const opener = await as('own2-second')
  const { items, lot } = await opener.call(prints.readSample, { jobId })
  const answers = answersOf(items[0]!).map((one) => ({ ...one, typed: '別の 世帯' }))
  const { sampleId } = lot.sample
  expect(await opener.call(prints.enterSampleItem, { jobId, sampleId, item: items[0]!.item, answers })).toMatchObject({
    isStopped: true,
  })
  expect((await states(jobId))[3]).toBe('stopped')
  // Whoever doubts the draw draws again, at the command line.
  const told: string[] = []
  const out = new Writable({ write: (text: Buffer, _as, done) => done(void told.push(text.toString())) })
  const sampleOfLot = (args: string[]) => printSampleOfLot(args, { databaseUrl: db.appUrl, language: 'ja', out })
  expect(await sampleOfLot(['--job', jobId, '--json'])).toBe(0)
  expect(JSON.parse(told[0]!)).toMatchObject({ lotNumber: 1, itemCount: 30, isAsDrawn: true })
  expect(await sampleOfLot(['--job', jobId, '--lot', '7'])).toBe(2)
  for (const [args, said] of [
    [['--job', 'nobody'], '--job に「nobody」は指定できません。'],
    [['--job', jobId, '--lot', '0'], '--lot に「0」は指定できません。'],
    [['--job', jobId, '--what'], '--what という指定はありません。'],
  ] as const)
    expect([args, await sampleOfLot([...args]), told.at(-1)]).toEqual([args, 2, expect.stringContaining(said)])
  expect(await sampleOfLot(['--job', jobId, '--help'])).toBe(0)
  // Printed anew, it is drawn anew: by our own people, who say why.
  const anew = async (who: string, more: object) => (await as(who)).call(prints.registerLot, { jobId, ...more })
  await expect(anew('a-worker', { reason: '刷り直し' })).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(anew('own2-second', {})).rejects.toMatchObject({ code: 'comment_missing' })
  expect((await anew('own2-second', { reason: '全数を刷り直した。' })).lot).toMatchObject({
    reason: '全数を刷り直した。',
    stopped: [{ number: 1, cause: 'sample', done: '全数を刷り直した。' }],
  })
  const again = await (await as('own2-second')).call(prints.readSample, { jobId })
  expect([again.lot.number, again.seed === '', (await states(jobId))[3]]).toEqual([2, false, 'waiting'])
})

test('抽選の計画を変えられるのは自社だけで、開ける前のロットを印刷会社は引き直せない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  const register = async (who: string, more: object) => (await as(who)).call(prints.registerLot, { jobId, ...more })
  for (const plan of [{ badShare: 0.05 }, { confidence: 0.9 }])
    await expect(register('a-worker', plan)).rejects.toMatchObject({ code: 'not_allowed' })
  for (const plan of [{ badShare: 0.06 }, { confidence: 0.89 }])
    await expect(register('own2-second', plan)).rejects.toMatchObject({ status: 400 })
  await register('a-worker', {})
  await expect(register('a-worker', { reason: '引き直し' })).rejects.toMatchObject({ code: 'not_allowed' })
  const drawn = await register('own2-second', { badShare: 0.05, reason: 'ロールの区切りを間違えて登録した。' })
  expect(drawn.lot).toMatchObject({ number: 2, stopped: [] })
  const [event] = await db.asOwner<{ commitment: string | null }>(
    `select commitment from event where type = 'print_job.lot_registered' and subject_id = $1
     and (facts->>'number')::int = 2`,
    [jobId],
  )
  expect(event!.commitment).toMatch(/./)
})

/** The same notice with a code of the household on both sides, which says the side too. */
const coded = codedAs('F', 'B')
function codedAs(...sides: readonly string[]): Buffer {
  const code = (side: string) =>
    `      - { name: コード, columns: [世帯番号], before: '${side}', read: code, code: QRCode, area: [150, 250, 40, 40] }\n`
  const [head, front, back] = NOTICE_SPECIFICATION.split('    fields:\n')
  const pages = [head, code(sides[0]!) + front!, code(sides[1]!) + back!].join('    fields:\n')
  return Buffer.from(`${pages}readsText: true\n`)
}

test('刷り上がりは、写真とスキャンのコードでも、写真の文字でも確かめる', { timeout: 2 * LONG }, async () => {
  const jobId = await newJob()
  for (const slot of ['test_specification', 'specification'] as const) await put(jobId, slot, 'a-worker', coded)
  await put(jobId, 'test_data', 'a-worker', noticeCsv(testHouseholds()))
  await put(jobId, 'test_pdf')
  await verify(jobId, 'test')
  await approveSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const opener = await as('own2-second')
  const { items, lot } = await opener.call(prints.readSample, { jobId })
  const [first, second, third] = items
  const photograph = async (item: number, page: number, photo: Uint8Array) => {
    const form = new FormData()
    form.set('input', JSON.stringify({ jobId, sampleId: lot.sample.sampleId, item, page }))
    form.set('file', new File([Buffer.from(photo)], 'photo.png'))
    const cookie = [...opener.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = { 'x-sekisho': '1', cookie }
    const answer = await fetch(`${house.web.url}${prints.photographSampleItem.path}`, {
      method: 'POST',
      headers,
      body: form,
    })
    return (await answer.json()) as {
      isStopped?: boolean
      item?: { sides: { entry?: { matches: boolean } }[] }
      refusal?: { code: string; facts: object }
    }
  }
  const keyOf = (item: number) => data[item - 1]!.values[0]!
  expect(first!.sides.every(({ canPhotograph }) => canPhotograph)).toBe(true)
  expect((await photograph(first!.item, 0, randomBytes(500))).refusal).toEqual({ code: 'text_illegible', facts: {} })
  // A picture of the front is none of the back.
  const front = await codePng(`F${keyOf(first!.item)}`, 'qrcode')
  expect(await photograph(first!.item, 0, front)).toMatchObject({ isStopped: false })
  expect((await photograph(first!.item, 1, front)).refusal?.code).toBe('photo_used')
  expect(await photograph(first!.item, 1, await codePng(`B${keyOf(first!.item)}`, 'qrcode', 5))).toMatchObject({
    isStopped: false,
  })
  // Codes that are the same on every sheet prove nothing, and hide nothing: neither what is right nor what is not.
  const form = ['FORM-A4-01', 'code128'] as const
  const several = (...codes: readonly string[]) =>
    codesPng([form, ...codes.map((code) => [code, 'qrcode'] as const), ['https://x-city.example/', 'qrcode']])
  const [front2, back2] = ['F', 'B'].map((side) => side + keyOf(second!.item))
  const foreign = `B${keyOf(third!.item)}`
  expect((await photograph(second!.item, 0, await several())).refusal?.code).toBe('text_illegible')
  expect((await photograph(second!.item, 0, await several(front2!, foreign))).refusal?.code).toBe('code_untelling')
  expect(await photograph(second!.item, 0, await several(front2!, back2!))).toMatchObject({
    isStopped: false,
    item: { sides: [{ entry: { matches: true, how: 'photographed' } }, {}] },
  })
  // Sheets through a scanner: right ones first, then one with the back of another household.
  house.letSay(house.right)
  const scan = async (pages: readonly number[]) => {
    for (const [at, item] of pages.entries()) {
      const pending = await house.equipment.vault.receive(
        Readable.from([Buffer.from(await codePng(`${at % 2 === 0 ? 'F' : 'B'}${keyOf(item)}`, 'qrcode'))]),
      )
      const file = { jobId, slot: 'scan' as const, isFurther: at > 0, name: `scan-${at}.png` }
      await db.inOrganisation(house.demo.orgId, (tx) =>
        adoptFile(tx, actor('own2-worker'), file, pending, house.equipment),
      )
    }
    const kept = house.equipment.verify
    equipPrintChecks(house.web.parts.database, { ...house.equipment, verify: verifyApart })
    await verify(jobId, 'scan')
    equipPrintChecks(house.web.parts.database, { ...house.equipment, verify: kept })
    return (await look(jobId)).runs.find(({ kind }) => kind === 'scan')!
  }
  expect((await scan([5, 5, 9, 9])).outcome).toBe('right')
  expect((await states(jobId))[3]).toBe('waiting')
  // What a duplex scanner writes, by the page: one TIFF of both sides.
  const sides = await Promise.all(['F', 'B'].map((side) => codePng(`${side}${keyOf(7)}`, 'qrcode')))
  await tiffThroughThePage(house, jobId, tiffFile(sides.map((png) => TIFF_CODINGS['PackBits・0が黒']!(dotsOf(png)))))
  expect((await scan([5, 5, 9, 10])).outcome).toBe('mismatches')
  expect((await states(jobId))[3]).toBe('stopped')
  expect((await look(jobId)).lot!.stopped).toMatchObject([{ number: 1, cause: 'scan' }])
  // Another scan, of right sheets alone, washes nothing.
  expect((await scan([5, 5])).outcome).toBe('right')
  expect([(await states(jobId))[3], (await look(jobId)).lot!.isStopped]).toEqual(['stopped', true])
  // A photograph of the front, taken anew, for the back.
  expect(await photograph(second!.item, 1, await codePng(`F${keyOf(second!.item)}`, 'qrcode', 6))).toMatchObject({
    isStopped: true,
  })
  const fourth = items[3]!
  expect(await photograph(fourth.item, 1, await several(foreign))).toMatchObject({
    item: { sides: [{}, { entry: { matches: false } }] },
  })
  // Paper without codes, as in the accident: the front is this household's, the back is the one's before.
  const before = data[(third!.item + 12) % data.length]!
  const shifted = asPdf(await drawNotices([before, data[third!.item - 1]!], { shiftedFrom: 2 }))
  const [ownFront, foreignBack] = await photographedPages(shifted, 3, { ...GOOD_CAMERA, longEdge: 2800 }, [2, 3])
  const entriesOf = ({ item }: Awaited<ReturnType<typeof photograph>>) => item!.sides.map(({ entry }) => entry?.matches)
  expect(entriesOf(await photograph(third!.item, 0, ownFront!))).toEqual([true, undefined])
  expect(entriesOf(await photograph(third!.item, 1, foreignBack!))).toEqual([true, false])
})

test('データベースだけでも、許可のない納品書・ロット・通過と、偽りの「一致」を拒む', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  // The list says where it stands, and to whom.
  const jobsOf = async (who: string, asked: object) => {
    const { items } = await (await as(who)).call(prints.listPrintJobs, asked)
    return items.map((line) => [line.jobId, line.stage, line.state])
  }
  const line = [jobId, 'proof', 'waiting']
  expect(await jobsOf('a-worker', { stage: 'proof', state: 'waiting', size: 1 })).toEqual([line])
  expect(await jobsOf('own-worker', { stage: 'proof', isMine: 'true' })).toEqual([])
  expect(await jobsOf('f-listed', {})).toEqual([])
  expect((await jobsOf('own2-worker', { text: '支払通知' }))[0]).toEqual(line)
  const sql = (text: string) => db.asOwner(`set row_security = off; ${text}`)
  const org = house.demo.orgId
  const [passage] = await db.asOwner<{ permit_id: string; opening_id: string; revision_hash: string }>(
    'select permit_id, opening_id, revision_hash from print_passage where job_id = $1',
    [jobId],
  )
  const permit = passage!.permit_id
  await expect(
    sql(`insert into print_hand_over (org_id, id, job_id, number, permit_id, document_id, sha256, made_by)
      select '${org}', gen_random_uuid(), '${jobId}', 1, '${permit}', f.vault_file_id, repeat('a', 64), '${house.demo.personIds['own2-worker']!}'
      from print_file f where f.job_id = '${jobId}' limit 1`),
  ).rejects.toThrow(/print_hand_over.*foreign key/)
  await expect(
    sql(`insert into print_lot (org_id, id, job_id, number, production_permit_id, item_count, batches, population_hash, registered_by)
      values ('${org}', gen_random_uuid(), '${jobId}', 1, '${permit}', 1, '[]', repeat('a', 64), '${house.demo.personIds['a-worker']!}')`),
  ).rejects.toThrow(/print_lot.*foreign key/)
  await expect(
    sql(`insert into print_passage (org_id, job_id, stage, permit_id, effect, opening_id, revision, revision_hash, earlier_stage, earlier_permit_id)
      select org_id, job_id, 'proof', permit_id, 'print-checks.proof', opening_id, revision, revision_hash, 'settings', permit_id
      from print_passage where job_id = '${jobId}'`),
  ).rejects.toThrow(/print_passage/)
  await expect(sql(`update print_passage set stage = 'delivery' where job_id = '${jobId}'`)).rejects.toThrow(
    /append-only|permission|refuse|not be changed|denied/i,
  )
  await expect(
    sql(`insert into print_run (org_id, id, job_id, kind, input_hash, file_ids, state, outcome, mismatch_count, sheet_count, record_count, ok_count, started_by)
      values ('${org}', gen_random_uuid(), '${jobId}', 'production', repeat('a', 64), '{}', 'done', 'right', 700, 700, 700, 0, '${house.demo.personIds['a-worker']!}')`),
  ).rejects.toThrow(/right_is_whole/)
  await expect(sql(`update print_run set outcome = 'mismatches' where job_id = '${jobId}'`)).rejects.toThrow(
    /what was found stays/,
  )
})

/** A passage as a program that is mistaken would write it, behind a consumed permit of the job's own gate; undone again. */
async function passes(jobId: string, lotId: string | null, before = '', stage = 'delivery'): Promise<string | null> {
  const client = new pg.Client({ connectionString: db.ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; ${before}`)
    const { rows } = await client.query<{ permit_id: string }>(
      `insert into permit (org_id, id, opening_id, revision, revision_hash, effect, expires_at)
       select r.org_id, gen_random_uuid(), r.opening_id, r.number, r.revision_hash, o.gate, now() + interval '1 minute'
       from gate_opening o join gate_revision r on r.org_id = o.org_id and r.opening_id = o.id
       where o.subject_id = $1 and o.gate = 'print-checks.' || $2 order by r.number desc limit 1 returning id as permit_id`,
      [jobId, stage],
    )
    const { permit_id } = rows[0]!
    await client.query(
      `insert into permit_consumption (org_id, permit_id, revision_hash, effect)
       select org_id, id, revision_hash, effect from permit where id = $1`,
      [permit_id],
    )
    const passed = await client.query<{ lot_id: string | null }>(
      `insert into print_passage (org_id, job_id, stage, permit_id, effect, opening_id, revision, revision_hash, earlier_stage, earlier_permit_id, lot_id)
       select p.org_id, $1, $2, p.id, p.effect, p.opening_id, p.revision, p.revision_hash, e.stage, e.permit_id, $4
       from permit p left join print_passage e on e.org_id = p.org_id and e.job_id = $1 and e.stage = $5
       where p.id = $3 returning lot_id`,
      [jobId, stage, permit_id, lotId, stage === 'delivery' ? 'production' : null],
    )
    return passed.rows[0]!.lot_id
  } finally {
    await client.end()
  }
}

test(
  'データベースだけでも、納品の通過は、その案件の、止まらず置き換えられず開封されたロットを名指しする',
  { timeout: LONG },
  async () => {
    const [jobId, other] = [await newJob(), await newJob()]
    await passSettings(jobId)
    await passProof(jobId)
    await passProduction(jobId)
    const register = async (more: object = {}) =>
      (await (await as('own2-worker')).call(prints.registerLot, { jobId, ...more })).lot!.lotId
    await expect(passes(jobId, null)).rejects.toThrow(/there is no lot/)
    const [foreign, first] = [randomUUID(), await register()]
    await expect(passes(jobId, foreign)).rejects.toThrow(/not the lot that stands/)
    const unguarded = 'alter table print_passage disable trigger own_lot;'
    const ofAnother = `alter table print_lot drop constraint print_lot_org_id_job_id_behind_production_permit_id_fkey;
      insert into print_lot (org_id, id, job_id, number, production_permit_id, item_count, batches, population_hash, registered_by)
      select org_id, '${foreign}', '${other}', 1, production_permit_id, 1, '[]', population_hash, registered_by from print_lot where id = '${first}';`
    await expect(passes(jobId, foreign, unguarded + ofAnother)).rejects.toThrow(/print_passage_lot/)
    await expect(passes(jobId, null, unguarded)).rejects.toThrow(/delivery_names_its_lot/)
    await expect(passes(jobId, first, '', 'settings')).rejects.toThrow(/delivery_names_its_lot/)
    await expect(passes(jobId, first), 'unopened').rejects.toThrow(/not opened/)

    const opener = await as('own2-second')
    const { items, lot } = await opener.call(prints.readSample, { jobId })
    await opener.call(prints.enterSampleItem, {
      jobId,
      sampleId: lot.sample.sampleId,
      item: items[0]!.item,
      answers: answersOf(items[0]!).map((one) => ({ ...one, typed: '別の 世帯' })),
    })
    await expect(passes(jobId, first)).rejects.toThrow(/was stopped/)
    const second = await register({ reason: '全数を刷り直した。' })
    await expect(passes(jobId, first)).rejects.toThrow(/not the lot that stands/)
    const drawn = await (await as('own2-worker')).call(prints.redrawSample, { jobId, reason: '品が見つからない。' })
    const third = drawn.lot!.lotId
    await expect(passes(jobId, second)).rejects.toThrow(/not the lot that stands/)
    await open(jobId)
    // An older program names none: it means the lot that stands.
    expect([await passes(jobId, third), await passes(jobId, null)]).toEqual([third, third])
    const scan = `insert into print_run (org_id, id, job_id, kind, input_hash, file_ids, state, outcome, mismatch_count, started_by, finished_at)
      values ('${house.demo.orgId}', gen_random_uuid(), '${jobId}', 'scan', repeat('a', 64), '{}', 'done', 'mismatches', 1,
        '${house.demo.personIds['own2-worker']!}', clock_now());`
    await expect(passes(jobId, third, scan)).rejects.toThrow(/was stopped/)
  },
)
