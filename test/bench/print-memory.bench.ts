/**
 * A run of 100,000 sheets (200,000 pages) in one file: greatest resident memory, sampled while it is verified. The file is
 * written by hand, with one base font, because no writer needs to be measured here.
 *
 *   node test/bench/print-memory.bench.ts [sheets, default 100000]
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { PrintSpecification, type PrintTable, verifyPrint } from '../../src/engines/print-match/index.ts'

const sheets = Number(process.argv[2] ?? 100_000)
const specification = PrintSpecification.parse({
  version: 1,
  title: 'many',
  data: { key: ['key'] },
  pages: [
    {
      name: 'front',
      fields: [
        { name: 'key', columns: ['key'], area: [15, 15, 60, 10], identifies: true },
        { name: 'name', columns: ['name'], area: [15, 25, 100, 10] },
      ],
    },
    {
      name: 'back',
      fields: [
        { name: 'child', of: 'child', columns: ['child'], rows: { count: 3, pitch: 10 }, area: [15, 15, 100, 9] },
      ],
    },
  ],
})
const data: PrintTable = {
  columns: ['key', 'name'],
  childColumns: ['child'],
  files: [],
  records: Array.from({ length: sheets }, (_, i) => ({
    key: `K${i}`,
    line: i + 2,
    values: [`K${i}`, `Test Person ${i}`],
    children: Array.from({ length: i % 4 }, (_child, c) => [`Child ${c} of ${i}`]),
  })),
}

async function writePdf(path: string): Promise<void> {
  const out = createWriteStream(path)
  const places: number[] = []
  let written = 0
  const write = async (text: string) => {
    written += text.length
    if (!out.write(text, 'latin1')) await once(out, 'drain')
  }
  const object = async (number: number, body: string) => {
    places[number] = written
    await write(`${number} 0 obj\n${body}\nendobj\n`)
  }
  const line = (text: string, y: number) => `BT /F 11 Tf 50 ${y} Td (${text}) Tj ET\n`
  await write('%PDF-1.4\n')
  const pageNumber = (page: number) => 4 + page * 2
  await object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  await object(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  for (let page = 0; page < sheets * 2; page++) {
    const record = data.records[page >> 1]!
    const stream =
      page % 2 === 0
        ? line(record.values[0]!, 785) + line(record.values[1]!, 757)
        : record.children.map(([child], c) => line(child!, 785 - c * 28.35)).join('')
    await object(
      pageNumber(page),
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${pageNumber(page) + 1} 0 R >>`,
    )
    await object(pageNumber(page) + 1, `<< /Length ${stream.length} >>\nstream\n${stream}endstream`)
  }
  places[2] = written
  await write(`2 0 obj\n<< /Type /Pages /Count ${sheets * 2} /Kids [`)
  for (let page = 0; page < sheets * 2; page++) await write(`${pageNumber(page)} 0 R${page % 10 === 9 ? '\n' : ' '}`)
  await write('] >>\nendobj\n')
  const start = written
  await write(`xref\n0 ${places.length}\n0000000000 65535 f \n`)
  for (let number = 1; number < places.length; number++)
    await write(`${String(places[number]).padStart(10, '0')} 00000 n \n`)
  await write(`trailer << /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  out.end()
  await finished(out)
}

async function verifyFile(path: string): Promise<void> {
  const source = {
    byteCount: statSync(path).size,
    open: ({ from, until }: { from: number; until: number }) => createReadStream(path, { start: from, end: until - 1 }),
  }
  const begin = performance.now()
  let shown = 0
  const summary = await verifyPrint({
    specification,
    data,
    pdfs: [{ name: 'many.pdf', source }],
    threadCount: 1,
    onProgress({ pagesDone }) {
      if (pagesDone - shown < 20_000) return
      shown = pagesDone
      console.log(
        `${pagesDone} pages, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB now, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
      )
    },
  })
  const seconds = (performance.now() - begin) / 1000
  console.log(
    summary.diagnosis.map(({ sentence }) => sentence.en),
    summary.mismatches.slice(0, 3),
  )
  console.table([
    {
      outcome: summary.outcome,
      pages: summary.pages,
      megabytesOfFile: Math.round(source.byteCount / 2 ** 20),
      pagesPerSecond: Math.round(summary.pages / seconds),
      cpuSeconds: Math.round(process.cpuUsage().user / 1e6),
      maxMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  ])
}

if (process.argv[3] === undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-print-memory-'))
  try {
    const path = join(folder, 'many.pdf')
    await writePdf(path)
    // In a process of its own: writing left its traces in this one.
    spawnSync(process.execPath, ['--no-warnings', fileURLToPath(import.meta.url), String(sheets), path], {
      stdio: 'inherit',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
} else await verifyFile(process.argv[3])
