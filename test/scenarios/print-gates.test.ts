import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printSampleOfLot } from '../../src/app/cli/print-sample.ts'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { households } from '../../src/app/demo/case-b/households.ts'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { PEOPLE } from '../../src/app/demo/deck.ts'
import { createDemoAccounts } from '../../src/app/demo/demo-accounts.ts'
import { loadDemo, type LoadedDemo } from '../../src/app/demo/load-demo.ts'
import type { Actor } from '../../src/base/actor.ts'
import type { OutputOf } from '../../src/base/endpoint.ts'
import { CannotVerify, type PrintRun, type PrintSummary, verifyPrint } from '../../src/engines/print-match/index.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import { issueGuestLink } from '../../src/kernel/access/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { type LotStop, type PrintEquipment, printWorkOf } from '../../src/operation/print-checks/equipment.ts'
import { adoptFile, equipPrintChecks, startVerification } from '../../src/operation/print-checks/index.ts'
import { enterSampleItem } from '../../src/operation/print-checks/operations/enter-sample-item.ts'
import type { PrintRunKind, PrintSlot, PrintStage } from '../../src/operation/print-checks/print-states.ts'
import { type ApiClient, openClient } from '../harness/api-client.ts'
import { codePng } from '../harness/print-pdfs.ts'
import { type RealWeb, startRealWeb } from '../harness/real-web.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** The gates of a print job, tried through the API as those who must not pass them, and past the program in the database. */
const LONG = 240_000
const db = useTestDatabase()
let web: RealWeb
let demo: LoadedDemo
let password: string
let equipment: PrintEquipment
const stops: LotStop[] = []
/** What the machine says here: the engine has tests of its own. */
let says: (run: PrintRun) => PrintSummary

beforeAll(async () => {
  web = await startRealWeb(db)
  demo = await loadDemo(web.parts.database)
  ;({ password } = await createDemoAccounts(web.parts.database, demo))
  says = right
  equipment = {
    vault: web.parts.vault,
    verify: (run) => Promise.resolve(says(run)),
    draftIncident: (_tx, stop) => {
      stops.push(stop)
      return Promise.resolve('incident-1')
    },
  }
  equipPrintChecks(web.parts.database, equipment)
}, LONG)
afterAll(() => web?.close())

const right = ({ data: { records } }: PrintRun): PrintSummary => ({
  outcome: 'right',
  pages: records.length * 2,
  sheets: records.length,
  records: records.length,
  children: 0,
  ok: records.length,
  unverified: 0,
  banners: 0,
  mismatchCount: 0,
  mismatches: [],
  diagnosis: [],
  spans: [{ from: 1, to: records.length, state: 'ok' }],
  variantsRead: 0,
  hashes: { specification: '', data: [], pdfs: [] },
})

const people = new Map<string, Promise<ApiClient>>()
function as(key: string): Promise<ApiClient> {
  const enter = async () => {
    const client = openClient(web.url, { 'x-forwarded-for': `192.0.2.${people.size + 1}` })
    await client.call(signInEndpoint, { email: PEOPLE.find((one) => one.key === key)!.address, password })
    return client
  }
  if (!people.has(key)) people.set(key, enter())
  return people.get(key)!
}
const actor = (key: string): Actor => ({
  orgId: demo.orgId,
  personId: demo.personIds[key]!,
  kind: 'account',
  via: 'test',
})

async function newJob(): Promise<string> {
  const keeper = await as('own2-worker')
  const { engagements } = await keeper.call(prints.listPrintJobChoices, {})
  const { engagementId, printers } = engagements.find(({ name }) => name.startsWith('X市'))!
  const job = {
    title: '支払通知書',
    engagementId,
    partyId: printers[0]!.partyId,
    personId: demo.personIds['a-worker']!,
  }
  return (await keeper.call(prints.addPrintJob, job)).jobId
}

/** Pages that can be drawn; the verifier here does not read them. */
const aPdf = drawNotices(households(1))

