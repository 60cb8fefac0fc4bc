import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { BackupOutcome, BackupRunKind } from './contract.ts'

export interface BackupRun {
  readonly kind: BackupRunKind
  readonly backupId: string
  readonly outcome: Exclude<BackupOutcome, 'begun'>
  readonly findingCount?: number
  readonly fileCount?: number
  readonly byteCount?: number
}

/** Notes that a backup, a drill or a restore has ended, for health, settings and metrics. */
export async function recordRun(ownerUrl: string, run: BackupRun, startedAt: Date): Promise<void> {
  await asOwner(ownerUrl, (client) =>
    client.query(
      `insert into backup_run (id, kind, backup_id, outcome, finding_count, file_count, byte_count, started_at, finished_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, clock_now())`,
      [
        randomUUID(),
        run.kind,
        run.backupId,
        run.outcome,
        run.findingCount ?? 0,
        run.fileCount ?? 0,
        run.byteCount ?? 0,
        startedAt,
      ],
    ),
  )
}

export async function clockOf(ownerUrl: string): Promise<Date> {
  const { rows } = await asOwner(ownerUrl, (client) => client.query<{ at: Date }>('select clock_now() as at'))
  return rows[0]!.at
}

export async function asOwner<T>(ownerUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
