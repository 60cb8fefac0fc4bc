/**
 * A run of 100,000 sheets (200,000 pages) in one file: greatest resident memory, sampled while it is verified. The file is
 * written by hand, with one embedded Japanese font, because no writer needs to be measured here. Pictures on the fronts make
 * it as large as wanted: what a run of two gigabytes asks of the reader. It is verified as the product does it: by a confined
 * child that reads the data from a file, and whose memory is told; "here" verifies in one process, data given.
 *
 *   node test/bench/print-memory.bench.ts [sheets, default 100000] [bytes of pictures, default 0] [threads, default 1] [apart | here]
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { PrintSpecification, type PrintTable, verifyApart, verifyPrint } from '../../src/engines/print-match/index.ts'
import { watchChildren } from '../harness/child-usage.ts'
import { dataFileOf } from '../harness/print-data.ts'
import { FONT } from '../harness/print-pdfs.ts'

const sheets = Number(process.argv[2] ?? 100_000)
const pictureBytes = Math.floor(Number(process.argv[3] ?? 0) / sheets)
const threadCount = Number(process.argv[4] ?? 1)
const isApart = process.argv[5] !== 'here'
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
    values: [`K${i}`, `試験 花子${i}`],
    children: Array.from({ length: i % 4 }, (_child, c) => [`見本 太郎${i} 第${c}子`]),
  })),
}

/** The glyphs of a font by their numbers, and what makes text of them again. */
function embeddedFont() {
  const pdfkit = createRequire(import.meta.resolve('pdfkit'))
  const fontkit = pdfkit('fontkit') as {
    create(bytes: Buffer): { glyphForCodePoint(code: number): { id: number; advanceWidth: number }; unitsPerEm: number }
  }
  const program = readFileSync(FONT)
  const font = fontkit.create(program)
  const text = [...new Set('K0123456789試験花子見本太郎第 ')]
  const glyphs = new Map(text.map((each) => [each, font.glyphForCodePoint(each.codePointAt(0)!)]))
  const hex = (number: number) => number.toString(16).padStart(4, '0')
  return {
    program,
    widths: [...glyphs.values()]
      .map(({ id, advanceWidth }) => `${id} [${Math.round((advanceWidth * 1000) / font.unitsPerEm)}]`)
      .join(' '),
    unicode: [...glyphs].map(([each, { id }]) => `<${hex(id)}> <${hex(each.codePointAt(0)!)}>`),
    hexOf: (line: string) => Array.from(line, (each) => hex(glyphs.get(each)!.id)).join(''),
  }
}