async function put(jobId: string, slot: PrintSlot, who = 'a-worker', bytes?: Uint8Array) {
  const pending = await equipment.vault.receive(Readable.from([Buffer.from(bytes ?? (await aPdf))]))
  return db.inOrganisation(demo.orgId, (tx) =>
    adoptFile(tx, actor(who), { jobId, slot, isFurther: false, name: slot }, pending, equipment),
  )
}

async function verify(jobId: string, kind: PrintRunKind) {
  const runId = await db.inOrganisation(demo.orgId, (tx) => startVerification(tx, actor('a-worker'), { jobId, kind }))
  await printWorkOf(web.parts.database).verifyRun(demo.orgId, runId, {
    signal: new AbortController().signal,
    isLastAttempt: true,
    reportProgress: () => Promise.resolve(),
  })
  return runId
}

type Job = OutputOf<typeof prints.readPrintJob>
const look = async (jobId: string): Promise<Job> => (await as('own2-worker')).call(prints.readPrintJob, { jobId })
const stageOf = (job: Job, stage: PrintStage) => job.stages.find((one) => one.stage === stage)!
const states = async (jobId: string) => (await look(jobId)).stages.map(({ state }) => state)

async function decide(who: string, jobId: string, stage: PrintStage, check: string, more: object = {}) {
  const { panel } = stageOf(await look(jobId), stage)
  const findingIds = panel.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
  const { revisionHash } = panel
  return (await as(who)).call(prints.decidePrintCheck, { jobId, stage, check, revisionHash, findingIds, ...more })
}

const specification = Buffer.from(NOTICE_SPECIFICATION)
const data = households(30)

async function handInSettings(jobId: string) {
  await put(jobId, 'test_specification', 'a-worker', specification)
  await put(jobId, 'test_data', 'a-worker', noticeCsv(testHouseholds()))
  await put(jobId, 'test_pdf')
  await put(jobId, 'specification', 'a-worker', specification)
  await verify(jobId, 'test')
}
async function passSettings(jobId: string) {
  await handInSettings(jobId)
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await decide('own2-supervisor', jobId, 'settings', 'check-meeting')
}
async function handInProof(jobId: string) {
  await put(jobId, 'proof_data', 'a-worker', noticeCsv(data))
  await put(jobId, 'proof')
  await verify(jobId, 'proof')
  await decide('a-worker', jobId, 'proof', 'proof-presented')
}
/** A browser of the client's person that has shown the code. */
async function clientOf(jobId: string) {
  const { linkId } = await (
    await as('own2-worker')
  ).call(prints.inviteClient, { jobId, name: 'X市 担当', address: `kyufu-${jobId}@x-city.example` })
  return guestOn(linkId)
}
async function guestOn(linkId: string): Promise<ApiClient> {
  const device = randomBytes(32).toString('base64url')
  const token_hash = createHash('sha256').update(device).digest('hex')
  await db.inOrganisation(demo.orgId, (tx) =>
    tx.insertInto('guest_device').values({ id: randomUUID(), guest_link_id: linkId, token_hash }).execute(),
  )
  const guest = openClient(web.url)
  guest.cookies.set('sekisho.guest', device)
  return guest
}
async function answerOf(jobId: string, guest: ApiClient, isRight: boolean, comment?: string) {
  const { revisionHash } = stageOf(await look(jobId), 'proof').panel
  return guest.send(prints.answerProofQuestion, { revisionHash, isRight, ...(comment && { comment }) })
}
async function passProof(jobId: string) {
  await handInProof(jobId)
  await answerOf(jobId, await clientOf(jobId), true)
  await decide('own2-supervisor', jobId, 'proof', 'proof-sign-off')
}
async function handInProduction(jobId: string) {
  await put(jobId, 'data', 'a-worker', noticeCsv(data))
  await put(jobId, 'pdf')
  await verify(jobId, 'production')
}
const hearing = {
  heldOn: '2026-11-02',
  attendees: '見本 八重',
  answers: [{ question: '再開の手順は。', answer: '止めた用紙の前から刷り直します。' }],
}
async function passProduction(jobId: string) {
  await handInProduction(jobId)
  await (await as('own2-worker')).call(prints.recordHearing, { jobId, ...hearing })
}
const answersOf = (item: OutputOf<typeof prints.readSample>['items'][number]) => {
  const { values, children } = data[item.item - 1]!
  return item.sides.map(({ page, side, field }) => ({
    page,
    typed: side === 'back' ? children[0]![0]! : field === '世帯番号' ? values[0]! : values[3]!,
  }))
}
async function open(jobId: string, who = 'own2-second') {
  const opener = await as(who)
  const { items, lot, revisionHash } = await opener.call(prints.readSample, { jobId })
  for (const item of items)
    await opener.call(prints.enterSampleItem, {
      jobId,
      sampleId: lot.sample.sampleId,
      item: item.item,
      answers: answersOf(item),
    })
  return { opener, revisionHash }
}

