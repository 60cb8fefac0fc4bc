import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed
  .split('\0')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && /^(src|test|scripts|bin)\//.test(path))
const generated = 'src/kernel/db/tables.ts'
const sources = files
  .filter((path) => path !== generated)
  .map((path) => ({ path, text: readText(path) }))
  .filter((file) => file.text !== undefined) as { path: string; text: string }[]
const product = sources.filter(({ path }) => path.startsWith('src/') && !/\.test\.tsx?$/.test(path))

function readText(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined // deleted, not yet committed
  }
}
const lineCount = (text: string) => text.split('\n').length - 1

/** Where a pattern stands that the house does not want, with what to do instead. */
const RULES: { rule: string; pattern: RegExp; where: (path: string) => boolean; instead: string }[] = [
  {
    rule: 'settings are read in one place',
    pattern: /\bprocess\.env\b/,
    where: (path) => path.startsWith('src/') && path !== 'src/app/settings.ts' && !/\.(test|fixture)\.ts$/.test(path),
    instead: 'take the setting as an argument; src/app/settings.ts reads and checks the environment',
  },
  {
    rule: 'secrets come from a cryptographic source',
    pattern: /\bMath\.random\b/,
    where: (path) => path.startsWith('src/') && !path.includes('.test.'),
    instead: 'node:crypto randomBytes or randomInt',
  },
  {
    rule: 'child processes take argument lists',
    pattern: /\bexecSync\(|\bexec\(`|shell: true/,
    where: (path) => path.startsWith('src/'),
    instead: 'spawn or execFile with an array, so that a file name is never a command',
  },
  {
    rule: 'rules know no clock',
    pattern: /\bnew Date\(\)|\bDate\.now\(\)/,
    where: (path) => /^src\/(engines|base)\/|\/rules\/|\/operations\//.test(path) && !path.includes('.test.'),
    instead: 'take `now` as an argument; inside a transaction the clock is instantOf(tx)',
  },
  {
    rule: 'SQL is never built from strings',
    pattern: /sql\.raw\(|\.query\(`[^`]*\$\{(?!(LIVE_CHANNEL|[a-z]*\b(db|owner|app|auditor|role|identifier)))/i,
    where: (path) => path.startsWith('src/') && !path.includes('.test.') && !path.startsWith('src/kernel/db/'),
    instead: 'a parameter, or sql.ref/sql.id for a name',
  },
]

test.each(RULES)('$rule', ({ pattern, where, instead }) => {
  const found = sources.filter(({ path, text }) => where(path) && pattern.test(text)).map(({ path }) => path)
  expect(found, `instead: ${instead}`).toEqual([])
})

test('no room for what has no room: utils, helpers, common, types', () => {
  expect(files.filter((path) => /\/(utils?|helpers?|common|types|misc|shared)(\/|\.tsx?$)/.test(path))).toEqual([])
})

test('index.ts is the only barrel, one a module', () => {
  const barrels = product.filter(
    ({ path, text }) =>
      !path.endsWith('/index.ts') &&
      /^export (\*|\{[^}]*\}) from/m.test(text) &&
      !/^(import|const|function|interface|type)\b/m.test(text.replace(/^export .* from.*$/gm, '')),
  )
  expect(barrels.map(({ path }) => path).filter((path) => !/\/(routes|jobs|contract)\.ts$/.test(path))).toEqual([])
  expect(product.filter(({ text }) => /^export \* from/m.test(text)).map(({ path }) => path)).toEqual([])
})

test('files stay small: median at most 80 lines, 95 % at most 250, none over 400', () => {
  const sizes = product.map(({ path, text }) => ({ path, lines: lineCount(text) })).sort((a, b) => a.lines - b.lines)
  expect(sizes.filter(({ lines }) => lines > 400)).toEqual([])
  expect(sizes[Math.floor(sizes.length / 2)]!.lines).toBeLessThanOrEqual(80)
  expect(sizes[Math.floor(sizes.length * 0.95)]!.lines).toBeLessThanOrEqual(250)
})

test('no test is skipped or focused without a word', () => {
  const found = sources.filter(
    ({ text, path }) =>
      path !== 'test/architecture/house.test.ts' && /\b(it|test|describe)\.(skip|only|todo)\(/.test(text),
  )
  expect(found.map(({ path }) => path)).toEqual([])
})

test('a silenced check has its reason beside it', () => {
  const silenced = /@ts-(ignore|expect-error)(?!\s*\S)|oxlint-disable(?!.*--\s*\S)|eslint-disable(?!.*--\s*\S)/
  expect(
    product.filter(({ text }) => text.split('\n').some((line) => silenced.test(line))).map(({ path }) => path),
  ).toEqual([])
})

test('every module says on its public face what it is for', () => {
  const faces = product.filter(({ path }) =>
    /^src\/(engines|kernel|planning|operation|response|review)\/[^/]+\/index\.ts$/.test(path),
  )
  expect(faces.length).toBeGreaterThan(0)
  expect(faces.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path)).toEqual([])
})
