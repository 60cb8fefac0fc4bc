import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import { endpoint } from '../../base/endpoint.ts'
import { newId } from '../../base/ids.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from './contract.ts'
import { bindExport, type ListSheet } from './export-list.ts'
import { openSheet } from './read-sheet.ts'

const db = useTestDatabase()

interface Line {
  readonly name: string
  readonly count: number
}
const list = endpoint({
  method: 'GET',
  path: '/api/trial/lines',
  right: 'trial:read',
  input: PageRequest.extend({ text: z.string().optional() }),
  output: pageOf(z.object({ name: z.string(), count: z.int() })),
  refuses: [],
  summary: 'Lines.',
})
const sheet: ListSheet<Line> = {
  list: 'trial.lines',
  title: { ja: '試験の一覧', en: 'Trial lines' },
  columns: (say) => [
    { header: say({ ja: '名称', en: 'Name' }), value: (line) => line.name },
    { header: say({ ja: '件数', en: 'Count' }), value: (line) => line.count },
  ],
}

/** 1,203 lines in pages, two of which a spreadsheet would run. */
const lines: Line[] = Array.from({ length: 1203 }, (_, count) => ({
  name: count === 7 ? '=HYPERLINK("http://outside.example")' : count === 8 ? '@SUM(A1)' : `行 ${count}`,
  count: -count,
}))
const sizes: number[] = []
const route = bindExport(
  exportOf(list),
  async (_tx, _actor, { text, size, cursor }) => {
    sizes.push(size)
    const found = lines.filter(({ name }) => name.includes(text ?? ''))
    const from = Number(cursor ?? 0)
    const items = found.slice(from, from + size)
    return from + size < found.length ? { items, nextCursor: String(from + size) } : { items }
  },
  sheet,
)

async function take(input: Record<string, unknown>) {
  const orgId = await db.newOrganisation()
  const personId = newId()
  const actor: Actor = { orgId, personId, kind: 'account', via: 'test' }
  await db.inOrganisation(orgId, (tx) => tx.insertInto('person').values({ id: personId, name: '試験 担当' }).execute())
  const asked = route.endpoint.input.parse(input) as never
  const file = await db.inOrganisation(orgId, (tx) => route.run(tx, actor, asked))
  const content = await buffer(file.content)
  const events = await db.inOrganisation(orgId, (tx) =>
    tx.selectFrom('event').where('type', '=', 'sheet_export.made').select(['facts', 'actor_id']).execute(),
  )
  return { file, content, events, personId }
}

test('書き出し: the export of a list has its right and its filters, and neither cursor nor size', () => {
  expect(route.endpoint).toMatchObject({ path: '/api/trial/lines/export', right: 'trial:read', method: 'GET' })
  expect(Object.keys((route.endpoint.input as z.ZodObject).shape).sort()).toEqual(['format', 'language', 'text'])
})

test('書き出し: every row over all pages, no formula, and an event that says how many', async () => {
  const { file, content, events, personId } = await take({ format: 'csv' })
  expect(file.fileName).toBe('試験の一覧.csv')
  const rows = content.toString('utf8').replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(rows[0]).toBe('名称,件数')
  expect(rows).toHaveLength(lines.length + 1)
  expect(rows[8]).toBe(`"'=HYPERLINK(""http://outside.example"")",-7`)
  expect(rows[9]).toBe(`'@SUM(A1),-8`)
  expect(rows.slice(1).filter((row) => /^"?[=+@-]/.test(row))).toEqual([])
  expect(events).toEqual([{ facts: { list: 'trial.lines', rowCount: 1203, format: 'csv' }, actor_id: personId }])
})

test('書き出し: narrowed as the list is, in English, as a workbook whose texts are texts', async () => {
  const { file, content, events } = await take({ text: 'SUM', language: 'en' })
  expect(file.fileName).toBe('Trial lines.xlsx')
  const rows: string[][] = []
  for await (const batch of (await openSheet(content)).batches) for (const row of batch) rows.push([...row.cells])
  expect(rows).toEqual([
    ['Name', 'Count'],
    ['@SUM(A1)', '-8'],
  ])
  expect(events[0]).toMatchObject({ facts: { rowCount: 1, format: 'xlsx' } })
})