async function writePdf(path: string): Promise<void> {
  const font = embeddedFont()
  const out = createWriteStream(path)
  const places: number[] = []
  let written = 0
  const write = async (bytes: string | Uint8Array) => {
    const part = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
    written += part.length
    if (!out.write(part)) await once(out, 'drain')
  }
  const object = async (number: number, body: string, stream?: string | Uint8Array) => {
    places[number] = written
    await write(`${number} 0 obj\n${body}\n`)
    if (stream !== undefined) {
      await write('stream\n')
      await write(stream)
      await write('\nendstream\n')
    }
    await write('endobj\n')
  }
  const line = (text: string, y: number) => `BT /F 11 Tf 50 ${y} Td <${font.hexOf(text)}> Tj ET\n`
  const program = deflateSync(font.program)
  const unicode = [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    `${font.unicode.length} beginbfchar`,
    ...font.unicode,
    'endbfchar endcmap end end',
  ].join('\n')
  // One row of grey, as tall as it must be: no page shows the same.
  const pictureHeight = Math.max(1, Math.ceil(pictureBytes / 100))
  const picture = new Uint8Array(100 * pictureHeight)
  await write('%PDF-1.4\n')
  const pageNumber = (page: number) => 10 + page * 3
  await object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  await object(
    3,
    '<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>',
  )
  await object(
    4,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /DW 1000 /W [${font.widths}] >>`,
  )
  await object(
    5,
    '<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 -300 1000 1200] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontFile2 6 0 R >>',
  )
  await object(6, `<< /Length ${program.length} /Length1 ${font.program.length} /Filter /FlateDecode >>`, program)
  await object(7, `<< /Length ${unicode.length} >>`, unicode)
  for (let page = 0; page < sheets * 2; page++) {
    const record = data.records[page >> 1]!
    const hasPicture = page % 2 === 0 && pictureBytes > 0
    const stream =
      page % 2 === 0
        ? line(record.values[0]!, 785) +
          line(record.values[1]!, 757) +
          (hasPicture ? 'q 100 0 0 60 400 40 cm /I Do Q\n' : '')
        : record.children.map(([child], c) => line(child!, 785 - c * 28.35)).join('')
    const number = pageNumber(page)
    const resources = `/Font << /F 3 0 R >>${hasPicture ? ` /XObject << /I ${number + 2} 0 R >>` : ''}`
    await object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${number + 1} 0 R >>`,
    )
    await object(number + 1, `<< /Length ${stream.length} >>`, stream)
    if (hasPicture) {
      const bytes = Uint8Array.from(picture) // a stream keeps what it was given until it is written
      new DataView(bytes.buffer).setUint32(0, page)
      await object(
        number + 2,
        `<< /Type /XObject /Subtype /Image /Width 100 /Height ${pictureHeight} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${bytes.length} >>`,
        bytes,
      )
    } else places[number + 2] = 0
  }
  places[2] = written
  await write(`2 0 obj\n<< /Type /Pages /Count ${sheets * 2} /Kids [`)
  for (let page = 0; page < sheets * 2; page++) await write(`${pageNumber(page)} 0 R${page % 10 === 9 ? '\n' : ' '}`)
  await write('] >>\nendobj\n')
  const start = written
  await write(`xref\n0 ${places.length}\n0000000000 65535 f \n`)
  for (let number = 1; number < places.length; number++) {
    const place = places[number] ?? 0
    await write(place === 0 ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`)
  }
  await write(`trailer << /Size ${places.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  out.end()
  await finished(out)
}

async function verifyFile(path: string): Promise<void> {
  const source = {
    byteCount: statSync(path).size,
    open: ({ from, until }: { from: number; until: number }) => createReadStream(path, { start: from, end: until - 1 }),
  }
  const files = isApart ? await dataFileOf(data, specification) : undefined
  const childUsage = isApart ? watchChildren() : undefined
  const [begin, cpu] = [performance.now(), process.cpuUsage()]
  let shown = 0
  const run = {
    pdfs: [{ name: 'many.pdf', source }],
    threadCount,
    onProgress({ pagesDone }: { readonly pagesDone: number }) {
      if (pagesDone - shown < 20_000) return
      shown = pagesDone
      console.log(`${pagesDone} pages`)
    },
  }
  const summary = files ? await verifyApart({ ...run, ...files }) : await verifyPrint({ ...run, specification, data })
  const children = childUsage?.() ?? { cpuSeconds: 0, megabytes: process.resourceUsage().maxRSS / 1024 }
  const { user, system } = process.cpuUsage(cpu)
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
      cpuSeconds: Math.round((user + system) / 1e6 + children.cpuSeconds),
      maxMegabytes: Math.round(children.megabytes),
    },
  ])
}

const given = process.argv[6]
if (given === undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-print-memory-'))
  try {
    const path = join(folder, 'many.pdf')
    await writePdf(path)
    // In a process of its own: writing left its traces in this one.
    const args = [String(sheets), process.argv[3] ?? '0', String(threadCount), isApart ? 'apart' : 'here', path]
    // With the young generation that the confined child has.
    const flags = ['--no-warnings', '--max-semi-space-size=8']
    spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
} else await verifyFile(given)
