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

/** Nothing but one array of objects, with plain values beside it: a list, whatever its array is called. */
function answersList(output: z.ZodType): boolean {
  if (!(output instanceof z.ZodObject)) return false
  const parts = Object.values(output.shape).map(bare)
  const lists = parts.filter((part) => part instanceof z.ZodArray && bare(part.element) instanceof z.ZodObject)
  const isPlain = (part: z.ZodType) => !(part instanceof z.ZodArray || part instanceof z.ZodObject)
  return lists.length === 1 && parts.filter((part) => !isPlain(part)).length === 1
}

const bare = (part: unknown): z.ZodType =>
  part instanceof z.ZodOptional || part instanceof z.ZodNullable || part instanceof z.ZodDefault
    ? bare(part.unwrap())
    : (part as z.ZodType)

/** What a form chooses from, or a page is drawn with; nobody files it. */
const NO_LISTS: ReadonlySet<string> = new Set([
  '/api/access/credentials', // one's own, a handful
  '/api/people/stand-ins/colleagues',
  '/api/print-checks/job-choices',
  // One question with what it is about.
  '/api/print-checks/client-question',
  '/api/print-checks/guest/proof',
  '/api/vendors/guest/roster',
])

test('every list can be taken out as a file, by who may see it', () => {
  const lists = routes.filter(({ endpoint }) => endpoint.method === 'GET' && answersList(endpoint.output))
  expect(lists.length).toBeGreaterThan(8)
  const missing = lists.filter(({ endpoint }) => {
    const file = routes.find((one) => one.endpoint.path === `${endpoint.path}/export`)
    return file?.kind !== 'download' || file.endpoint.right !== endpoint.right
  })
  expect(
    missing
      .map(({ endpoint }) => endpoint.path)
      .filter((path) => !NO_LISTS.has(path))
      .sort(),
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
