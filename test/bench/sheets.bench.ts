/**
 * Sheets of 100,000 rows and 13 columns of synthetic staff: rows/s and the greatest resident memory, each contender in a
 * process of its own. Peers in the same run: csv-parse alone on the same rows, and write-excel-file.
 *
 *   node test/bench/sheets.bench.ts [rows, default 100000]
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import writeXlsxFile from 'write-excel-file/node'
import { csvBytes, csvRows, type SheetRow, xlsxBytes, xlsxRows } from '../../src/engines/documents/index.ts'

const headers = Array.from({ length: 13 }, (_, at) => `列${at + 1}`)

function* staff(count: number) {
  for (let i = 0; i < count; i++) {
    yield [
      String(i).padStart(6, '0'),
      `試験 花子${i}`,
      'シケン ハナコ',
      { day: '1975-04-01' },
      `東京都千代田区試験町${i % 97}-${i % 13}`,
      `03-0000-${String(i % 10_000).padStart(4, '0')}`,
      `staff${i}@x-pref.example`,
      '総務部',
      '係長',
      i % 60,
      i % 2 === 0,
      '',
      '終',
    ]
  }
}

async function counted(batches: AsyncIterable<readonly SheetRow[]>): Promise<number> {
  let [rows, damaged] = [0, 0]
  for await (const batch of batches) {
    rows += batch.length
    for (const { cells } of batch) if (cells.some((cell) => cell.includes('\uFFFD'))) damaged++
  }
  if (damaged > 0) throw new Error(`${damaged} damaged rows`)
  return rows
}

/** Each works on the files of the folder, and answers how many rows it has seen. */
const contenders: Record<string, (folder: string, count: number) => Promise<number>> = {
  'write csv': async (folder, count) => {
    await pipeline(Readable.from(csvBytes({ headers, rows: staff(count) })), createWriteStream(join(folder, 'a.csv')))
    return count + 1
  },
  'write xlsx': async (folder, count) => {
    const bytes = xlsxBytes('名簿', { headers, rows: staff(count) })
    await pipeline(Readable.from(bytes), createWriteStream(join(folder, 'a.xlsx')))
    return count + 1
  },
  'write xlsx: write-excel-file': async (folder, count) => {
    const rows = [...staff(count)].map((row) => row.map((value) => (typeof value === 'object' ? value.day : value)))
    await writeXlsxFile([headers, ...rows].map((row) => row.map((value) => ({ value })))).toFile(join(folder, 'b.xlsx'))
    return count + 1
  },
  'read csv: csv-parse alone': async (folder) => {
    let rows = 0
    const parser = Readable.from([await readFile(join(folder, 'a.csv'))]).pipe(parse({ bom: true }))
    for await (const _ of parser) rows++
    return rows
  },
  'read csv': async (folder) => counted(csvRows(await readFile(join(folder, 'a.csv'))).batches),
  'read xlsx, texts inline': async (folder) =>
    counted((await xlsxRows(await readFile(join(folder, 'a.xlsx')))).batches),
  'read xlsx, table of texts': async (folder) =>
    counted((await xlsxRows(await readFile(join(folder, 'b.xlsx')))).batches),
}

async function runOne(name: string, folder: string, count: number): Promise<void> {
  const begin = performance.now()
  const rows = await contenders[name]!(folder, count)
  const seconds = (performance.now() - begin) / 1000
  if (rows !== count + 1) throw new Error(`${name}: ${rows} rows`)
  const result = {
    name,
    rowsPerSecond: Math.round(rows / seconds),
    maxMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  await writeFile(join(folder, 'result.json'), JSON.stringify(result))
}

const [, , first, second, third] = process.argv
if (first === '--one') await runOne(second!, third!, Number(process.argv[5]))
else {
  const count = Number(first ?? 100_000)
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-sheets-'))
  try {
    const results: object[] = []
    for (const name of Object.keys(contenders)) {
      const args = [fileURLToPath(import.meta.url), '--one', name, folder, String(count)]
      const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
      if (status !== 0) throw new Error(`${name} failed`)
      results.push(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as object)
    }
    console.table(results)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
