import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { noticeCsv, testHouseholds } from '../../src/app/demo/case-b/notice-data.ts'
import { PEOPLE } from '../../src/app/demo/deck.ts'
import { createDemoAccounts } from '../../src/app/demo/demo-accounts.ts'
import { loadDemo, type LoadedDemo } from '../../src/app/demo/load-demo.ts'
import { verifyApart } from '../../src/engines/print-match/index.ts'
import { printIncidents } from '../../src/app/composition/print-incidents.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { printWorkOf } from '../../src/operation/print-checks/equipment.ts'
import { adoptFile, equipPrintChecks } from '../../src/operation/print-checks/index.ts'
import * as looking from '../../src/operation/print-checks/looking/contract.ts'
import * as making from '../../src/operation/print-checks/making/contract.ts'
import type { PrintSlot } from '../../src/operation/print-checks/print-states.ts'
import { type ApiClient, openClient, Refused } from '../harness/api-client.ts'
import { type RealWeb, startRealWeb } from '../harness/real-web.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** A specification made as the screen makes it, through the API; then the machine verifies with it, and the report tells. */
const LONG = 240_000
const db = useTestDatabase()
let web: RealWeb
let demo: LoadedDemo
let printer: ApiClient
let client: ApiClient
let jobId: string
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-report-'))
  web = await startRealWeb(db)
  demo = await loadDemo(web.parts.database)
  const { password } = await createDemoAccounts(web.parts.database, demo)
  equipPrintChecks(web.parts.database, { vault: web.parts.vault, verify: verifyApart, incidents: printIncidents })
  const enter = async (key: string, n: number) => {
    const own = openClient(web.url, { 'x-forwarded-for': `192.0.2.${n}` })
    await own.call(signInEndpoint, { email: PEOPLE.find((one) => one.key === key)!.address, password })
    return own
  }
  const keeper = await enter('own2-worker', 1)
  printer = await enter('a-worker', 2)
  client = keeper
  const { engagements } = await keeper.call(prints.listPrintJobChoices, {})
  const { engagementId, printers } = engagements.find(({ name }) => name.startsWith('X市'))!
  const added = await keeper.call(prints.addPrintJob, {
    title: '画面で仕様を作る案件',
    engagementId,
    partyId: printers[0]!.partyId,
    personId: demo.personIds['a-worker']!,
  })
  jobId = added.jobId
}, LONG)
afterAll(async () => {
  await web?.close()
  rmSync(folder, { recursive: true, force: true })
})

const slot = 'test_specification' as const
async function put(into: PrintSlot, name: string, bytes: Uint8Array) {
  const pending = await web.parts.vault.receive(Readable.from([Buffer.from(bytes)]))
  const actor = { orgId: demo.orgId, personId: demo.personIds['a-worker']!, kind: 'account' as const, via: 'test' }
  return db.inOrganisation(demo.orgId, (tx) =>
    adoptFile(tx, actor, { jobId, slot: into, isFurther: false, name }, pending, {
      vault: web.parts.vault,
      verify: verifyApart,
      incidents: printIncidents,
    }),
  )
}

test('見本がなければ、先に出すものを言える', async () => {
  const sample = await printer.call(making.readPrintSample, { jobId, slot })
  expect(sample.source).toBeUndefined()
  expect(sample.pages).toEqual([])
})

type Box = readonly [number, number, number, number]
const liesIn = ([x, y]: Box, [left, top, width, height]: Box) =>
  x >= left && x <= left + width && y >= top && y <= top + height

