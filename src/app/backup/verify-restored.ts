import { createHash, randomInt } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { type Database, inOrganisation } from '../../kernel/db/database.ts'
import { countRows } from '../../kernel/db/stored-tables.ts'
import { organisationIds } from '../../kernel/db/organisations.ts'
import { exportLedger, INSTANCE_LEDGER, verifyExport } from '../../kernel/ledger/index.ts'
import { openKeyring, openVault } from '../../kernel/vault/index.ts'
import { asOwner } from './backup-runs.ts'
import type { RunDrill } from './drill-plan.ts'
import type { Found } from './findings.ts'
import type { OpenedBackup, VaultLine } from './manifest.ts'
import { restoreOne, vaultLines } from './restore-files.ts'
import { inBatches, readStored, textLines } from './stored-files.ts'

const BATCH = 256
const DEFAULT_SAMPLE = 200

/** Every table has as many rows as were copied out. @returns how many in all */
export async function compareRows({ manifest }: OpenedBackup, ownerUrl: string, found: Found): Promise<number> {
  return asOwner(ownerUrl, async (client) => {
    let sum = 0
    for (const { name, rowCount } of manifest.tables) {
      // What says that processes run is not restored.
      if (name === 'public.running_process') continue
      const count = await countRows(client, { name })
      sum += count
      if (count !== rowCount)
        found.add({ kind: 'rows_differ', message: `${name} has ${count} rows instead of ${rowCount}` })
    }
    return sum
  })
}

/** Every ledger, verified against itself, the manifest and the anchors. */
export async function verifyLedgers(
  backup: OpenedBackup,
  app: Database,
  options: RunDrill,
  found: Found,
): Promise<number> {
  const anchors: string[] = [...(options.anchors ?? [])]
  for (const anchor of backup.manifest.anchors) {
    for await (const line of textLines(readStored(backup.folder, anchor))) anchors.push(line)
  }
  let eventCount = 0
  const ledgers = new Map(backup.manifest.ledgers.map((ledger) => [ledger.id, ledger]))
  for (const id of [INSTANCE_LEDGER, ...(await organisationIds(app))]) {
    const output = new PassThrough()
    const own = anchors.filter((line) => line.includes(id))
    const [report] = await Promise.all([
      verifyExport(output, own),
      inOrganisation(app, id, (tx) => exportLedger(tx, output)).finally(() => output.end()),
    ])
    eventCount += report.eventCount
    for (const finding of report.findings)
      found.add({ kind: 'ledger_damaged', message: `ledger ${id}: ${finding.kind} at index ${finding.index ?? '?'}` })
    const expected = ledgers.get(id)
    const chainHead = report.eventCount === 0 ? '' : report.chainHead
    if (!expected || expected.size !== report.eventCount || expected.chainHead !== chainHead)
      found.add({
        kind: 'ledger_damaged',
        message: `ledger ${id} is not as long as, or not what, the backup has noted`,
      })
  }
  return eventCount
}

/** Each content that the database can open has its file in the backup, and the other way round. */
export async function compareContents(backup: OpenedBackup, ownerUrl: string, found: Found): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    let known = 0
    for await (const batch of inBatches(vaultLines(backup), BATCH)) {
      const { rows } = await client.query<{ count: number }>(
        'select count(*) as count from file_key where file_id = any ($1::uuid[])',
        [batch.map(({ id }) => id)],
      )
      known += rows[0]!.count
      if (rows[0]!.count !== batch.length)
        found.add({ kind: 'content_missing', message: `${batch.length - rows[0]!.count} files have no row` })
    }
    const { rows } = await client.query<{ count: number }>(
      'select count(*) as count from file_key where file_id is not null',
    )
    const missing = rows[0]!.count - known
    if (missing > backup.manifest.missingFileCount)
      found.add({ kind: 'content_missing', message: `${missing} contents have no file in the backup` })
  })
}

interface OpenContents {
  readonly app: Database
  readonly folder: string
  readonly options: RunDrill
  readonly found: Found
}

/** Restores contents drawn at random, decrypts each with the key, and compares its hash. */
export async function openContents(
  backup: OpenedBackup,
  { app, folder, options, found }: OpenContents,
): Promise<number> {
  const drawn = await draw(vaultLines(backup), options.sampleCount ?? DEFAULT_SAMPLE)
  // A copy of the keyring that nobody else rotates meanwhile.
  const vault = await openVault({ folder, keyring: await openKeyring(options.keyring.file) })
  const owners = await ownersOf(app, drawn)
  let opened = 0
  for (const line of drawn) {
    const orgId = owners.get(line.id)
    if (!orgId) continue
    await restoreOne(backup, line, folder)
    await found.during(async () => {
      const hash = createHash('sha256')
      const sha256 = await inOrganisation(app, orgId, async (tx) => {
        const { sha256: wanted } = await vault.fileById(tx, line.id)
        for await (const chunk of await vault.read(tx, line.id)) hash.update(chunk as Buffer)
        return wanted
      })
      if (hash.digest('hex') !== sha256)
        found.add({ kind: 'content_unreadable', message: `content ${line.id} is not what its row says` })
    })
    await vault.folder.remove(line.id)
    opened++
    options.onProgress?.('contents', opened, drawn.length)
  }
  return opened
}

/** An even draw from a stream of any length (reservoir sampling). */
async function draw(lines: AsyncIterable<VaultLine>, count: number): Promise<VaultLine[]> {
  const drawn: VaultLine[] = []
  let seen = 0
  for await (const line of lines) {
    seen++
    if (drawn.length < count) drawn.push(line)
    else {
      const place = randomInt(seen)
      if (place < count) drawn[place] = line
    }
  }
  return drawn
}

async function ownersOf(app: Database, lines: readonly VaultLine[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  const ids = lines.map(({ id }) => id)
  if (ids.length === 0) return owners
  for (const orgId of await organisationIds(app)) {
    const rows = await inOrganisation(app, orgId, (tx) =>
      tx.selectFrom('file_key').where('file_id', 'in', ids).select('id').execute(),
    )
    for (const { id } of rows) owners.set(id, orgId)
  }
  return owners
}
