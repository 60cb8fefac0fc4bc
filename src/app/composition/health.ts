import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import { sandboxState } from '../../engines/documents/index.ts'
import { askHealth, type Health, type PartHealth } from '../../kernel/http/index.ts'
import { failedJobCount } from '../../kernel/jobs/index.ts'
import { ledgerHealth } from '../../kernel/ledger/index.ts'
import { backupStatus } from '../backup/backup-status.ts'
import { hasRealOrganisation } from '../organisations/found-organisation.ts'
import { type Parts, vaultFolder } from './open-parts.ts'

/** A ledger that is this far behind is no ledger: the system says that it is down, and a balancer takes it out. */
const LEDGER_DOWN_SECONDS = 300
const LEAST_FREE_BYTES = 1024 ** 3
const RELAY_WAIT_MS = 1500

const OK: PartHealth = { state: 'ok' }
const degraded = (why: string): PartHealth => ({ state: 'degraded', why })

/** The state of each part, for `GET /api/health`. */
export function askProductHealth(parts: Parts): Promise<Health> {
  return askHealth({
    database: () => databaseHealth(parts),
    ledger: () => ledger(parts),
    vault: () => vault(parts),
    relay: () => relay(parts),
    backup: () => backup(parts),
    // Not a fault of the installation: some systems permit no namespaces.
    sandbox: async () => ({ state: 'ok', why: `sandbox_${await sandboxState()}` }),
    jobs: async () => ((await failedJobCount(parts.database)) > 0 ? degraded('jobs_failed') : OK),
  })
}

async function databaseHealth({ database }: Parts): Promise<PartHealth> {
  await database.pool.query('select 1')
  return OK
}

async function ledger({ database }: Parts): Promise<PartHealth> {
  const { state, unlinkedSeconds } = await ledgerHealth(database)
  if (unlinkedSeconds > LEDGER_DOWN_SECONDS) return { state: 'down', why: 'ledger_behind' }
  return state === 'ok' ? OK : degraded(`ledger_${state}`)
}

async function vault({ settings, vault }: Parts): Promise<PartHealth> {
  const folder = vaultFolder(settings.dataFolder)
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return { state: 'down', why: 'vault_not_writable' }
  const hasKeys = await vault.keyring.keys().then(
    () => true,
    () => false,
  )
  if (!hasKeys) return { state: 'down', why: 'keyring_unreadable' }
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < LEAST_FREE_BYTES ? degraded('disk_nearly_full') : OK
}

async function relay({ settings, database }: Parts): Promise<PartHealth> {
  // The demonstration needs none; a real organisation's mail waits without one.
  if (!settings.relay) return (await hasRealOrganisation(database)) ? degraded('relay_unset') : OK
  return (await isReachable(settings.relay)) ? OK : degraded('relay_unreachable')
}

/** Where nobody has set a folder up it is for the settings page to say; a backup that stopped coming is degraded. */
async function backup({ database, settings }: Parts): Promise<PartHealth> {
  const { alarm, lastBackup, lastDrill, now } = await backupStatus(database.kysely, settings)
  const hours = (at: Date | undefined) => (at ? Math.floor((now.getTime() - at.getTime()) / 3_600_000) : undefined)
  const [backupAgeHours, drillAgeHours] = [hours(lastBackup?.finishedAt), hours(lastDrill?.finishedAt)]
  const ages = {
    ...(backupAgeHours !== undefined && { backupAgeHours }),
    ...(drillAgeHours !== undefined && { drillAgeHours }),
  }
  return {
    ...(alarm && alarm !== 'backup_unset' ? degraded(alarm) : OK),
    ...(Object.keys(ages).length > 0 && { ages }),
  }
}

function isReachable(target: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...target, timeout: RELAY_WAIT_MS })
    const answer = (isUp: boolean) => {
      socket.destroy()
      resolve(isUp)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('timeout', () => answer(false))
  })
}