test('見本のPDFの文字を押して仕様を作り、その仕様で照合すると、全件が正しい', { timeout: LONG }, async () => {
  const households = testHouseholds()
  await put('test_data', 'テストデータ.csv', noticeCsv(households))
  await put('test_pdf', 'テスト出力.pdf', await drawNotices(households))
  const sample = await printer.call(making.readPrintSample, { jobId, slot })
  expect(sample.problem).toBeUndefined()
  expect(sample.data).toEqual({ key: ['世帯番号'], children: { in: 'rows', columns: ['児童氏名', '生年月日'] } })
  expect(sample.pagesPerRecord).toBe(2)
  expect(sample.marks.map((texts) => texts[0])).toEqual(['支払通知書 第1版', '支給対象児童 第1版'])

  // The words of the first households are pressed, a label once, and none where a field lies already; the first proposal is taken.
  const pressed = new Set<string>()
  const data = sample.data!
  const pages = [0, 1].map((kind) => ({
    name: ['表面', '裏面'][kind]!,
    marks: sample.marks[kind]!.slice(0, 1),
    blank: false,
    fields: [] as making.MadeField[],
    free: [] as making.MadeFree[],
  }))
  pages[0]!.free.push({ area: [150, 280, 40, 8], reason: '印刷会社の管理記号を入れるため' })
  for (const [page, { words }] of sample.pages.entries()) {
    for (const [word, { text, box }] of words.entries()) {
      const made = pages[page % 2]!
      const isKnown = pressed.has(`${page % 2} ${text}`) || made.fields.some(({ area }) => area && liesIn(box, area))
      if (made.marks.includes(text) || page > 9 || isKnown) continue
      pressed.add(`${page % 2} ${text}`)
      const { proposals } = await printer.call(making.proposePrintFields, {
        jobId,
        slot,
        data,
        pagesPerRecord: 2,
        page,
        word,
      })
      const best = proposals.find(({ absent }) => absent.length === 0)
      if (best && !made.fields.some(({ columns }) => columns.join() === best.field.columns.join()))
        made.fields.push(best.field)
    }
  }
  expect(pages.map(({ fields }) => fields.map(({ columns }) => columns.join()).sort())).toEqual([
    ['世帯主氏名', '世帯番号', '住所', '支給額', '郵便番号'].sort(),
    ['児童氏名', '生年月日'].sort(),
  ])
  const saved = await printer.call(making.saveMadeSpecification, {
    jobId,
    slot,
    title: 'クリックで作った仕様',
    data,
    duplex: true,
    pages,
  })
  expect(saved.slots.find((each) => each.slot === slot)).toMatchObject({
    revision: 1,
    files: [{ name: 'クリックで作った仕様.yaml' }],
  })

  // Whoever settles or approves it reads why.
  expect(saved.freeAreas).toMatchObject([
    {
      slot,
      page: '表面',
      place: { ja: '左から150mm、上から280mm、幅40mm、高さ8mm' },
      reason: pages[0]!.free[0]!.reason,
    },
  ])
  // Opened again it goes on with what was saved, also after a change of how the data are read.
  const again = await printer.call(making.readPrintSample, { jobId, slot })
  expect(again.saved).toEqual({
    fileName: 'クリックで作った仕様.yaml',
    made: { title: 'クリックで作った仕様', data, duplex: true, readsText: false, pages },
  })

  const { runs } = await printer.call(prints.startVerification, { jobId, kind: 'test' })
  const { runId } = runs.find(({ kind }) => kind === 'test')!
  await printWorkOf(web.parts.database).verifyRun(demo.orgId, runId, {
    signal: new AbortController().signal,
    isLastAttempt: true,
    reportProgress: () => Promise.resolve(),
  })
  const result = await printer.call(prints.readVerification, { jobId, runId })
  expect({ outcome: result.outcome, diagnosis: result.diagnosis, cannot: result.cannot }).toEqual({
    outcome: 'right',
    diagnosis: [],
  })
})

test('報告書(PDF)に、結果・件数・ハッシュ値・確かめた人の欄が載る', async () => {
  const answer = await printer.send(looking.downloadPrintReport, { jobId, language: 'ja' })
  expect(answer.headers.get('content-type')).toContain('application/pdf')
  const path = join(folder, 'report.pdf')
  writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s/g, '')
  const job = await printer.call(prints.readPrintJob, { jobId })
  const hash = job.slots.find((each) => each.slot === 'test_pdf')!.files[0]!.sha256
  expect(text).toContain('印刷の検証報告書')
  expect(text).toContain('画面で仕様を作る案件')
  expect(text).toContain('テストデータ検証')
  expect(text).toContain('チェック会議と承認')
  expect(text).toContain('自由領域(照合しない範囲)')
  expect(text).toContain('左から150mm、上から280mm')
  expect(text).toContain('印刷会社の管理記号')
  expect(text.includes(hash) || text.includes(hash.slice(0, 20)), 'the hash of the PDF').toBe(true)
})

test('PDFのページ数は分かり、お客様でない人に校了の質問は出ない', async () => {
  const job = await printer.call(prints.readPrintJob, { jobId })
  const { fileId } = job.slots.find((each) => each.slot === 'test_pdf')!.files[0]!
  expect((await printer.call(looking.readFilePages, { jobId, fileId })).pageCount).toBe(testHouseholds().length * 2)
  await expect(client.call(looking.readClientQuestion, { jobId })).rejects.toSatisfy(
    (cause) => cause instanceof Refused && cause.code === 'not_allowed',
  )
})

test('壊れたデータは、どこを直すかを言う。仕様の誤りは保存しない', async () => {
  const other = await printer.call(making.readPrintSample, {
    jobId,
    slot,
    data: { key: ['氏名カナ'], children: { in: 'none' } },
  })
  expect(other.problem?.ja).toContain('氏名カナ')
  expect(other.pages).toEqual([])
  const refused = await printer.send(making.saveMadeSpecification, {
    jobId,
    slot,
    title: '項目のない仕様',
    data: { key: ['世帯番号'], children: { in: 'none' } },
    duplex: true,
    pages: [{ name: '表面', marks: [], blank: false, fields: [] }],
  })
  const en = 'The specification is wrong. None of the pages has a field.'
  const what = { ja: '印刷仕様が正しくありません。どのページにも項目がありません。', en }
  expect(await refused.json()).toEqual({ refusal: { code: 'specification_wrong', facts: { what } } })
})