test('印刷会社の人は、自社の承認も校了もできず、起案者は自分の仕様を承認できない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const meeting = (who: string) => decide(who, jobId, 'settings', 'check-meeting')
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await expect(meeting('a-worker')).rejects.toMatchObject({ code: 'same_person' })
  for (const printer of ['a-supervisor', 'own2-second', 'own-supervisor'])
    await expect(meeting(printer)).rejects.toMatchObject({ code: 'not_allowed' })
  // Another vendor's people do not even know of the job.
  for (const stranger of ['f-listed', 'f-supervisor'])
    await expect(meeting(stranger)).rejects.toMatchObject({ code: 'not_found' })
  await meeting('own2-supervisor')
  await handInProof(jobId)
  const signOff = (who: string) => decide(who, jobId, 'proof', 'proof-sign-off')
  for (const printer of ['a-supervisor', 'a-worker'])
    await expect(signOff(printer)).rejects.toMatchObject({ status: expect.any(Number) as number })
  const { revisionHash } = stageOf(await look(jobId), 'proof').panel
  for (const who of ['a-supervisor', 'own2-supervisor'])
    await expect(
      (await as(who)).call(prints.signOffForClient, { jobId, revisionHash, isRight: true }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
  await signOff('own2-supervisor')
  // The client has not answered: signed by one side alone, it does not pass.
  expect(await states(jobId)).toEqual(['passed', 'waiting', 'later', 'later'])
})

test('出した人は、自分の出したものを承認できない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  await put(jobId, 'specification', 'own2-supervisor', specification)
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await expect(decide('own2-supervisor', jobId, 'settings', 'check-meeting')).rejects.toMatchObject({
    code: 'same_person',
  })
})

test('別の会社や別の案件のゲストは校了できず、お客様の指摘は校正紙を止める', { timeout: LONG }, async () => {
  const [jobId, other] = [await newJob(), await newJob()]
  await passSettings(jobId)
  await handInProof(jobId)
  const { printer_id: printerId } = await db.inOrganisation(demo.orgId, (tx) =>
    tx.selectFrom('print_job').where('id', '=', jobId).select('printer_id').executeTakeFirstOrThrow(),
  )
  const link = (partyId: string, purpose: string, subjectId: string) =>
    db.inOrganisation(demo.orgId, (tx) =>
      issueGuestLink(tx, actor('own2-worker'), {
        partyId,
        purpose,
        subjectId,
        name: 'A社 担当',
        address: `g-${randomUUID()}@a-insatsu.example`,
      }),
    )
  const printers = await guestOn((await link(printerId, 'print-checks:sign-off', jobId)).id)
  expect((await answerOf(jobId, printers, true)).status).toBe(403)
  const forRoster = await guestOn((await link(printerId, 'vendors:confirm-roster', jobId)).id)
  expect((await answerOf(jobId, forRoster, true)).status).toBe(403)
  await put(other, 'proof')
  const ofOther = await clientOf(other)
  expect((await answerOf(jobId, ofOther, true)).status).toBe(409) // another job's proof
  const client = await clientOf(jobId)
  expect((await answerOf(jobId, client, false)).status).toBe(400) // says not what is wrong
  await answerOf(jobId, client, false, '2枚目の氏名の字が違います。')
  const { state, missing } = stageOf(await look(jobId), 'proof')
  expect([state, missing.map(({ code }) => code)]).toEqual(['stopped', ['client_refused', 'decision']])
  await put(jobId, 'proof')
  await verify(jobId, 'proof')
  await decide('a-worker', jobId, 'proof', 'proof-presented')
  await decide('own2-supervisor', jobId, 'proof', 'proof-sign-off')
  expect((await answerOf(jobId, client, true)).status).toBe(200)
  expect((await states(jobId))[1]).toBe('passed')
})

