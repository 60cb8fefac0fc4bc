/**
 * Reading a synthetic staff list of 100,000 rows and 13 columns: rows a second of processor time (all threads; the clock on
 * the wall says little on a shared machine), the greatest resident memory and the number of cells with U+FFFD. Each contender runs in a process of its own, in turn. Peers in the same run: exceljs's stream reader
 * and SheetJS (dense).
 *
 *   node test/bench/documents.bench.ts [rows, default 100000] [rounds, default 3]
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import writeXlsxFile from 'write-excel-file/node'
import * as XLSX from 'xlsx'
import { readDocument, xlsxBytes } from '../../src/engines/documents/index.ts'

const headers = Array.from({ length: 13 }, (_, at) => `列${at + 1}`)

function* staff(count: number) {
  for (let i = 0; i < count; i++) {
    yield [
      String(i).padStart(6, '0'),
      `試験 花子${i}`,
      'シケン ハナコ',
      '1975-04-01',
      `東京都千代田区試験町${i % 97}-${i % 13}`,
      `03-0000-${String(i % 10_000).padStart(4, '0')}`,
      `staff${i}@x-pref.example`,
      '総務部',
      '係長',
      i % 60,
      '正規',
      '',
      '終',
    ]
  }
}

interface Counted {
  rows: number
  damagedCells: number
}

function count(into: Counted, cells: readonly unknown[]): void {
  into.rows++
  for (const cell of cells) if (typeof cell === 'string' && cell.includes('\uFFFD')) into.damagedCells++
}

async function ours(file: string): Promise<Counted> {
  const counted = { rows: 0, damagedCells: 0 }
  const reading = readDocument(await readFile(file), { name: '名簿.xlsx' })
  for await (const part of reading.parts) {
    if (part.kind === 'table') for await (const batch of part.rows) for (const row of batch) count(counted, row.cells)
  }
  if (reading.unread.length > 0) throw new Error(`unread: ${reading.unread[0]!.reason}`)
  return counted
}

async function exceljsStream(file: string): Promise<Counted> {
  const counted = { rows: 0, damagedCells: 0 }
  const book = new ExcelJS.stream.xlsx.WorkbookReader(createReadStream(file), {
    sharedStrings: 'cache',
    worksheets: 'emit',
  })
  for await (const sheet of book) for await (const row of sheet) count(counted, row.values as unknown[])
  return counted
}

async function sheetJsDense(file: string): Promise<Counted> {
  const counted = { rows: 0, damagedCells: 0 }
  const book = XLSX.read(await readFile(file), { dense: true, cellFormula: false, cellHTML: false })
  const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
  for (const row of rows) count(counted, row)
  return counted
}

const contenders: Record<string, (file: string) => Promise<Counted>> = {
  'ours, table of texts': (folder) => ours(join(folder, 'shared.xlsx')),
  'exceljs stream, table of texts': (folder) => exceljsStream(join(folder, 'shared.xlsx')),
  'SheetJS dense, table of texts': (folder) => sheetJsDense(join(folder, 'shared.xlsx')),
  'ours, texts inline': (folder) => ours(join(folder, 'inline.xlsx')),
  'exceljs stream, texts inline': (folder) => exceljsStream(join(folder, 'inline.xlsx')),
  'SheetJS dense, texts inline': (folder) => sheetJsDense(join(folder, 'inline.xlsx')),
}

async function runOne(name: string, folder: string, rowCount: number): Promise<void> {
  const begin = process.cpuUsage()
  const { rows, damagedCells } = await contenders[name]!(folder)
  const { user, system } = process.cpuUsage(begin)
  const seconds = (user + system) / 1e6
  if (rows !== rowCount + 1) throw new Error(`${name}: ${rows} rows`)
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  await writeFile(
    join(folder, 'result.json'),
    JSON.stringify({ rowsPerSecond: rows / seconds, megabytes, damagedCells }),
  )
}

interface Result {
  readonly rowsPerSecond: number
  readonly megabytes: number
  readonly damagedCells: number
}

const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[values.length >> 1]!

async function runAll(rowCount: number, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-documents-'))
  try {
    const inline = xlsxBytes('名簿', { headers, rows: staff(rowCount) })
    await pipeline(Readable.from(inline), createWriteStream(join(folder, 'inline.xlsx')))
    const cells = [headers, ...staff(rowCount)].map((row) => row.map((value) => ({ value })))
    await writeXlsxFile(cells).toFile(join(folder, 'shared.xlsx'))
    const results = new Map<string, Result[]>()
    for (let round = 0; round < rounds; round++) {
      for (const name of Object.keys(contenders)) {
        const args = ['--no-warnings', fileURLToPath(import.meta.url), '--one', name, folder, String(rowCount)]
        if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) throw new Error(`${name} failed`)
        const result = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as Result
        results.set(name, [...(results.get(name) ?? []), result])
      }
    }
    const speedOf = (name: string) => median(results.get(name)!.map(({ rowsPerSecond }) => rowsPerSecond))
    console.table(
      [...results].map(([name, list]) => ({
        name,
        'rows per CPU second': Math.round(speedOf(name)),
        'ours / it': (speedOf(`ours, ${name.slice(name.lastIndexOf(', ') + 2)}`) / speedOf(name)).toFixed(1),
        MB: Math.max(...list.map(({ megabytes }) => megabytes)),
        'cells with U+FFFD': Math.max(...list.map(({ damagedCells }) => damagedCells)),
      })),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const [, , first, second, third, fourth] = process.argv
if (first === '--one') await runOne(second!, third!, Number(fourth))
else await runAll(Number(first ?? 100_000), Number(second ?? 3))
