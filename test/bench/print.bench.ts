/**
 * Print verification against pdftotext -bbox on the same file: pages a second of CPU and of the clock, one thread and two,
 * the greatest resident memory, codes a second. Each contender in a process of its own, rounds interleaved. "In this
 * process" is extraction and matching alone, with the threads that it starts; "as the product does it" is all that somebody
 * waits for: a confined child from its start to its end, and the data file that it reads.
 *
 *   node test/bench/print.bench.ts [records, default 2000] [rounds, default 3]
 */
import { spawn } from 'node:child_process'
import { createReadStream, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrintSpecification, type PrintTable, verifyApart, verifyPrint } from '../../src/engines/print-match/index.ts'
import { watchChildren } from '../harness/child-usage.ts'
import { dataFileOf } from '../harness/print-data.ts'
import { pdfkitFile } from '../harness/print-pdfs.ts'
import { type DrawnPage, households, layoutOf, PLAIN_CHOICES, seeded } from '../harness/print-runs.ts'

const LINES = 12
/** The letter around the fields: what a notice carries besides them. */
const letter = (page: DrawnPage): DrawnPage => ({
  ...page,
  texts: [
    ...page.texts,
    ...Array.from({ length: LINES }, (_, line) => ({
      text: `このたび、物価高騰支援給付金（こども加算）の支給を決定しましたので、次のとおり通知します。第${line}項`,
      x: 15,
      y: 100 + line * 9,
      sizePt: 10,
    })),
  ],
})

function codeSpecification(): PrintSpecification {
  return PrintSpecification.parse({
    version: 1,
    title: 'codes',
    data: { key: ['世帯番号'] },
    duplex: false,
    pages: [
      {
        name: 'p',
        fields: [
          { name: 'c', columns: ['世帯番号'], read: 'code', code: 'QRCode', area: [140, 10, 35, 35], identifies: true },
        ],
      },
    ],
  })
}

interface Job {
  readonly kind: 'text' | 'codes'
  readonly records: number
}
const dataOf = (records: number) => households(records, seeded(11), 3)

function runOf(job: Job): { specification: PrintSpecification; data: PrintTable; pages: Iterable<DrawnPage> } {
  const data = dataOf(job.records)
  if (job.kind === 'codes')
    return {
      specification: codeSpecification(),
      data,
      pages: data.records.map(({ key }) => ({ texts: [], code: { text: key, x: 145, y: 15, sizeMm: 20 } })),
    }
  const { specification, draw } = layoutOf({ ...PLAIN_CHOICES, identity: 'pattern' })
  // Drawn record by record, and only where the PDF is written: what is measured has no drawn pages in its memory.
  function* pages() {
    for (const record of data.records)
      for (const { sides } of draw({ ...data, records: [record] }).sheets) {
        yield letter(sides[0]!)
        yield sides[1]!
      }
  }
  return { specification, data, pages: pages() }
}

async function verifyFile(path: string, job: Job, threadCount: number, isApart: boolean) {
  const { specification, data } = runOf(job)
  const files = isApart ? await dataFileOf(data, specification) : undefined
  const source = {
    byteCount: statSync(path).size,
    open: ({ from, until }: { from: number; until: number }) => createReadStream(path, { start: from, end: until - 1 }),
  }
  const pdfs = [{ name: 'bench.pdf', source }]
  const childUsage = isApart ? watchChildren() : undefined
  const [begin, cpu] = [performance.now(), process.cpuUsage()]
  const summary = files
    ? await verifyApart({ ...files, pdfs, threadCount })
    : await verifyPrint({ specification, data, pdfs, threadCount })
  const seconds = (performance.now() - begin) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const children = childUsage?.() ?? { cpuSeconds: 0, megabytes: process.resourceUsage().maxRSS / 1024 }
  if (summary.outcome !== 'right') throw new Error(`${summary.outcome}: ${JSON.stringify(summary.diagnosis)}`)
  const report = {
    pages: summary.pages,
    seconds,
    cpu: (user + system) / 1e6 + children.cpuSeconds,
    megabytes: children.megabytes,
  }
  process.stdout.write(`${JSON.stringify(report)}\n`)
}

interface Report {
  readonly pages: number
  readonly seconds: number
  readonly cpu: number
  readonly megabytes: number
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (part: Buffer) => (text += part.toString()))
    child.on('error', reject)
    child.on('exit', (status) => (status === 0 ? resolve(text) : reject(new Error(`${program} ${args[0]}: ${status}`))))
  })
}

const self = fileURLToPath(import.meta.url)
/** The shell's own `times` tells what its children took. */
async function pdftotext(path: string, pages: number): Promise<Report> {
  const begin = performance.now()
  const text = await output('bash', ['-c', 'pdftotext -bbox "$0" /dev/null; times', path])
  const seconds = (performance.now() - begin) / 1000
  const ofChildren = text.trimEnd().split('\n').at(-1)!
  const cpu = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  )
  return { pages, seconds, cpu, megabytes: 0 }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

if (process.argv[2] === '--one') {
  const [, , , path, kind, records, threads, place] = process.argv
  await verifyFile(path!, { kind: kind as Job['kind'], records: Number(records) }, Number(threads), place === 'apart')
} else {
  const records = Number(process.argv[2] ?? 2000)
  const rounds = Number(process.argv[3] ?? 3)
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-print-bench-'))
  try {
    const [text, codes] = [join(folder, 'text.pdf'), join(folder, 'codes.pdf')]
    const codeCount = Math.min(200, records)
    await pdfkitFile(text, runOf({ kind: 'text', records }).pages)
    await pdfkitFile(codes, runOf({ kind: 'codes', records: codeCount }).pages)
    // As the confined child is started.
    const flags = ['--no-warnings', '--max-semi-space-size=8']
    const one = async (path: string, kind: Job['kind'], count: number, threads: number, place: 'here' | 'apart') => {
      const args = ['--one', path, kind, String(count), String(threads), place]
      return JSON.parse(await output(process.execPath, [...flags, self, ...args])) as Report
    }
    const all: Record<string, Report[]> = {}
    const note = (name: string, report: Report) => (all[name] ??= []).push(report)
    for (let round = 0; round < rounds; round++) {
      note('pdftotext -bbox', await pdftotext(text, records * 2))
      note('verify, 1 thread, in this process', await one(text, 'text', records, 1, 'here'))
      note('verify, 2 threads, in this process', await one(text, 'text', records, 2, 'here'))
      note('verify, 1 thread, as the product does it', await one(text, 'text', records, 1, 'apart'))
      note('verify, 2 threads, as the product does it', await one(text, 'text', records, 2, 'apart'))
      note('codes, 1 thread, in this process', await one(codes, 'codes', codeCount, 1, 'here'))
    }
    const peer = all['pdftotext -bbox']!
    console.table(
      Object.entries(all).map(([name, reports]) => ({
        name,
        pagesPerSecond: Math.round(median(reports.map(({ pages, seconds }) => pages / seconds))),
        pagesPerCpuSecond: Math.round(median(reports.map(({ pages, cpu }) => pages / cpu))),
        ratioOfClock: median(
          reports.map(({ pages, seconds }, i) => pages / seconds / (peer[i]!.pages / peer[i]!.seconds)),
        ).toFixed(2),
        ratioOfCpu: median(reports.map(({ pages, cpu }, i) => pages / cpu / (peer[i]!.pages / peer[i]!.cpu))).toFixed(
          2,
        ),
        megabytes: Math.round(Math.max(...reports.map(({ megabytes }) => megabytes))),
      })),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
