import { beforeAll, describe, expect, test } from 'vitest'
import { dataFileOf } from '../../../../test/harness/print-data.ts'
import { asPdf, pdfkitPdf } from '../../../../test/harness/print-pdfs.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../../test/harness/print-runs.ts'
import { bytesOf } from '../../documents/index.ts'
import { CannotVerify } from '../cannot-verify.ts'
import type { PrintPdf } from '../print-run.ts'
import { PrintSpecification } from '../specification.ts'
import type { SheetVerdict } from '../verdict.ts'
import { verifyPrint } from '../verify-print.ts'
import { dataShapeApart, openPrintData, readPrintDataApart } from './print-data-apart.ts'
import { readRun, VERIFY_LIMITS, verifyApart } from './verify-apart.ts'

let run: DrawnRun
let specification: PrintSpecification
let files: { readonly data: readonly PrintPdf[]; readonly pdfs: readonly PrintPdf[] }

beforeAll(async () => {
  run = layoutOf(PLAIN_CHOICES).draw(households(9, seeded(3)))
  const made = await dataFileOf(run.data, run.specification)
  specification = PrintSpecification.parse(made.specification)
  files = { data: made.data, pdfs: [asPdf(await pdfkitPdf(run))] }
})

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (cause) {
    if (cause instanceof CannotVerify) return `${cause.reason} ${cause.facts.why ?? ''}`.trim()
    throw cause
  }
}
/** A source that gives nothing while somebody waits: a reader that is held for ever looks the same from outside. */
const endless = (bytes: number): PrintPdf => ({ name: 'data.csv', source: bytesOf(Buffer.alloc(bytes, 'a,"')) })

describe('別の小さなプロセスで読む照合', () => {
  test('同じ結果を、1枚ずつ知らせながら返します', { timeout: 120_000 }, async () => {
    const [here, apart]: [SheetVerdict[], SheetVerdict[]] = [[], []]
    const inProcess = await readRun({ specification, ...files })
    const must = await verifyPrint({ ...inProcess, onSheet: (sheet) => void here.push(sheet) })
    const is = await verifyApart({ specification, ...files, onSheet: (sheet) => void apart.push(sheet) })
    expect(must.outcome).toBe('right')
    expect(is).toEqual(must)
    expect(apart).toEqual(here)
  })

  test('データに列がないことも、同じ言葉で返します', { timeout: 60_000 }, async () => {
    const wrong = { ...specification, data: { ...specification.data, key: ['どこにもない列'] } }
    expect(await reasonOf(verifyApart({ specification: wrong, ...files }))).toBe('column_missing')
  })

  test('時間の上限で止め、正しいとは言いません', { timeout: 60_000 }, async () => {
    const limits = { ...VERIFY_LIMITS, silentSeconds: 0.01 }
    expect(await reasonOf(verifyApart({ specification, ...files }, limits))).toBe('reader_stopped timed_out')
  })

  test('メモリの上限で止め、正しいとは言いません', { timeout: 60_000 }, async () => {
    const limits = { ...VERIFY_LIMITS, memoryBytes: 200 * 1024 ** 2 }
    const large = { specification, pdfs: files.pdfs, data: [endless(150 * 1024 ** 2)] }
    expect(await reasonOf(verifyApart(large, limits))).toMatch(/^reader_stopped (out_of_memory|crashed)$/)
  })

  test('取りやめると、プロセスも終わります', { timeout: 60_000 }, async () => {
    const stop = new AbortController()
    const work = verifyApart({ specification, ...files, signal: stop.signal })
    stop.abort()
    expect(await reasonOf(work)).toBe('cancelled')
  })
})

describe('別の小さなプロセスで読むデータ', () => {
  test('1件だけでも、全件でも、この場で読むのと同じです', { timeout: 60_000 }, async () => {
    const { data } = await readRun({ specification, ...files })
    expect((await readPrintDataApart(specification, files.data)).records).toEqual(data.records)
    const open = await openPrintData(specification, files.data)
    const [some] = data.records.slice(4)
    expect([open.recordCount, await open.find(some!.key), await open.find('none')]).toEqual([9, some, undefined])
    await open.close()
    expect((await dataShapeApart(files.data)).shape).toMatchObject({ key: specification.data.key })
  })
})
