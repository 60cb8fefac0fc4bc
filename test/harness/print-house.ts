import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll } from 'vitest'
import { NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { households } from '../../src/app/demo/case-b/households.ts'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { PEOPLE } from '../../src/app/demo/deck.ts'
import { createDemoAccounts } from '../../src/app/demo/demo-accounts.ts'
import { loadDemo, type LoadedDemo } from '../../src/app/demo/load-demo.ts'
import { buildWeb } from '../../src/app/start/build-web.ts'
import type { Actor } from '../../src/base/actor.ts'
import { jstDay } from '../../src/base/clock.ts'
import type { OutputOf } from '../../src/base/endpoint.ts'
import { type PrintRun, type PrintSummary, readRun } from '../../src/engines/print-match/index.ts'
import { gatePanel } from '../../src/kernel/gates/index.ts'
import { STAGE_GATES } from '../../src/operation/print-checks/gate.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { type PrintEquipment, printWorkOf, type ReportedLot } from '../../src/operation/print-checks/equipment.ts'
import { adoptFile, equipPrintChecks, startVerification } from '../../src/operation/print-checks/index.ts'
import type { PrintRunKind, PrintSlot, PrintStage } from '../../src/operation/print-checks/print-states.ts'
import { type ApiClient, openClient } from './api-client.ts'
import { type RealWeb, startRealWeb } from './real-web.ts'
import type { TestDatabase } from './test-database.ts'

export const LONG = 240_000
export const specification = Buffer.from(NOTICE_SPECIFICATION)
export const data = households(30)

/**
 * A running product with the deck's people, for tests of the print gates: the machine says what the test lets it say, and
 * everybody comes through the API.
 */
export function usePrintHouse(db: TestDatabase, { hasScreens = false } = {}) {
  let web: RealWeb
  let demo: LoadedDemo
  let password: string
  let equipment: PrintEquipment
  const reported: ReportedLot[] = []
  /** What the machine says here: the engine has tests of its own. */
  let says: (run: PrintRun) => PrintSummary

  beforeAll(async () => {
    web = await startRealWeb(db, {}, hasScreens ? await buildWeb(() => undefined) : undefined)
    demo = await loadDemo(web.parts.database)
    ;({ password } = await createDemoAccounts(web.parts.database, demo))
    says = right
    equipment = {
      vault: web.parts.vault,
      verify: async (run) => says(await readRun(run)),
      incidents: {
        draftIncident: (_tx, _actor, lot) => {
          reported.push(lot)
          return Promise.resolve({ id: 'incident-1', link: '/incidents/1' })
        },
        endIncident: () => Promise.resolve(),
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

  async function put(jobId: string, slot: PrintSlot, who = 'a-worker', bytes?: Uint8Array, isFurther = false) {
    const pending = await equipment.vault.receive(Readable.from([Buffer.from(bytes ?? (await aPdf))]))
    return db.inOrganisation(demo.orgId, (tx) =>
      adoptFile(tx, actor(who), { jobId, slot, isFurther, name: slot }, pending, equipment),
    )
  }

  async function verify(jobId: string, kind: PrintRunKind) {
    const runId = await db.inOrganisation(demo.orgId, (tx) => startVerification(tx, actor('a-worker'), { jobId, kind }))
    await work(runId)
    return runId
  }
  /** What the worker does with a verification that was started. */
  const work = (runId: string) =>
    printWorkOf(web.parts.database).verifyRun(demo.orgId, runId, {
      signal: new AbortController().signal,
      isLastAttempt: true,
      reportProgress: () => Promise.resolve(),
    })

  type Job = OutputOf<typeof prints.readPrintJob>
  const look = async (jobId: string): Promise<Job> => (await as('own2-worker')).call(prints.readPrintJob, { jobId })
  const stageOf = (job: Job, stage: PrintStage) => job.stages.find((one) => one.stage === stage)!
  const states = async (jobId: string) => (await look(jobId)).stages.map(({ state }) => state)

  async function decide(who: string, jobId: string, stage: PrintStage, check: string, more: object = {}) {
    const panel = await db.inOrganisation(demo.orgId, (tx) => gatePanel(tx, STAGE_GATES[stage], jobId))
    const findingIds = panel.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    const { revisionHash } = panel
    const asked = { jobId, stage, check, revisionHash, findingIds }
    // Whoever approves the settings has the newest record of the meeting in view.
    const meetingId = check === 'check-meeting' ? (await look(jobId)).meeting?.meetingId : undefined
    return (await as(who)).call(prints.decidePrintCheck, { ...asked, ...(meetingId && { meetingId }), ...more })
  }

  async function handInSettings(jobId: string) {
    await put(jobId, 'test_specification', 'a-worker', specification)
    await put(jobId, 'test_data', 'a-worker', noticeCsv(testHouseholds()))
    await put(jobId, 'test_pdf')
    await put(jobId, 'specification', 'a-worker', specification)
    await verify(jobId, 'test')
  }
  const meeting = {
    heldOn: jstDay(new Date()),
    ourPeople: '見本 八重、見本 十和',
    printersPeople: '見本 エイ太',
    points: [{ point: '表と裏の組み合わせ', answer: '世帯番号で組み合わせ、行の順番では組み合わせない。' }],
    decided: 'この設定で校正へ進む。',
  }
  /** チェック会議 about the settings as they are now, recorded by one of ours. */
  async function meet(jobId: string, more: Partial<typeof meeting> = {}, who = 'own2-worker') {
    const { revisionHash } = stageOf(await look(jobId), 'settings').panel
    return (await as(who)).call(prints.recordMeeting, { jobId, revisionHash, ...meeting, ...more })
  }
  /** What stands between settings that were handed in and their permit, by the people whom the gate asks. */
  async function approveSettings(jobId: string) {
    await decide('a-worker', jobId, 'settings', 'specification-settled')
    await meet(jobId)
    await decide('own2-supervisor', jobId, 'settings', 'check-meeting')
  }
  async function passSettings(jobId: string) {
    await handInSettings(jobId)
    await approveSettings(jobId)
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
  /** A job of which only the delivery is left. */
  async function newJobToDeliver(): Promise<string> {
    const jobId = await newJob()
    await passSettings(jobId)
    await passProof(jobId)
    await passProduction(jobId)
    return jobId
  }
  type Sample = OutputOf<typeof prints.readSample>
  const answersOf = (item: Sample['items'][number]) => {
    const { values, children } = data[item.item - 1]!
    return item.sides.map(({ page, side, field }) => ({
      page,
      typed: side === 'back' ? children[0]![0]! : field === '世帯番号' ? values[0]! : values[3]!,
    }))
  }
  /** What is typed of an item by somebody who reads the paper right. */
  const entryOf = (jobId: string, { lot }: Sample, item: Sample['items'][number]) => ({
    jobId,
    sampleId: lot.sample.sampleId,
    item: item.item,
    answers: answersOf(item),
  })
  async function open(jobId: string, who = 'own2-second') {
    const opener = await as(who)
    const sample = await opener.call(prints.readSample, { jobId })
    for (const item of sample.items) await opener.call(prints.enterSampleItem, entryOf(jobId, sample, item))
    return { opener, revisionHash: sample.revisionHash }
  }

  return {
    get demo() {
      return demo
    },
    get web() {
      return web
    },
    get equipment() {
      return equipment
    },
    reported,
    /** What the machine says of the next runs. */
    letSay(next: typeof says) {
      says = next
    },
    as,
    actor,
    newJob,
    newJobToDeliver,
    put,
    verify,
    work,
    look,
    stageOf,
    states,
    decide,
    handInSettings,
    meeting,
    meet,
    approveSettings,
    passSettings,
    handInProof,
    clientOf,
    guestOn,
    answerOf,
    passProof,
    handInProduction,
    passProduction,
    open,
    right,
    hearing,
    answersOf,
    entryOf,
  }
}
