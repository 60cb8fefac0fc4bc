import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ENUMERATIONS } from '../harness/enumerations.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'GLOSSARY.md'), 'utf8')
const rows = [...text.matchAll(/^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, identifier, japanese, english, where]) => ({
    identifier: identifier!,
    japanese: japanese!,
    english: english!,
    where: where!,
  }),
)
const byIdentifier = new Map(rows.map((row) => [row.identifier, row]))

test('the glossary is read: every line of its tables is a row', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !/^\|(---|\s*identifier)/.test(line))
  expect(lines.length).toBeGreaterThan(100)
  expect(rows.length).toBe(lines.length)
})

test('one identifier, one row; a term has one Japanese word', () => {
  expect(rows.map(({ identifier }) => identifier).filter((id, at, all) => all.indexOf(id) !== at)).toEqual([])
})

test.each(Object.entries(ENUMERATIONS))('%s: each value has its row, in the words of the screens', (name, one) => {
  for (const value of one.values) {
    const row = byIdentifier.get(`${name}.${value}`)
    expect(row, `GLOSSARY.md has no row for ${name}.${value}`).toBeDefined()
    const shown = one.words?.[value]?.ja.replace(/。$/, '') ?? row!.japanese
    expect(row!.japanese, `${name}.${value}: the screens show another word`).toBe(shown)
  }
})

test('no row for a value that is gone', () => {
  const gone = rows.filter(({ identifier }) => {
    const [name, value] = identifier.split('.')
    return value !== undefined && !ENUMERATIONS[name!]?.values.includes(value)
  })
  expect(gone).toEqual([])
})

test('each row says something in both languages, and where the word lives', () => {
  for (const { identifier, japanese, english, where } of rows) {
    expect(japanese, identifier).toMatch(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u)
    expect(english, identifier).not.toMatch(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u)
    expect(english.length, identifier).toBeGreaterThan(5)
    for (const room of where.split(', '))
      expect(room === 'design' || existsSync(join(root, 'src', room)), `${identifier}: there is no ${room}`).toBe(true)
  }
})
