import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../db/migrations')
/** Written before a process said what it knows; they are taken for contracting, and no older process is left. */
const BEFORE = '0019'

test('each migration says in its first comment whether older processes may go on beside it', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql') && name >= BEFORE)
  expect(files.length).toBeGreaterThan(0)
  const silent = files.filter((name) => {
    const comment = /^(?:\s*--[^\n]*\n)+/.exec(readFileSync(join(folder, name), 'utf8'))?.[0] ?? ''
    return !/^\s*--\s*(expand|contract)\b/m.test(comment)
  })
  expect(silent, 'begin it with `-- expand` (it only adds) or `-- contract` (it takes away)').toEqual([])
})
