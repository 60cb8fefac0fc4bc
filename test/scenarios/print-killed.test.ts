import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { households } from '../../src/app/demo/case-b/households.ts'
import { noticeCsv } from '../../src/app/demo/case-b/notice-data.ts'
import { verifyApart } from '../../src/engines/print-match/index.ts'
import { startWorker, type Worker } from '../../src/kernel/jobs/index.ts'
import * as prints from '../../src/operation/print-checks/contract.ts'
import { printWorkOf } from '../../src/operation/print-checks/equipment.ts'
import { equipPrintChecks, printChecksJobs, startVerification } from '../../src/operation/print-checks/index.ts'
import { data, LONG, specification, usePrintHouse } from '../harness/print-house.ts'
import { until } from '../harness/running-sekisho.ts'
import { useTestDatabase } from '../harness/test-database.ts'

/** What must survive is killed in the middle: the worker that verifies a print run, the process that reads it, an upload. */
const db = useTestDatabase()
const house = usePrintHouse(db)
const { as, newJob, put, look, stageOf } = house

const PROGRAM = fileURLToPath(new URL('../harness/children/verifying-worker.ts', import.meta.url))
const workers: ChildProcess[] = []
let other: Worker | undefined
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  await other?.stop({ timeoutSeconds: 5 })
  other = undefined
  equipPrintChecks(house.web.parts.database, house.equipment)
})

/** Another worker, which takes what the killed one has left. */
async function startAnother(): Promise<void> {
  const { database } = house.web.parts
  equipPrintChecks(database, { ...house.equipment, verify: verifyApart })
  other = await startWorker({ database, jobs: printChecksJobs, log: pino({ level: 'silent' }) })
}

async function startVerifying(held: 'pages' | 'sheets'): Promise<ChildProcess> {
  const { dataFolder } = house.web.parts.settings
  const args = [PROGRAM, db.appUrl, join(dataFolder, 'vault'), join(dataFolder, 'keys.json'), held]
  const worker = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  workers.push(worker)
  await once(worker.stdout, 'data')
  return worker
}

/** The processes that read for this one: it started them, or one that it started did. */
async function readersOf(starter: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === starter || below(parent))
  }
  const found = [...parents.keys()].filter(below)
  const commands = await Promise.all(found.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return found.filter((_, at) => commands[at]!.includes('print-child.ts'))
}

const killIfAlive = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}

const isAlive = async (pid: number) => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const state = stat.slice(stat.lastIndexOf(')') + 2)[0]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

const drawn = (count: number) => ({ count, pdf: drawNotices(households(count)) })
/** More than are told at once. */
const many = drawn(300)
const few = drawn(20)

/** A production run that is held in its middle. */
async function caughtInTheMiddle(of: 'pages' | 'sheets', at: { count: number; pdf: Promise<Uint8Array> }) {
  const worker = await startVerifying(of)
  const isInTheMiddle = once(worker.stdout!, 'data')
  const jobId = await newJob()
  await put(jobId, 'specification', 'a-worker', specification)
  await put(jobId, 'data', 'a-worker', noticeCsv(households(at.count)))
  await put(jobId, 'pdf', 'a-worker', await at.pdf)
  await (await as('a-worker')).call(prints.startVerification, { jobId, kind: 'production' })
  await isInTheMiddle
  const runOf = async () => (await look(jobId)).runs.find(({ kind }) => kind === 'production')!
  return { worker, jobId, runOf, readers: await readersOf(worker.pid!) }
}

const fullMatchOf = async (jobId: string) =>
  stageOf(await look(jobId), 'production').panel.stations.find(({ check }) => check === 'full-match')!

const resultFiles = async () =>
  (await db.asOwner<{ n: number }>(`select count(*)::int as n from vault_file where kind = 'print-result'`))[0]!.n
const finished = async (runId: string) =>
  (
    await db.asOwner<{ n: number }>(
      `select count(*)::int as n from event where type = 'print_job.run_finished' and facts ->> 'runId' = $1`,
      [runId],
    )
  )[0]!.n

test(
  '照合の途中で kill -9: 子プロセスも終わり、何も照合済みにならず、別のワーカーが1度だけ終える',
  { timeout: LONG },
  async () => {
    const before = await resultFiles()
    const { worker, jobId, runOf, readers } = await caughtInTheMiddle('sheets', many)
    expect(readers.length, 'a process that reads').toBeGreaterThan(0)
    worker.kill('SIGKILL')
    await until(async () => !(await Promise.all(readers.map(isAlive))).includes(true))

    const run = await runOf()
    expect(run).toMatchObject({ state: 'running' })
    expect(run).not.toHaveProperty('outcome')
    expect(run).not.toHaveProperty('counts')
    const { runId } = run
    const printer = await as('a-worker')
    expect(await printer.call(prints.readVerification, { jobId, runId })).toMatchObject({ spans: [], diagnosis: [] })
    expect((await fullMatchOf(jobId)).state).not.toBe('passed')
    expect([await resultFiles(), await finished(runId)]).toEqual([before, 0])
    // Whoever asks meanwhile is given the same one.
    expect(await printer.call(prints.startVerification, { jobId, kind: 'production' })).toBeDefined()
    expect((await look(jobId)).runs).toHaveLength(1)

    // A worker that says nothing for ten seconds is given up; here that time is over at once.
    await db.asOwner(`update pgboss.job_common set heartbeat_on = now() - interval '1 minute' where state = 'active'`)
    await startAnother()
    await until(async () => {
      await db.asOwner(`update pgboss.job_common set start_after = now() where state = 'retry'`)
      return (await runOf()).state === 'done'
    })
    expect(await runOf()).toMatchObject({ outcome: 'right', counts: { sheets: 300, ok: 300 } })
    expect([await resultFiles(), await finished(runId)]).toEqual([before + 1, 1])
    expect((await fullMatchOf(jobId)).state).toBe('passed')
  },
)

