import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { openKeyring, openVault } from '../../../kernel/vault/index.ts'
import { buildMailHouse, type MailHouse, mailWithList } from '../mail-house.fixture.ts'
import { rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
const PROGRAM = fileURLToPath(new URL('./accepting-process.fixture.ts', import.meta.url))
const TO = 'a@pref-x.example'
let house: MailHouse
let folder: string
let gates: { child: ChildProcess; port: number }[]

/** Several gate processes over one database, one vault and one keyring; each also places bundles. */
beforeAll(async () => {
  house = await buildMailHouse(db)
  folder = await mkdtemp(join(tmpdir(), 'sekisho-gates-'))
  const args = ['--no-warnings', PROGRAM, db.appUrl, join(folder, 'vault'), join(folder, 'keyring.json')]
  // One of them makes the keyring.
  await openKeyring(join(folder, 'keyring.json'))
  gates = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      return { child, port: Number(line.toString()) }
    }),
  )
})
afterAll(async () => {
  for (const { child } of gates) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

const stuffed = (raw: Buffer) => `${raw.toString('latin1').replace(/^\./gm, '..')}.\r\n`
const idOf = (reply: string) => /^250 held as (\S+)/.exec(reply)![1]!

test('mails through two gate processes at once: each is there, whole, and once', async () => {
  const acknowledged = new Map<string, string>()
  await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      const client = await rawClient(gates[n % 2]!.port)
      for (let mail = 0; mail < 6; mail++) {
        const raw = mailWithList(house.addresses.author, [TO])
        const reply = await rawMail(client, house.addresses.author, TO, stuffed(raw))
        acknowledged.set(idOf(reply), createHash('sha256').update(raw).digest('hex'))
      }
      client.close()
    }),
  )
  expect(acknowledged.size).toBe(72)
  const rows = await db.inOrganisation(house.orgId, (tx) =>
    tx.selectFrom('outbound_mail').select(['id', 'file_id', 'sha256', 'duplicate_of_id', 'custody']).execute(),
  )
  expect(rows).toHaveLength(72)
  const vault = await openVault({
    folder: join(folder, 'vault'),
    keyring: await openKeyring(join(folder, 'keyring.json')),
  })
  for (const row of rows) {
    expect(row).toMatchObject({ sha256: acknowledged.get(row.id), duplicate_of_id: null, custody: 'held' })
    const content = await db.inOrganisation(house.orgId, async (tx) => buffer(await vault.read(tx, row.file_id)))
    expect(createHash('sha256').update(content).digest('hex')).toBe(row.sha256)
  }
  const jobs = await db.asOwner<{ id: string }>(
    `select data -> 'input' ->> 'mailId' as id from pgboss.job where name like '%read-mail'`,
  )
  expect(new Set(jobs.map(({ id }) => id))).toEqual(new Set(acknowledged.keys()))
  expect(jobs).toHaveLength(72)
})

test('the same mail given to both at the same moment is one mail to look at, and its repetition', async () => {
  for (let round = 0; round < 8; round++) {
    const raw = mailWithList(house.addresses.author, [TO])
    const clients = await Promise.all(gates.map(({ port }) => rawClient(port)))
    const replies = await Promise.all(
      clients.map((client) => rawMail(client, house.addresses.author, TO, stuffed(raw))),
    )
    for (const client of clients) client.close()
    const ids = replies.map(idOf)
    const rows = await db.inOrganisation(house.orgId, (tx) =>
      tx.selectFrom('outbound_mail').where('id', 'in', ids).select(['id', 'duplicate_of_id', 'custody']).execute(),
    )
    const [first, second] = rows.sort((a, b) => Number(a.duplicate_of_id !== null) - Number(b.duplicate_of_id !== null))
    expect(first).toMatchObject({ duplicate_of_id: null, custody: 'held' })
    expect(second).toMatchObject({ duplicate_of_id: first!.id, custody: 'withdrawn' })
  }
})
