import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { prepareDatabase, roleNames } from '../../src/kernel/db/roles.ts'
import { keepNotesIn } from '../../src/kernel/gates/index.ts'
import {
  anchorLedger,
  inInstance,
  instanceEvents,
  linkNow,
  recordInstanceEvent,
} from '../../src/kernel/ledger/index.ts'
import type { TestDatabase } from './test-database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../../src/operation/outbound-mail/mail-house.fixture.ts'
import type { DrillDatabase } from '../../src/app/backup/drill-plan.ts'
import type { InstallationFiles } from '../../src/app/backup/installation-files.ts'
import { takeBackup, type TakeBackup } from '../../src/app/backup/take-backup.ts'

export interface BackupHouse {
  readonly house: MailHouse
  readonly room: MailRoom
  readonly files: InstallationFiles
  /** The folder of all backups. */
  readonly to: string
  heldMail(): Promise<string>
  backUp(options?: Partial<TakeBackup>): ReturnType<typeof takeBackup>
  close(): Promise<void>
}

/** An installation with mail in it, whose ledgers are anchored: a database as production has it, and its folders. */
export async function openBackupHouse(db: TestDatabase): Promise<BackupHouse> {
  // A table that only tests have would be one that no migration makes.
  await db.asOwner(`create or replace function clock_now() returns timestamptz language sql stable as 'select now()'`)
  await db.asOwner('drop table test_clock')
  const [house, room] = [await buildMailHouse(db, true), await openMailRoom(db)]
  keepNotesIn(room.vault)
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-backup-'))
  const files: InstallationFiles = {
    vault: dirname(dirname(room.vault.folder.pathOf('00'))),
    anchors: join(folder, 'anchors'),
    secrets: join(folder, 'secrets.json'),
    keys: room.vault.keyring.file,
    erasures: join(folder, 'erasures', 'erasures.ndjson'),
  }
  await writeFile(files.secrets, JSON.stringify({ signIn: randomBytes(48).toString('base64url') }))
  const { port } = await room.front()
  const heldMail = async () => {
    const from = house.addresses.author
    const mailId = await submit(port, { from, to: ['a@pref-x.example'], raw: mailWithList(from, ['a@pref-x.example']) })
    await room.work.readHeldMail(house.orgId, mailId)
    return mailId
  }
  for (let n = 0; n < 5; n++) await heldMail()
  await inInstance(db.database, (tx) =>
    recordInstanceEvent(tx, instanceEvents.started, { part: 'test', facts: { version: '0' } }),
  )
  await linkNow(db.database)
  await db.inOrganisation(house.orgId, (tx) => anchorLedger(tx, { folder: files.anchors }))
  await inInstance(db.database, (tx) => anchorLedger(tx, { folder: files.anchors }))
  const to = join(folder, 'backups')
  const { ownerUrl } = db
  return {
    house,
    room,
    files,
    to,
    heldMail,
    backUp: (options = {}) =>
      takeBackup({ ownerUrl, database: db.database, files, keyring: room.vault.keyring, to, version: '0', ...options }),
    async close() {
      keepNotesIn(undefined)
      await room.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Made extends DrillDatabase {
  readonly name: string
}

/** An empty database with its roles, on the server of the tests. */
export async function emptyDatabase(): Promise<Made> {
  const name = `sekisho_drill_${randomBytes(6).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await prepareDatabase(inject('adminUrl'), name, { owner: password, app: password, auditor: password })
  const roles = roleNames(name)
  return {
    name,
    ...urlsOf(name, roles, password),
    async close() {
      await asAdmin(`drop database if exists ${name} with (force)`)
      for (const role of Object.values(roles)) await asAdmin(`drop role if exists ${role}`)
    },
  }
}

/** Makes empty databases of this version quickly: each is a copy of the first, and shares its roles. */
export async function databaseMill(): Promise<{
  readonly make: () => Promise<DrillDatabase>
  readonly close: () => Promise<void>
}> {
  const first = await emptyDatabase()
  await migrate(first.ownerUrl)
  const { password } = new URL(first.ownerUrl)
  const made: string[] = []
  return {
    async make() {
      const name = `${first.name}_${made.length}`
      made.push(name)
      await asAdmin(`create database ${name} template ${first.name}`)
      const close = () => asAdmin(`drop database if exists ${name} with (force)`)
      return { ...urlsOf(name, roleNames(first.name), password), close }
    },
    async close() {
      for (const name of made) await asAdmin(`drop database if exists ${name} with (force)`)
      await first.close()
    },
  }
}

function urlsOf(name: string, roles: ReturnType<typeof roleNames>, password: string) {
  const urlAs = (username: string) =>
    Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}`, username, password }).href
  return { ownerUrl: urlAs(roles.owner), appUrl: urlAs(roles.app) }
}

async function asAdmin(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
