import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { noticeCsv } from '../../src/app/demo/case-b/notice-data.ts'
import type { SystemActor } from '../../src/base/actor.ts'
import { jstDay } from '../../src/base/clock.ts'
import type { Endpoint } from '../../src/base/endpoint.ts'
import { createAccountWithPassword, newPassword } from '../../src/kernel/access/index.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import { instantOf } from '../../src/kernel/db/database.ts'
import { addPerson, addUnit, type Role, setMembership } from '../../src/kernel/people/index.ts'
import { insertDataset } from '../../src/kernel/vault/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import * as keeping from '../../src/operation/print-checks/keeping/contract.ts'
import * as nudging from '../../src/operation/print-checks/nudging/contract.ts'
import * as looking from '../../src/operation/print-checks/looking/contract.ts'
import * as making from '../../src/operation/print-checks/making/contract.ts'
import { disposeReceivedList } from '../../src/operation/received-data/contract.ts'
import { addWorker } from '../../src/planning/vendors/index.ts'
import { type ApiClient, openClient } from '../harness/api-client.ts'
import { data, LONG, usePrintHouse } from '../harness/print-house.ts'
import { sampleInput } from '../harness/sample-input.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** 印刷案件を誰が見られるか: by every route, for those who are near a job and yet not in charge of it. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const READERS = ['own-worker', 'audit-officer', 'client', 'unlisted'] as const
type Reader = (typeof READERS)[number]
/** What each of them gets, in that order. */
const [OUT, NO] = ['not_found', 'not_allowed']
const VALUES = [NO, NO, NO, OUT]
const HANDS = [NO, NO, NO, OUT]
const OWN = [NO, NO, NO, NO]
const EXPECTED: Readonly<Record<string, readonly (string | undefined)[]>> = {
  listPrintJobs: ['sees', 'sees', 'sees', 'sees'],
  exportPrintJobs: ['sees', 'sees', 'sees', 'sees'],
  readPrintJob: ['sees', 'sees', 'sees', OUT],
  listPrintJobChoices: ['sees', NO, NO, NO],
  addPrintJob: OWN,
  uploadPrintFile: HANDS,
  downloadPrintFile: VALUES,
  printFileImage: [NO, NO, OUT, OUT],
  listDifferences: VALUES,
  exportDifferences: VALUES,
  explainDifference: HANDS,
  downloadTestData: VALUES,
  startVerification: HANDS,
  readVerification: VALUES,
  listMismatches: VALUES,
  exportMismatches: VALUES,
  readSheet: VALUES,
  printPageImage: VALUES,
  decidePrintCheck: HANDS,
  recordMeeting: OWN,
  recordHearing: OWN,
  inviteClient: OWN,
  // They are asked, and name no proof that lies there.
  signOffForClient: [NO, NO, 'stale_revision', OUT],
  registerLot: HANDS,
  redrawSample: HANDS,
  reportStoppedLot: HANDS,
  answerLotReport: OWN,
  readSample: VALUES,
  enterSampleItem: HANDS,
  photographSampleItem: HANDS,
  finishOpening: HANDS,
  makeHandOver: HANDS,
  downloadHandOver: [OUT, OUT, OUT, OUT],
  readPrintSample: VALUES,
  proposePrintFields: VALUES,
  saveMadeSpecification: HANDS,
  readFilePages: [NO, NO, OUT, OUT],
  readClientQuestion: [NO, NO, 'sees', OUT],
  downloadPrintReport: VALUES,
  freezePrint: OWN,
  liftPrintFreeze: OWN,
  readPrintRetention: OWN,
  changePrintRetention: OWN,
  readPrintNudging: OWN,
  changePrintNudging: OWN,
}
const PAGE = { name: '表面', marks: [], blank: false, fields: [] }
const GUESTS = new Set(['readProofQuestion', 'guestProofImage', 'answerProofQuestion'])
const isRoute = (one: unknown): one is Endpoint =>
  typeof one === 'object' && one !== null && 'path' in one && String(one.path).startsWith('/api/print-checks')