test('変更は、触れた段階とその後を閉じ、前の段階は通ったまま', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  expect(await states(jobId)).toEqual(['passed', 'passed', 'passed', 'waiting'])
  await put(jobId, 'pdf')
  expect(await states(jobId)).toEqual(['passed', 'passed', 'waiting', 'later'])
  await put(jobId, 'specification', 'a-worker', specification)
  expect(await states(jobId)).toEqual(['waiting', 'later', 'later', 'later'])
})

test('設定の違いは、説明があるまで止まり、確認者が一つずつ見て通す', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await handInSettings(jobId)
  const other = Buffer.from(NOTICE_SPECIFICATION.replace('area: [18, 42, 186, 8]', 'area: [18, 43, 186, 8]'))
  await put(jobId, 'specification', 'a-worker', other)
  expect((await states(jobId))[0]).toBe('stopped')
  const printer = await as('a-worker')
  const { differences } = await printer.call(prints.listDifferences, { jobId })
  expect(differences.map(({ field, setting }) => [field, setting])).toEqual([['宛名', 'area']])
  await printer.call(prints.explainDifference, {
    jobId,
    differenceId: differences[0]!.differenceId,
    text: '用紙の変更に合わせて1mm下げました。',
  })
  expect((await states(jobId))[0]).toBe('waiting')
  await expect(
    decide('a-worker', jobId, 'settings', 'specification-settled', { findingIds: [] }),
  ).rejects.toMatchObject({ code: 'findings_not_ticked' })
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await decide('own2-supervisor', jobId, 'settings', 'check-meeting')
  expect((await states(jobId))[0]).toBe('passed')
})

test('照合できなかったものは、正しいとはされない', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  says = () => {
    throw new CannotVerify('pdf_encrypted', { file: 'honban.pdf' })
  }
  await handInProduction(jobId)
  says = right
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
  const sample = await printer.call(prints.readSample, { jobId })
  const [first] = sample.items
  const entry = { jobId, sampleId: sample.lot.sample.sampleId, item: first!.item, answers: answersOf(first!) }
  await expect(printer.call(prints.enterSampleItem, entry)).rejects.toMatchObject({ code: 'not_allowed' })
  const second = await as('own2-second')
  await expect(second.call(prints.finishOpening, { jobId, revisionHash: sample.revisionHash })).rejects.toMatchObject({
    code: 'sample_mismatch',
  }) // nothing was opened
  const { opener, revisionHash } = await open(jobId)
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
  await expect(keeper.call(prints.makeHandOver, { jobId, revisionHash })).rejects.toMatchObject({
    code: 'permit_consumed',
  })
})

