import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LONGEST } from '../harness/longest-first.ts'

const root = join(import.meta.dirname, '../..')
const modules = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', 'src'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\./.test(path) && existsSync(join(root, path)))

/** Functions by which a process is told something for the rest of its life: they set a variable of their module. */
function givers(text: string): string[] {
  const kept = new Set([...text.matchAll(/^let (\w+)/gm)].map(([, name]) => name))
  return [...text.matchAll(/^export function (\w+)\([^{]*\{\n\s+(\w+) = \w+\n\}/gm)].flatMap(([, giver, name]) =>
    kept.has(name) ? [giver!] : [],
  )
}

test('what a process is told once, each test file finds untold', () => {
  const told = readFileSync(join(root, 'test/harness/fresh-process.ts'), 'utf8')
  // What the screens are told stays in a browser's page.
  const found = modules
    .filter((path) => !path.startsWith('src/webkit/'))
    .flatMap((path) => givers(readFileSync(join(root, path), 'utf8')))
  expect(found.length).toBeGreaterThan(3)
  expect(found.filter((giver) => !told.includes(`\n${giver}(`))).toEqual([])
})

test('a variable that nothing puts back is seen', () => {
  expect(givers('let kept = 0\n\nexport function keep(one: number): void {\n  kept = one\n}\n')).toEqual(['keep'])
})

test('the longest files are there', () => {
  expect(LONGEST.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
