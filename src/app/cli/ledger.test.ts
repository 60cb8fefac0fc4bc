import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { anchorLedger, defineEvents, linkNow, recordEvent } from '../../kernel/ledger/index.ts'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { ledgerExport, ledgerVerify } from './ledger.ts'

const db = useTestDatabase()
const kinds = defineEvents('trial', { done: { n: z.number() } })
let folder: string
let org: string
let anchors: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-cli-'))
  org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    for (let n = 0; n < 5; n++) {
      const actor = { kind: 'system', orgId: org, part: 'trial' } as const
      await recordEvent(tx, kinds.done, { actor, subject: { kind: 'trial', id: newId() }, facts: { n } })
    }
  })
  await linkNow(db.database)
  anchors = (await db.inOrganisation(org, (tx) => anchorLedger(tx, { folder })))!.file
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a command as a terminal would see it. */
async function run(command: typeof ledgerVerify, args: string[], input?: string) {
  const said = { out: '', err: '' }
  const into = (name: keyof typeof said) =>
    new Writable({
      write(part: Buffer, _, done) {
        said[name] += part.toString()
        done()
      },
    })
  const status = await command(args, {
    databaseUrl: db.appUrl,
    language: 'ja',
    out: into('out'),
    err: into('err'),
    ...(input !== undefined && { input: Readable.from([Buffer.from(input)]) }),
  })
  return { status, ...said }
}

test('書き出して検査する: 0 nothing found, 1 findings, 2 could not do it', async () => {
  const file = join(folder, 'export.ndjson')
  expect(await run(ledgerExport, ['--to', file])).toMatchObject({ status: 0, err: '' })
  const clean = await run(ledgerVerify, [file, '--anchors', anchors])
  expect(clean).toMatchObject({ status: 0, err: '' })
  expect(clean.out).toContain('番号 4 までが外部の係留と一致します')

  const text = await readFile(file, 'utf8')
  await writeFile(join(folder, 'edited.ndjson'), text.replace('"n":3', '"n":4'))
  const edited = await run(ledgerVerify, [join(folder, 'edited.ndjson'), '--anchors', anchors, '--json'])
  expect(edited.status).toBe(1)
  expect(JSON.parse(edited.out)).toMatchObject({ findings: [{ kind: 'event_edited', index: 3 }] })
  expect((await run(ledgerVerify, [join(folder, 'edited.ndjson')])).out).toMatch(/番号 3 .*書き換えられています/)

  expect(await run(ledgerVerify, ['-', '--anchors', anchors], text)).toMatchObject({ status: 0 })
  expect(await run(ledgerVerify, [join(folder, 'missing')])).toMatchObject({ status: 2, out: '' })
  expect(await run(ledgerVerify, [file, '--anchors', join(folder, 'missing')])).toMatchObject({ status: 2, out: '' })
  expect(await run(ledgerVerify, [])).toMatchObject({
    status: 2,
    err: expect.stringContaining('sekisho ledger verify'),
  })
  expect(await run(ledgerVerify, ['--colour', file])).toMatchObject({ status: 2 })
})

test('an export never overwrites, goes to the terminal on demand, and says which organisations there are', async () => {
  const file = join(folder, 'once.ndjson')
  await writeFile(file, 'mine')
  expect(await run(ledgerExport, ['--to', file, '--organisation', org])).toMatchObject({ status: 2 })
  expect(await readFile(file, 'utf8')).toBe('mine')
  const shown = await run(ledgerExport, ['--to', '-', '--organisation', org])
  expect(await run(ledgerVerify, ['-'], shown.out)).toMatchObject({ status: 0 })
  expect(await run(ledgerExport, ['--to', '-', '--organisation', newId()])).toMatchObject({ status: 2, out: '' })
  expect((await run(ledgerExport, ['--to', '-', '--instance'])).out).toContain('"size":0')
  const second = await db.newOrganisation('二つ目')
  const asked = await run(ledgerExport, ['--to', join(folder, 'which.ndjson')])
  expect(asked).toMatchObject({ status: 2 })
  expect(asked.err).toContain(second)
  const elsewhere = {
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    err: new Writable({ write: (_, __, d) => d() }),
  }
  expect(await ledgerExport(['--to', '-', '--organisation', org], elsewhere)).toBe(2)
})