test('一つの不一致でロットは止まり、事故の下書きが同じ取引で作られる', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  await passProof(jobId)
  await passProduction(jobId)
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const { items, lot } = await (await as('own2-second')).call(prints.readSample, { jobId })
  const answers = answersOf(items[0]!).map((one) => ({ ...one, typed: '別の 世帯' }))
  stops.length = 0
  await db.inOrganisation(demo.orgId, (tx) =>
    enterSampleItem(
      tx,
      actor('own2-second'),
      { jobId, sampleId: lot.sample.sampleId, item: items[0]!.item, answers },
      equipment,
    ),
  )
  expect(stops).toEqual([
    {
      jobId,
      lotId: lot.lotId,
      cause: 'sample',
      sampleId: lot.sample.sampleId,
      item: items[0]!.item,
      personId: demo.personIds['own2-second'],
    },
  ])
  expect((await states(jobId))[3]).toBe('stopped')
  // Whoever doubts the draw draws again, at the command line.
  const told: string[] = []
  const out = new Writable({ write: (text: Buffer, _as, done) => done(void told.push(text.toString())) })
  const sampleOfLot = (args: string[]) => printSampleOfLot(args, { databaseUrl: db.appUrl, language: 'ja', out })
  expect(await sampleOfLot(['--job', jobId, '--json'])).toBe(0)
  expect(JSON.parse(told[0]!)).toMatchObject({ lotNumber: 1, itemCount: 30, isAsDrawn: true })
  expect(await sampleOfLot(['--job', jobId, '--lot', '7'])).toBe(2)
  expect(await sampleOfLot(['--job', 'nobody'])).toBe(2)
  // Printed anew, it is drawn anew.
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const again = await (await as('own2-second')).call(prints.readSample, { jobId })
  expect([again.lot.number, again.seed === '', (await states(jobId))[3]]).toEqual([2, false, 'waiting'])
})

/** The same notice with a code of the household on both sides. */
const coded = Buffer.from(
  NOTICE_SPECIFICATION.replaceAll(
    '    fields:\n',
    '    fields:\n      - { name: コード, columns: [世帯番号], read: code, code: QRCode, area: [150, 250, 40, 40] }\n',
  ),
)