test(
  '読むプロセスだけが kill -9 されたら「照合できませんでした」で終わり、正しいとは言わない',
  { timeout: LONG },
  async () => {
    const { worker, jobId, runOf } = await caughtInTheMiddle('pages', few)
    await until(async () => (await readersOf(worker.pid!)).length > 0)
    for (const reader of await readersOf(worker.pid!)) killIfAlive(reader)
    worker.stdin!.write('\n')
    await until(async () => (await runOf()).state === 'done')
    const { runId, outcome } = await runOf()
    expect(outcome).toBe('unverified')
    const shown = await (await as('a-worker')).call(prints.readVerification, { jobId, runId })
    expect(shown).toMatchObject({ spans: [], cannot: expect.anything() })
    expect((await fullMatchOf(jobId)).state).toBe('stopped')
    expect(worker.exitCode, 'the worker goes on').toBeNull()
  },
)

test('すべての試みで kill -9 されたら、照合中とは言い続けず、もう一度照合できる', { timeout: LONG }, async () => {
  const { worker, jobId, runOf } = await caughtInTheMiddle('pages', few)
  worker.kill('SIGKILL')
  // The last of its attempts.
  await db.asOwner(
    `update pgboss.job_common set heartbeat_on = now() - interval '1 minute', retry_count = retry_limit where state = 'active'`,
  )
  await startAnother()
  await until(async () => (await runOf()).state === 'failed')
  const { runId } = await runOf()
  expect((await fullMatchOf(jobId)).state).not.toBe('passed')
  await (await as('a-worker')).call(prints.startVerification, { jobId, kind: 'production' })
  await until(async () => (await runOf()).state === 'done')
  expect(await runOf()).toMatchObject({ outcome: 'right', isCurrent: true })
  expect((await runOf()).runId).not.toBe(runId)
})

test('2人のワーカーが同じ照合を終えても、結果は1つで、余りは保管庫に残らない', { timeout: LONG }, async () => {
  const before = await resultFiles()
  const jobId = await newJob()
  await put(jobId, 'specification', 'a-worker', specification)
  await put(jobId, 'data', 'a-worker', noticeCsv(data))
  await put(jobId, 'pdf')
  const runId = await db.inOrganisation(house.demo.orgId, (tx) =>
    startVerification(tx, house.actor('a-worker'), { jobId, kind: 'production' }),
  )
  const attempt = () =>
    printWorkOf(house.web.parts.database).verifyRun(house.demo.orgId, runId, {
      signal: new AbortController().signal,
      isLastAttempt: false,
      reportProgress: () => Promise.resolve(),
    })
  await Promise.all([attempt(), attempt()])
  expect([await resultFiles(), await finished(runId)]).toEqual([before + 1, 1])
})

test('アップロードが途中で切れたら、何も残らず、もう一度出せる', { timeout: LONG }, async () => {
  const jobId = await newJob()
  const printer = await as('a-worker')
  const cookie = [...printer.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const headers = { 'x-sekisho': '1', cookie }
  const counts = async () => {
    const [row] = await db.asOwner(
      'select (select count(*)::int from print_file) as files, (select count(*)::int from vault_file) as contents',
    )
    return { ...row, lying: await readdir(house.web.parts.settings.dataFolder, { recursive: true }) }
  }
  const before = await counts()
  const open = request(`${house.web.url}${prints.uploadPrintFile.path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=half', 'content-length': 80_000_000 },
  })
  const isCut = once(open, 'error')
  open.write(
    '--half\r\ncontent-disposition: form-data; name="input"\r\n\r\n' +
      `${JSON.stringify({ jobId, slot: 'pdf' })}\r\n` +
      '--half\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n',
  )
  open.write(Buffer.alloc(8_000_000, 'x'))
  await until(async () => (await counts()).lying.length > before.lying.length)
  open.destroy(new Error('cut'))
  await isCut
  await until(async () => (await counts()).lying.length <= before.lying.length)
  expect(await counts()).toEqual(before)
  const form = new FormData()
  form.set('input', JSON.stringify({ jobId, slot: 'pdf' }))
  form.set('file', new File([Buffer.from(await few.pdf)], 'a.pdf'))
  const answer = await fetch(`${house.web.url}${prints.uploadPrintFile.path}`, { method: 'POST', headers, body: form })
  expect(answer.status).toBe(200)
  expect((await look(jobId)).slots.find(({ slot }) => slot === 'pdf')!.files).toHaveLength(1)
})
