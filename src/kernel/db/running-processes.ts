import pg from 'pg'
import { newId } from '../../base/ids.ts'
import { DatabaseIsNewer, knownMigrations, MIGRATION_LOCK, MIGRATIONS, refuseNewer } from './migration-files.ts'

const BEAT_MS = 5000
/** A process that has not been heard of for this long is gone: killed, or cut off; it looks again before it goes on. */
const ALIVE_SECONDS = 30
/** After a pause this long the process goes through the door again: meanwhile it may have been taken for gone. */
const LATE_MS = 10_000
const POLL_MS = 250

/** A migration that takes something away, while somebody still counts on it. */
export class OlderProcessRuns extends Error {}

export interface AnnouncedProcess {
  stop(): Promise<void>
}

/**
 * States that this process runs, and which migrations it knows, until it stops: so that an upgrade can tell whom it would
 * cut the ground from. It waits while somebody migrates.
 * @param options.onOutdated called when something was taken away that this process counts on (it was suspended, or cut
 *   off, and nobody waited for it): it must end
 * @throws DatabaseIsNewer when that is so already
 */
export async function announceProcess(options: {
  readonly databaseUrl: string
  readonly name: string
  readonly host: string
  readonly onOutdated: (why: Error) => void
  readonly folder?: URL
}): Promise<AnnouncedProcess> {
  const files = await knownMigrations(options.folder ?? MIGRATIONS)
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 1 })
  pool.on('error', () => undefined)
  const row = [newId(), options.name, options.host, files.at(-1) ?? '']
  let heardAt = -Infinity
  const beat = async () => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      // Not at every beat: who waits here for one that migrates would soon be taken for dead by it.
      if (performance.now() - heardAt > LATE_MS)
        await client.query('select pg_advisory_xact_lock_shared($1)', [MIGRATION_LOCK])
      const { rows } = await client.query<{ name: string; is_expand: boolean }>(
        'select name, is_expand from schema_migration',
      )
      refuseNewer(rows, files)
      await client.query(
        `insert into running_process (id, name, host, knows_migration) values ($1, $2, $3, $4)
         on conflict (id) do update set seen_at = clock_timestamp()`,
        row,
      )
      // Those that were killed long ago have nobody to take their row away.
      await client.query(`delete from running_process where seen_at < clock_timestamp() - interval '1 day'`)
      await client.query('commit')
      heardAt = performance.now()
    } catch (cause) {
      await client.query('rollback').catch(() => undefined)
      throw cause
    } finally {
      client.release()
    }
  }
  try {
    await beat()
  } catch (cause) {
    await pool.end()
    throw cause
  }
  let current: Promise<void> | undefined
  const timer = setInterval(() => {
    current ??= beat()
      .catch((cause: Error) => {
        // A database that is away for a while comes back; until then nobody can migrate it either.
        if (cause instanceof DatabaseIsNewer) options.onOutdated(cause)
      })
      .finally(() => (current = undefined))
  }, BEAT_MS)
  return {
    async stop() {
      clearInterval(timer)
      await current
      await pool.query('delete from running_process where id = $1', [row[0]]).catch(() => undefined)
      await pool.end()
    },
  }
}

/**
 * Waits until no process is alive that does not know this migration. None can come meanwhile: who announces itself waits
 * for the one who migrates.
 * @throws OlderProcessRuns, saying which and where, when one still is after `patienceMs`
 */
export async function waitForOlderProcesses(client: pg.Client, migration: string, patienceMs: number): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(`select to_regclass('running_process') is not null as is`)
  if (!rows[0]!.is) return
  for (let waited = 0; ; waited += POLL_MS) {
    const older = await client.query<{ name: string; host: string; knows: string }>(
      `select name, host, knows_migration as knows from running_process
       where knows_migration < $1 and seen_at > clock_timestamp() - $2 * interval '1 second' order by host, name`,
      [migration, ALIVE_SECONDS],
    )
    if (older.rows.length === 0) return
    if (waited >= patienceMs) {
      const who = older.rows.map(({ name, host, knows }) => `${name} on ${host} (knows ${knows})`).join(', ')
      throw new OlderProcessRuns(
        `migration ${migration} takes away what older processes still use: ${who}. Stop them, then start again`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export interface RunningProcesses {
  readonly name: string
  readonly count: number
}

/** How many processes of each name are alive, on all hosts: for the metrics. */
export async function runningProcesses(pool: pg.Pool): Promise<readonly RunningProcesses[]> {
  const { rows } = await pool.query<RunningProcesses>(
    `select name, count(*)::int as count from running_process
     where seen_at > clock_timestamp() - $1 * interval '1 second' group by name order by name`,
    [ALIVE_SECONDS],
  )
  return rows
}