const ENDPOINTS = Object.entries<unknown>({ ...prints, ...looking, ...making, ...keeping, ...nudging }).flatMap(
  ([name, one]): [string, Endpoint][] => (isRoute(one) ? [[name, one]] : []),
)
const SENT_WITH_FILE = new Set(['uploadPrintFile', 'photographSampleItem'])

const readers: Partial<Record<Reader, ApiClient>> = {}
let unlistedId: string
let jobId: string
let engagementId: string
let sampleId: string
let runId: string
let files: Readonly<Record<string, string>>

/** A person of a company, who signs in. */
async function join(party: string, role: Role, address: string): Promise<{ personId: string; client: ApiClient }> {
  const { demo, web } = house
  const password = newPassword()
  const actor: SystemActor = { orgId: demo.orgId, kind: 'system', part: 'test' }
  const personId = await db.inOrganisation(demo.orgId, async (tx) => {
    const fromOn = jstDay(await instantOf(tx))
    const { id: partyId } = await tx
      .selectFrom('party')
      .where('name', '=', party)
      .select('id')
      .executeTakeFirstOrThrow()
    const units = await tx.selectFrom('unit').select(['id', 'party_id', 'kind']).execute()
    const parentId = units.find(({ kind }) => kind === 'workplace')!.id
    const unitId =
      units.find(({ party_id }) => party_id === partyId)?.id ??
      (await addUnit(tx, actor, { name: `${party} 担当`, kind: 'party', parentId, partyId })).id
    const { id } = await addPerson(tx, actor, { name: `見本 ${party}`, addresses: [address], partyId })
    await setMembership(tx, actor, { personId: id, unitId, role, fromOn })
    await createAccountWithPassword(tx, actor, { personId: id, email: address, password, mustChangePassword: false })
    return id
  })
  const client = openClient(web.url, { 'x-forwarded-for': '192.0.2.200' })
  await client.call(signInEndpoint, { email: address, password })
  return { personId, client }
}

beforeAll(async () => {
  const { newJob, put, passSettings, passProduction, as, look } = house
  jobId = await newJob()
  await passSettings(jobId)
  await put(jobId, 'proof_data', 'a-worker', noticeCsv(data))
  await put(jobId, 'proof', 'a-worker', await drawNotices(data.slice(0, 2)))
  await house.verify(jobId, 'proof')
  await house.decide('a-worker', jobId, 'proof', 'proof-presented')
  await house.answerOf(jobId, await house.clientOf(jobId), true, '宛名の位置も見ました。')
  await house.decide('own2-supervisor', jobId, 'proof', 'proof-sign-off', { comment: '社内だけの覚え' })
  await passProduction(jobId)
  const { lot } = await (await as('a-worker')).call(prints.registerLot, { jobId })
  sampleId = lot!.sample.sampleId
  const job = await look(jobId)
  engagementId = job.engagementId
  runId = job.runs.find(({ kind }) => kind === 'production')!.runId
  files = Object.fromEntries(job.slots.flatMap(({ slot, files: [file] }) => (file ? [[slot, file.fileId]] : [])))
  for (const who of ['own-worker', 'audit-officer'] as const) readers[who] = await as(who)
  readers.client = (await join('X市', 'supervisor', 'kocho@x-city.example')).client
  ;({ personId: unlistedId, client: readers.unlisted } = await join('A社(印刷)', 'worker', 'rin@a-insatsu.example'))
}, LONG)

