import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { openKeyring, openVault, placeBundles } from '../../../kernel/vault/index.ts'
import { buildMailHouse, mailWithList } from '../mail-house.fixture.ts'
import { rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
const ROUNDS = process.env['SEKISHO_DEEP'] ? 20 : 3
const PROGRAM = fileURLToPath(new URL('./accepting-process.fixture.ts', import.meta.url))

async function startAccepting(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const args = ['--no-warnings', PROGRAM, db.appUrl, join(folder, 'vault'), join(folder, 'keyring.json')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, port: Number(line.toString()) }
}

test(
  'R1 kill -9 at any moment under load: every mail that was answered 250 is there, whole',
  { timeout: 600_000 },
  async () => {
    const house = await buildMailHouse(db)
    const folder = await mkdtemp(join(tmpdir(), 'sekisho-kill-'))
    const acknowledged = new Map<string, string>()
    // In the middle of the work, not at a moment of a clock: after so many answers.
    for (const answers of fc.sample(fc.integer({ min: 11, max: 45 }), ROUNDS)) {
      const { child, port } = await startAccepting(folder)
      const before = acknowledged.size
      const sending = Array.from({ length: 8 }, async () => {
        const client = await rawClient(port)
        for (;;) {
          const raw = mailWithList(house.addresses.author, ['a@pref-x.example'])
          const stuffed = raw.toString('latin1').replace(/^\./gm, '..')
          const reply = await rawMail(client, house.addresses.author, 'a@pref-x.example', `${stuffed}.\r\n`)
          const id = /^250 held as (\S+)/.exec(reply)?.[1]
          if (!id) return
          acknowledged.set(id, createHash('sha256').update(raw).digest('hex'))
        }
      })
      await expect
        .poll(() => acknowledged.size, { interval: 5, timeout: 60_000 })
        .toBeGreaterThanOrEqual(before + answers)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await Promise.all(sending)
    }
    const vault = await openVault({
      folder: join(folder, 'vault'),
      keyring: await openKeyring(join(folder, 'keyring.json')),
    })
    const rows = await db.inOrganisation(house.orgId, (tx) =>
      tx.selectFrom('outbound_mail').select(['id', 'file_id', 'sha256', 'custody']).execute(),
    )
    const found = new Map(rows.map((row) => [row.id, row]))
    for (const [id, sha256] of acknowledged) expect(found.get(id)).toMatchObject({ sha256, custody: 'held' })
    // Killed while contents were being put at their own places, too: the next one ends it, and nothing was read wrong.
    await placeBundles(db.database, vault.folder)
    // Also what was committed without its answer getting through is whole: a row never names a file that is not there.
    for (const row of rows) {
      const content = await db.inOrganisation(house.orgId, (tx) => vault.read(tx, row.file_id))
      expect(
        createHash('sha256')
          .update(await buffer(content))
          .digest('hex'),
      ).toBe(row.sha256)
    }
    expect(acknowledged.size).toBeGreaterThan(30)
    await rm(folder, { recursive: true, force: true })
  },
)
