import fc from 'fast-check'
import { stringify } from 'yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../test/harness/print-contents.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import { csvBytes, xlsxBytes } from '../documents/index.ts'
import { CannotVerify, PrintSpecification, type PrintTable, readPrintData, readSpecification } from './index.ts'
import { normalised } from './values/normalise.ts'

const isDeep = process.env['SEKISHO_DEEP'] === '1'
let run: DrawnRun
let specification: PrintSpecification
let files: readonly { readonly name: string; readonly bytes: Uint8Array }[]

beforeAll(async () => {
  run = layoutOf(PLAIN_CHOICES).draw(households(8, seeded(3)))
  const { columns, childColumns, records } = run.data
  const rows = records.flatMap(({ values, children }) =>
    (children.length === 0 ? [childColumns.map(() => '')] : children).map((child) => [...values, ...child]),
  )
  const headers = [...columns, ...childColumns]
  const children = { in: 'rows' as const, columns: [...childColumns] }
  specification = PrintSpecification.parse({ ...run.specification, data: { key: [columns[0]!], children } })
  files = [
    { name: 'data.csv', bytes: await whole(csvBytes({ headers, rows })) },
    { name: 'data.xlsx', bytes: await whole(xlsxBytes('データ', { headers, rows })) },
  ]
})

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

/** Bytes changed, cut out, doubled: places are shares of the length. */
const damages = fc.array(
  fc.record({
    how: fc.constantFrom('change', 'cut', 'double'),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    length: fc.integer({ min: 1, max: 12 }),
    by: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 4 },
)
type Damage = typeof damages extends fc.Arbitrary<infer D> ? D : never

function damaged(bytes: Uint8Array, how: Damage): Buffer {
  return how.reduce((before, { how: kind, at, length, by }) => {
    const place = Math.floor(at * before.length)
    const [head, middle, tail] = [
      before.subarray(0, place),
      before.subarray(place, place + length),
      before.subarray(place + length),
    ]
    if (kind === 'cut') return Buffer.concat([head, tail])
    if (kind === 'double') return Buffer.concat([head, middle, middle, tail])
    const changed = Buffer.from(before)
    if (changed.length > 0) changed[place]! ^= by
    return changed
  }, Buffer.from(bytes))
}

async function orReason<T>(work: () => T | Promise<T>): Promise<T | string> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof CannotVerify) return cause.reason
    throw cause
  }
}

describe('壊れた、または仕掛けのあるファイル', () => {
  test.each([0, 1])(
    'データ: 読めないと言うか、紙と同じでなければ、正しいとは言いません (%s)',
    { timeout: 120_000 },
    async (at) => {
      const { name, bytes } = files[at]!
      await fc.assert(
        fc.asyncProperty(damages, async (how) => {
          expect(await isWronglyRight(name, damaged(bytes, how))).toBe(false)
        }),
        { numRuns: isDeep ? 3000 : 40 },
      )
    },
  )

  test('仕様: 読めるか、理由を言うかのどちらかです', { timeout: 120_000 }, async () => {
    const text = Buffer.from(stringify(specification))
    await fc.assert(
      fc.asyncProperty(damages, async (how) => {
        const read = await orReason(() => readSpecification(damaged(text, how).toString('utf8')))
        expect(typeof read === 'string' ? read : read.version).toBeTruthy()
      }),
      { numRuns: isDeep ? 3000 : 40 },
    )
  })

  test.each([
    ['深い入れ子', '['.repeat(60_000)],
    ['深い入れ子のブロック', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['閉じた深い入れ子', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['別名の山', `a: &a [x]\nb: [${'*a,'.repeat(30_000)}]`],
    ['長い1行', `title: "${'あ'.repeat(400_000)}"`],
    ['同じキー', 'version: 1\nversion: 1'],
    ['キーの山', Array.from({ length: 40_000 }, (_, at) => `k${at}: 1`).join('\n')],
    ['?の山', '? '.repeat(30_000)],
    ['-の山', '- '.repeat(30_000)],
  ])('仕様の仕掛け: %s は、理由を言って断ります', { timeout: 60_000 }, async (_, text) => {
    expect(await orReason(() => readSpecification(text))).toMatch(/^specification_/)
  })
})

/** Taken for right, though the data say another thing than the paper. */
async function isWronglyRight(name: string, bytes: Uint8Array): Promise<boolean> {
  const table = await orReason(() => readPrintData(specification, [{ name, bytes }]))
  if (typeof table === 'string') return false
  const summary = await orReason(() => verifyDrawn({ ...run, specification }, { data: table }))
  return typeof summary !== 'string' && summary.outcome === 'right' && printed(table) !== printed(run.data)
}

/** The columns that are printed. */
function printed({ columns, childColumns, records }: PrintTable): string {
  const names = (of: string) =>
    new Set(
      specification.pages.flatMap(({ fields }) => fields.flatMap((field) => (field.of === of ? field.columns : []))),
    )
  const kept = (all: readonly string[], row: readonly string[], of: string) =>
    row.filter((_, at) => names(of).has(all[at]!)).map((value) => normalised(value).replaceAll(/[^\p{L}\p{N}]/gu, ''))
  return JSON.stringify(
    records.map(({ values, children }) => [
      kept(columns, values, 'record'),
      children.map((child) => kept(childColumns, child, 'child')),
    ]),
  )
}