/** A whole input of a route, about the job of this test. */
function inputOf(name: string, endpoint: Endpoint): Record<string, unknown> {
  const ids = {
    jobId,
    runId,
    sampleId,
    lotId: jobId,
    reportId: jobId,
    engagementId,
    fileId: files['data']!,
    handOverId: jobId,
  }
  const shape = { key: ['世帯番号'], children: { in: 'none' } }
  const own: Record<string, object> = {
    readPrintSample: { jobId, slot: 'specification' },
    proposePrintFields: { jobId, slot: 'specification', data: shape, pagesPerRecord: 2, page: 0, word: 0 },
    saveMadeSpecification: { jobId, slot: 'specification', title: '仕様', data: shape, duplex: true, pages: [PAGE] },
    recordMeeting: { jobId, revisionHash: '0'.repeat(64), ...house.meeting },
    recordHearing: { jobId, ...house.hearing },
    enterSampleItem: { jobId, sampleId, item: 1, answers: [{ page: 1, typed: '-' }] },
    addPrintJob: { title: '別の案件', engagementId, partyId: engagementId, personId: unlistedId },
  }
  if (own[name]) return { ...own[name] }
  const { personId: _, partyId: __, ...input } = sampleInput(endpoint, ids)
  return input
}

async function answerTo(client: ApiClient, name: string, endpoint: Endpoint, input = inputOf(name, endpoint)) {
  let answer: Response
  if (SENT_WITH_FILE.has(name)) {
    const form = new FormData()
    form.set('input', JSON.stringify(input))
    form.set('file', new Blob(['x']), 'x.csv')
    const cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = { 'x-sekisho': '1', cookie }
    answer = await fetch(house.web.url + endpoint.path, { method: 'POST', headers, body: form })
  } else answer = await client.send(endpoint, input)
  const text = await answer.text()
  if (answer.ok) return { gets: 'sees', text }
  return { gets: (JSON.parse(text) as { refusal?: { code: string } }).refusal?.code ?? text, text }
}

test('どの経路からも、担当でない人には値が出ない', { timeout: LONG }, async () => {
  const named = ENDPOINTS.map(([name]) => name).filter((name) => !GUESTS.has(name))
  expect(Object.keys(EXPECTED).sort()).toEqual(named.sort())
  const found: Record<string, string[]> = {}
  for (const [name, endpoint] of ENDPOINTS) {
    if (GUESTS.has(name)) continue
    found[name] = []
    for (const who of READERS) {
      const { gets, text } = await answerTo(readers[who]!, name, endpoint)
      found[name].push(gets)
      for (const { values } of data) expect(text, `${who} ${name}`).not.toContain(values[3])
    }
  }
  expect(found).toEqual(EXPECTED)
})

test('担当する人と印刷する会社は、同じ経路で見られる', { timeout: LONG }, async () => {
  for (const who of ['own2-worker', 'privacy-office', 'a-worker', 'a-supervisor']) {
    const client = await house.as(who)
    for (const name of ['readVerification', 'listMismatches', 'readPrintSample', 'downloadPrintFile', 'readSample']) {
      const endpoint = ENDPOINTS.find(([one]) => one === name)![1]
      expect(await answerTo(client, name, endpoint), `${who} ${name}`).toMatchObject({ gets: 'sees' })
    }
    for (const name of ['readFilePages', 'downloadPrintReport', 'downloadTestData']) {
      const endpoint = ENDPOINTS.find(([one]) => one === name)![1]
      const input = { ...inputOf(name, endpoint), ...(name === 'readFilePages' && { fileId: files['proof'] }) }
      expect((await answerTo(client, name, endpoint, input)).gets, `${who} ${name}`).toBe('sees')
    }
  }
})

test('お客様には、校正と進みぐあいだけが見える', { timeout: LONG }, async () => {
  const client = readers.client!
  const job = await client.call(prints.readPrintJob, { jobId })
  expect(job).toMatchObject({ reader: 'client', runs: [] })
  expect(job.slots.map(({ slot }) => slot)).toEqual(['proof'])
  expect([job.meeting, job.hearing, job.lot, job.differences]).toEqual([undefined, undefined, undefined, undefined])
  const told = JSON.stringify(job)
  for (const word of ['止めた用紙', '行の順番では組み合わせない', '宛名の位置', '社内だけの覚え'])
    expect(told).not.toContain(word)
  const ours = JSON.stringify(await house.look(jobId))
  for (const word of ['止めた用紙', '行の順番では組み合わせない', '宛名の位置', '社内だけの覚え'])
    expect(ours).toContain(word)
  // Of the proof they see the pages, and how many there are.
  const page = { jobId, fileId: files['proof']!, page: '1' }
  expect((await client.send(prints.printFileImage, page)).status).toBe(200)
  expect((await client.call(looking.readFilePages, { jobId, fileId: files['proof']! })).pageCount).toBe(4)
  expect((await client.call(prints.listPrintJobs, {})).items.map((one) => one.jobId)).toEqual([jobId])
})

