import { sql } from 'kysely'
import type { z } from 'zod'
import { bind, type Route } from '../../kernel/db/route.ts'
import type { Database, Tx } from '../../kernel/db/database.ts'
import type { Settings } from '../settings.ts'
import { type BackupAlarm, type BackupOutcome, readBackupStatus } from './contract.ts'
import { backupAlarm } from './rules/backup-alarm.ts'

interface RunRow {
  readonly kind: 'backup' | 'drill'
  readonly outcome: BackupOutcome
  readonly finishedAt: Date
  readonly findingCount: number
  readonly fileCount: number
  readonly byteCount: number
}

export interface BackupStatus {
  readonly isScheduled: boolean
  readonly lastBackup: RunRow | undefined
  readonly lastDrill: RunRow | undefined
  readonly alarm: BackupAlarm | undefined
  readonly now: Date
}

/** When the last backup was taken and the last drill made, on whichever host. */
export async function backupStatus(db: Database['kysely'] | Tx, { backup }: Settings): Promise<BackupStatus> {
  const { rows } = await sql<RunRow & { now: Date }>`
    select distinct on (kind) kind, outcome, finished_at as "finishedAt", finding_count as "findingCount",
      file_count as "fileCount", byte_count as "byteCount"
    from backup_run where kind in ('backup', 'drill') and outcome in ('done', 'findings')
    order by kind, finished_at desc`.execute(db)
  const { rows: clock } = await sql<{ now: Date }>`select clock_now() as now`.execute(db)
  const [lastBackup, lastDrill] = (['backup', 'drill'] as const).map((kind) => rows.find((row) => row.kind === kind))
  const given = { isScheduled: backup !== undefined, lastBackup, lastDrill, now: clock[0]!.now }
  return { ...given, alarm: backupAlarm(given) }
}

function lastRun(run: RunRow | undefined): z.input<typeof readBackupStatus.output>['lastBackup'] {
  if (!run) return undefined
  const { outcome, finishedAt, findingCount, fileCount, byteCount } = run
  return { outcome, finishedAt: finishedAt.toISOString(), findingCount, fileCount, byteCount }
}

export const backupRoutes = (settings: Settings): readonly Route[] => [
  bind(readBackupStatus, async (tx) => {
    const { isScheduled, alarm, ...status } = await backupStatus(tx, settings)
    const [lastBackup, lastDrill] = [lastRun(status.lastBackup), lastRun(status.lastDrill)]
    return { isScheduled, ...(lastBackup && { lastBackup }), ...(lastDrill && { lastDrill }), ...(alarm && { alarm }) }
  }),
]
