import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Parts } from '../../src/app/composition/open-parts.ts'
import { allRoutes } from '../../src/app/composition/routes.ts'
import { readSettings } from '../../src/app/settings.ts'

const root = join(import.meta.dirname, '../..')
/** What routes are bound to is of no matter here: nothing is called. */
const parts = {
  settings: readSettings({ SEKISHO_DATA: '/nowhere' }),
  secrets: { signIn: 'x'.repeat(40), gateTag: 'x'.repeat(8), setupCode: 'x'.repeat(16) },
  host: 'gate.example',
} as unknown as Parts
const routes = allRoutes(parts, {} as never)

const answersPages = (output: z.ZodType) =>
  output instanceof z.ZodObject && 'items' in output.shape && 'nextCursor' in output.shape

test('every list can be taken out as a file, by who may see it', () => {
  const lists = routes.filter(({ endpoint }) => endpoint.method === 'GET' && answersPages(endpoint.output))
  expect(lists.length).toBeGreaterThan(8)
  const missing = lists.filter(({ endpoint }) => {
    const file = routes.find((one) => one.endpoint.path === `${endpoint.path}/export`)
    return file?.kind !== 'download' || file.endpoint.right !== endpoint.right
  })
  expect(
    missing.map(({ endpoint }) => endpoint.path).sort(),
    'declare exportOf(list) in the contract and bind it with bindExport (kernel/sheets)',
  ).toEqual([])
})

test('every table of pages offers its export', () => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'], {
    cwd: root,
    encoding: 'utf8',
  })
  const screens = listed.split('\n').filter((path) => /\/web\/.*\.tsx$/.test(path))
  const count = (text: string, prop: string) => text.split(` ${prop}={`).length - 1
  const tables = screens.map((path) => ({ path, text: read(path) })).filter(({ text }) => count(text, 'pages') > 0)
  expect(tables.length).toBeGreaterThan(5)
  const bare = tables.filter(
    ({ path, text }) => !path.startsWith('src/webkit/') && count(text, 'exportOf') < count(text, 'pages'),
  )
  expect(
    bare.map(({ path }) => path),
    'give the table exportOf={{ endpoint, input }}',
  ).toEqual([])
})

function read(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return '' // deleted, not yet committed
  }
}