test('別の組織の人には、進みぐあいだけが見える', { timeout: LONG }, async () => {
  const job = await readers['own-worker']!.call(prints.readPrintJob, { jobId })
  expect(job).toMatchObject({ reader: 'own', isOnlooker: true })
  expect(job.stages.map(({ state }) => state)).toEqual((await house.look(jobId)).stages.map(({ state }) => state))
  const told = JSON.stringify(job)
  for (const word of ['止めた用紙', '行の順番では組み合わせない', '宛名の位置', '社内だけの覚え'])
    expect(told).not.toContain(word)
  const handed = job.slots.flatMap((slot) => slot.files)
  expect(new Set(handed.map(({ name, sha256 }) => `${name}${sha256.length}`))).toEqual(new Set(['64']))
  expect((await house.look(jobId)).isOnlooker).toBe(false)
})

test(
  '従事者一覧にない人は担当者にできず、お客様のものでないアドレスには校了を頼めない',
  { timeout: LONG },
  async () => {
    const { as, demo } = house
    const keeper = await as('own2-worker')
    const [row] = await db.asOwner<{ id: string }>('select printer_id as id from print_job where id = $1', [jobId])
    const job = { title: '別の案件', engagementId, partyId: row!.id, personId: unlistedId }
    await expect(keeper.call(prints.addPrintJob, job)).rejects.toMatchObject({ code: 'worker_not_on_roster' })
    const { engagements } = await keeper.call(prints.listPrintJobChoices, {})
    const people = engagements.flatMap(({ printers }) => printers.flatMap((printer) => printer.people))
    const ids = new Set(people.map(({ personId }) => personId))
    expect([ids.has(unlistedId), ids.has(demo.personIds['a-worker']!)]).toEqual([false, true])
    const invite = (address: string) => keeper.call(prints.inviteClient, { jobId, name: 'X市 担当', address })
    for (const address of ['tanto@mail.example', 'tanto@x-clty.example', 'tanto@a-insatsu.example'])
      await expect(invite(address)).rejects.toMatchObject({ code: 'guest_address_not_client' })
    await expect(invite('tanto@x-city.example')).resolves.toBeDefined()
  },
)

test('登録の選択肢は、担当の案件だけ', { timeout: LONG }, async () => {
  const names = async (who: string) =>
    (await (await house.as(who)).call(prints.listPrintJobChoices, {})).engagements.map(({ name }) => name.slice(0, 2))
  expect(await names('own2-worker')).toEqual(['X市'])
  expect((await names('own-worker')).sort()).toEqual(['X県', 'Y市'])
  expect((await names('privacy-office')).sort()).toEqual(['X市', 'X県', 'Y市'])
})

test('受領した名簿の廃棄を記録できるのは、その案件を担当する職場と事務局だけ', { timeout: LONG }, async () => {
  const { demo, equipment, as } = house
  const list = () =>
    equipment.vault.receive(Readable.from([Buffer.from(noticeCsv(data))])).then((pending) =>
      db.inOrganisation(demo.orgId, async (tx) => {
        const { id: sourceId } = await equipment.vault.adopt(tx, pending, { kind: 'received-list' })
        const { id: partyId } = await tx
          .selectFrom('party')
          .where('name', '=', 'X市')
          .select('id')
          .executeTakeFirstOrThrow()
        const receivedOn = jstDay(await instantOf(tx))
        return insertDataset(tx, { partyId, engagementId, name: '受給者名簿', receivedOn, sourceId })
      }),
    )
  const listId = await list()
  const other = (await as('own-supervisor')).call(disposeReceivedList, { listId, version: 1 })
  await expect(other).rejects.toMatchObject({ code: 'not_found' })
  await (await as('own2-supervisor')).call(disposeReceivedList, { listId, version: 1 })
  await (await as('privacy-office')).call(disposeReceivedList, { listId: await list(), version: 1 })
})

