import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { anchorLedger, defineEvents, linkNow, recordEvent } from '../../kernel/ledger/index.ts'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { ledgerExport, ledgerProof, ledgerVerify } from './ledger.ts'

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

// Another test makes a second organisation.
const ours = ['--organisation', '']
beforeAll(() => void (ours[1] = org))

test('1件の証明: written for the newest anchor, and verified without a database', async () => {
  const [event] = await db.asOwner<{ id: string }>('select id from event where org_id = $1 order by id', [org])
  const file = join(folder, 'one.proof.json')
  const written = await run(ledgerProof, [...ours, '--event', event!.id, '--to', file, '--json'])
  expect(written).toMatchObject({ status: 0, err: '' })
  expect(JSON.parse(written.out)).toMatchObject({ index: 0, size: 5, isAnchored: true })
  const held = await run(ledgerVerify, ['--proof', file, '--anchors', anchors])
  expect(held).toMatchObject({ status: 0, err: '' })
  for (const told of [event!.id, 'trial.done', '外部へ係留したルートと一致します', '問題は見つかりませんでした'])
    expect(held.out).toContain(told)
  expect(held.out).not.toContain('ありません。\n  記録')
  const alone = await run(ledgerVerify, ['--proof', file])
  expect(alone.status, 'agrees with itself alone').toBe(3)
  for (const told of ['ファイルの中でだけ', '台帳にあることは、まだ確かめていません', event!.id]) {
    expect(alone.out).toContain(told)
  }
  for (const untold of ['台帳にあります', '問題は見つかりませんでした']) expect(alone.out).not.toContain(untold)
  const asData = await run(ledgerVerify, ['--proof', file, '--anchors', anchors, '--json'])
  expect(JSON.parse(asData.out)).toMatchObject({ ledger: org, index: 0, size: 5, findingCount: 0 })

  await writeFile(join(folder, 'edited.proof.json'), (await readFile(file, 'utf8')).replace('trial.done', 'trial.gone'))
  const edited = await run(ledgerVerify, ['--proof', join(folder, 'edited.proof.json'), '--anchors', anchors])
  expect(edited.status).toBe(1)
  expect(edited.out).toContain('証明が成り立ちません')
  expect(edited.out, 'what is not proven is not shown').not.toContain('trial.gone')
})

test('証明できないものは、言葉で断る', async () => {
  const to = (name: string) => ['--to', join(folder, name)]
  expect(await run(ledgerProof, [...ours, '--event', newId(), ...to('a')])).toMatchObject({ status: 2, out: '' })
  expect((await run(ledgerProof, [...ours, '--event', 'x', ...to('b')])).err).toContain('記録はありません')
  expect((await run(ledgerProof, [...ours, '--event', newId()])).err).toContain('ledger proof --event')
  // Younger than every anchor: proven in the ledger as it is now, and said so.
  const late = await db.inOrganisation(org, async (tx) => {
    const actor = { kind: 'system', orgId: org, part: 'trial' } as const
    await recordEvent(tx, kinds.done, { actor, subject: { kind: 'trial', id: newId() }, facts: { n: 9 } })
    const { id } = await tx.selectFrom('event').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
    return id
  })
  expect((await run(ledgerProof, [...ours, '--event', late, ...to('c')])).err).toContain('まだ台帳に連結されていない')
  await linkNow(db.database)
  const unanchored = await run(ledgerProof, [...ours, '--event', late, ...to('d')])
  expect(unanchored).toMatchObject({ status: 0 })
  expect(unanchored.out).toContain('係留はまだありません')
  expect((await run(ledgerProof, [...ours, '--event', late, '--size', '5', ...to('e')])).status).toBe(2)
  const early = await run(ledgerVerify, ['--proof', join(folder, 'd'), '--anchors', anchors])
  expect(early).toMatchObject({ status: 1, out: expect.stringContaining('同じ大きさの係留がありません') })
  expect(early.out).not.toContain('台帳にあります')
  expect((await run(ledgerVerify, ['--proof', join(folder, 'd'), join(folder, 'd')])).status).toBe(2)
  expect((await run(ledgerVerify, ['--proof', join(folder, 'nothing')])).err).toContain('ありません')
})
