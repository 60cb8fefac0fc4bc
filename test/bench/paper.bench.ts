/**
 * 紙の文字の読み取り: how much of the text on printed and scanned pages is read right, taken for another record's value, or not
 * read. Pages are drawn, turned, moved and spotted as scanners do; no real paper is used.
 */
import { buffer } from 'node:stream/consumers'
import { compileSpecification } from '../../src/engines/print-match/matching/compile.ts'
import { valueOf } from '../../src/engines/print-match/matching/compare-page.ts'
import { LEAST_CONFIDENCE, paperPlaces, shows, textsIn } from '../../src/engines/print-match/matching/paper-sides.ts'
import { blockFile } from '../../src/engines/print-match/reading/block-file.ts'
import { fileReader } from '../../src/engines/print-match/reading/file-reader.ts'
import { GOOD_SCANNER, type Scanner, scannedPages } from '../harness/print-paper.ts'
import { asPdf, pdfkitPdf } from '../harness/print-pdfs.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../harness/print-runs.ts'

const HOUSEHOLDS = Number(process.argv[2] ?? 6)
const SCANNERS: Readonly<Record<string, Scanner>> = {
  '300 dpi': GOOD_SCANNER,
  '200 dpi': { ...GOOD_SCANNER, dpi: 200 },
  '200 dpi, 1°, noise': { dpi: 200, turn: 1, shiftMm: 1.5, noise: 40 },
}

interface Counts {
  right: number
  wrong: number
  unread: number
}

async function measure(scanner: Scanner, explain: boolean): Promise<{ counts: Map<string, Counts>; seconds: number }> {
  const data = households(HOUSEHOLDS, seeded(11), 3)
  const run = layoutOf(PLAIN_CHOICES).draw(data)
  const files = await scannedPages(asPdf(await pdfkitPdf(run)), 5, scanner)
  const compiled = compileSpecification({ ...run.specification, readsText: true }, data)
  const places = paperPlaces(compiled)
  const counts = new Map<string, Counts>()
  let cpu = 0
  for (const [at, { name, source }] of files.entries()) {
    const bytes = await buffer(source.open({ from: 0, until: source.byteCount }))
    const side = (at % 2) as 0 | 1
    const record = data.records[Math.floor(at / 2)]!
    const reader = await fileReader(
      blockFile(bytes.length, (position, length) => bytes.subarray(position, position + length)),
      name,
    )
    const begin = process.cpuUsage()
    const { codes } = await reader.read(0, { watched: [], codes: [], texts: places[side].map(({ box }) => box) })
    const { user, system } = process.cpuUsage(begin)
    cpu += (user + system) / 1e6
    for (const { area, text, confidence = 0 } of codes) {
      const { field, row } = places[side][area]!
      const own = (from: (typeof data.records)[number]) => (field.isChild ? from.children[row] : from.values)
      const value = own(record) ? valueOf(field, own(record)!) : ''
      if (value === '') continue
      const count = counts.get(field.field.name) ?? { right: 0, wrong: 0, unread: 0 }
      counts.set(field.field.name, count)
      const isSure = confidence >= LEAST_CONFIDENCE
      const others = data.records.flatMap((other) => (own(other) ? [valueOf(field, own(other)!)] : []))
      if (isSure && shows(field, value, textsIn(text))) count.right++
      else if (isSure && others.some((other) => other !== '' && shows(field, other, textsIn(text)))) count.wrong++
      else {
        count.unread++
        if (explain) console.log(`  ${field.field.name}: ${value} ← ${JSON.stringify(text)} (${confidence})`)
      }
    }
  }
  return { counts, seconds: cpu / files.length }
}

for (const [name, scanner] of Object.entries(SCANNERS)) {
  const { counts, seconds } = await measure(scanner, process.argv.includes('--explain'))
  const total: Counts = { right: 0, wrong: 0, unread: 0 }
  for (const [field, count] of counts) {
    console.log(`${name} | ${field} | right ${count.right} | wrong ${count.wrong} | not read ${count.unread}`)
    for (const key of ['right', 'wrong', 'unread'] as const) total[key] += count[key]
  }
  console.log(`${name} | all | right ${total.right} | wrong ${total.wrong} | not read ${total.unread}`)
  console.log(`${name} | ${seconds.toFixed(2)} s of processor a page`)
}