test(
  'サインインするお客様は、照合した校正の校了を頼まれ、差し替えられるともう一度頼まれる',
  { timeout: LONG },
  async () => {
    const { newJob, passSettings, put, verify, look } = house
    const client = readers.client!
    const newest = await newJob()
    const turnOf = async () => {
      const { items } = await client.call(prints.listPrintJobs, {})
      const { stages } = await client.call(prints.readPrintJob, { jobId: newest })
      const asked = stages
        .find(({ stage }) => stage === 'proof')!
        .missing.find(({ code }) => code === 'client_sign_off')
      return [items.find(({ jobId: id }) => id === newest)!.isMine, asked?.isMine ?? false]
    }
    await passSettings(newest)
    await put(newest, 'proof_data', 'a-worker', noticeCsv(data))
    await put(newest, 'proof')
    expect(await turnOf(), 'nobody looks at what the machine has not found right').toEqual([false, false])
    await verify(newest, 'proof')
    expect(await turnOf()).toEqual([true, true])
    const { stages, clientSignOffs } = await look(newest)
    const proof = stages.find(({ stage }) => stage === 'proof')!
    expect(proof.missing.find(({ code }) => code === 'client_sign_off')).toMatchObject({
      facts: { isAsked: 1 },
      people: [clientSignOffs[0]!.personName],
    })
    const told = await db.asOwner<{ kind: string }>(
      `select n.kind from notice n join person_address a on a.person_id = n.person_id
     where n.subject_id = $1 and a.address = 'kocho@x-city.example'`,
      [newest],
    )
    expect(told).toEqual([{ kind: 'print_checks.waits' }])

    await client.call(prints.signOffForClient, { jobId: newest, revisionHash: proof.panel.revisionHash, isRight: true })
    expect(await turnOf()).toEqual([false, false])
    await put(newest, 'proof')
    await verify(newest, 'proof')
    expect(await turnOf()).toEqual([true, true])
    expect((await look(newest)).clientSignOffs).toHaveLength(1)
  },
)

test('印刷する会社の人は、従事者一覧にある間、会社が案件にいる間だけ見られる', { timeout: LONG }, async () => {
  const { demo } = house
  const worker = readers.unlisted!
  const listed = async (client: ApiClient) =>
    (await client.call(prints.listPrintJobs, {})).items.filter((one) => one.jobId === jobId).length
  const seen = async (client: ApiClient) => (await client.send(prints.readPrintJob, { jobId })).status
  expect([await listed(worker), await seen(worker)]).toEqual([0, 404])
  await db.inOrganisation(demo.orgId, async (tx) => {
    const fromOn = jstDay(await instantOf(tx))
    const actor: SystemActor = { orgId: demo.orgId, kind: 'system', part: 'test' }
    await addWorker(tx, actor, { engagementId, personId: unlistedId, job: '', fromOn })
  })
  expect([await listed(worker), await seen(worker)]).toEqual([1, 200])
  await db.asOwner(
    `update engagement_party set ended_at = now() where engagement_id = $1
       and party_id in (select printer_id from print_job where id = $2)`,
    [engagementId, jobId],
  )
  for (const client of [worker, await house.as('a-worker'), await house.as('a-supervisor')])
    expect([await listed(client), await seen(client)]).toEqual([0, 404])
  expect(await seen(await house.as('own2-worker'))).toBe(200)
})