test('刷り上がりは、写真とスキャンのコードでも確かめる', { timeout: LONG }, async () => {
  const jobId = await newJob()
  for (const slot of ['test_specification', 'specification'] as const) await put(jobId, slot, 'a-worker', coded)
  await put(jobId, 'test_data', 'a-worker', noticeCsv(testHouseholds()))
  await put(jobId, 'test_pdf')
  await verify(jobId, 'test')
  await decide('a-worker', jobId, 'settings', 'specification-settled')
  await decide('own2-supervisor', jobId, 'settings', 'check-meeting')
  await passProof(jobId)
  await passProduction(jobId)
  await (await as('a-worker')).call(prints.registerLot, { jobId })
  const opener = await as('own2-second')
  const { items, lot } = await opener.call(prints.readSample, { jobId })
  const [first, second] = items
  const photograph = async (item: number, page: number, photo: Uint8Array) => {
    const form = new FormData()
    form.set('input', JSON.stringify({ jobId, sampleId: lot.sample.sampleId, item, page }))
    form.set('file', new File([Buffer.from(photo)], 'photo.png'))
    const cookie = [...opener.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = { 'x-sekisho': '1', cookie }
    const answer = await fetch(`${web.url}${prints.photographSampleItem.path}`, { method: 'POST', headers, body: form })
    return (await answer.json()) as { isStopped?: boolean; refusal?: { code: string } }
  }
  const keyOf = (item: number) => data[item - 1]!.values[0]!
  expect(first!.sides.every(({ canPhotograph }) => canPhotograph)).toBe(true)
  expect((await photograph(first!.item, 0, randomBytes(500))).refusal?.code).toBe('code_illegible')
  for (const page of [0, 1])
    expect(await photograph(first!.item, page, await codePng(keyOf(first!.item), 'qrcode'))).toMatchObject({
      isStopped: false,
    })
  // Sheets through a scanner: right ones first, then one with the back of another household.
  says = right
  const scan = async (pages: readonly number[]) => {
    for (const [at, item] of pages.entries()) {
      const pending = await equipment.vault.receive(Readable.from([Buffer.from(await codePng(keyOf(item), 'qrcode'))]))
      const file = { jobId, slot: 'scan' as const, isFurther: at > 0, name: `scan-${at}.png` }
      await db.inOrganisation(demo.orgId, (tx) => adoptFile(tx, actor('own2-worker'), file, pending, equipment))
    }
    const kept = equipment.verify
    equipPrintChecks(web.parts.database, { ...equipment, verify: verifyPrint })
    await verify(jobId, 'scan')
    equipPrintChecks(web.parts.database, { ...equipment, verify: kept })
    return (await look(jobId)).runs.find(({ kind }) => kind === 'scan')!
  }
  expect((await scan([5, 5, 9, 9])).outcome).toBe('right')
  expect((await states(jobId))[3]).toBe('waiting')
  stops.length = 0
  expect((await scan([5, 5, 9, 10])).outcome).toBe('mismatches')
  expect((await states(jobId))[3]).toBe('stopped')
  expect(stops.map(({ cause }) => cause)).toEqual(['scan'])
  // A photograph of another household's back.
  expect(await photograph(second!.item, 0, await codePng(keyOf(second!.item), 'qrcode'))).toMatchObject({
    isStopped: false,
  })
  expect(await photograph(second!.item, 1, await codePng(keyOf(first!.item), 'qrcode'))).toMatchObject({
    isStopped: true,
  })
})

test('データベースだけでも、許可のない納品書・ロット・通過と、偽りの「一致」を拒む', { timeout: LONG }, async () => {
  const jobId = await newJob()
  await passSettings(jobId)
  const sql = (text: string) => db.asOwner(`set row_security = off; ${text}`)
  const org = demo.orgId
  const [passage] = await db.asOwner<{ permit_id: string; opening_id: string; revision_hash: string }>(
    'select permit_id, opening_id, revision_hash from print_passage where job_id = $1',
    [jobId],
  )
  const permit = passage!.permit_id
  await expect(
    sql(`insert into print_hand_over (org_id, id, job_id, number, permit_id, document_id, sha256, made_by)
      select '${org}', gen_random_uuid(), '${jobId}', 1, '${permit}', f.vault_file_id, repeat('a', 64), '${demo.personIds['own2-worker']!}'
      from print_file f where f.job_id = '${jobId}' limit 1`),
  ).rejects.toThrow(/print_hand_over.*foreign key/)
  await expect(
    sql(`insert into print_lot (org_id, id, job_id, number, production_permit_id, item_count, batches, population_hash, registered_by)
      values ('${org}', gen_random_uuid(), '${jobId}', 1, '${permit}', 1, '[]', repeat('a', 64), '${demo.personIds['a-worker']!}')`),
  ).rejects.toThrow(/print_lot.*foreign key/)
  await expect(
    sql(`insert into print_passage (org_id, job_id, stage, permit_id, effect, opening_id, revision, revision_hash, earlier_stage, earlier_permit_id)
      select org_id, job_id, 'proof', permit_id, 'print-checks.proof', opening_id, revision, revision_hash, 'settings', permit_id
      from print_passage where job_id = '${jobId}'`),
  ).rejects.toThrow(/print_passage/)
  await expect(sql(`update print_passage set stage = 'delivery' where job_id = '${jobId}'`)).rejects.toThrow()
  await expect(
    sql(`insert into print_run (org_id, id, job_id, kind, input_hash, file_ids, state, outcome, mismatch_count, sheet_count, record_count, ok_count, started_by)
      values ('${org}', gen_random_uuid(), '${jobId}', 'production', repeat('a', 64), '{}', 'done', 'right', 700, 700, 700, 0, '${demo.personIds['a-worker']!}')`),
  ).rejects.toThrow(/right_is_whole/)
  await expect(sql(`update print_run set outcome = 'mismatches' where job_id = '${jobId}'`)).rejects.toThrow(
    /what was found stays/,
  )
})
