import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'

/** What is noted of a command. CHECK of `backup_run.kind`. */
export const BACKUP_RUN_KINDS = ['backup', 'drill', 'restore'] as const
export type BackupRunKind = (typeof BACKUP_RUN_KINDS)[number]

/** How it ended. CHECK of `backup_run.outcome`. */
export const BACKUP_OUTCOMES = ['begun', 'done', 'findings', 'failed'] as const
export type BackupOutcome = (typeof BACKUP_OUTCOMES)[number]

/** Why somebody should act. */
export const BACKUP_ALARMS = [
  'backup_unset',
  'backup_never',
  'backup_old',
  'backup_findings',
  'drill_old',
  'drill_findings',
] as const
export type BackupAlarm = (typeof BACKUP_ALARMS)[number]

const LastRun = z.object({
  outcome: z.enum(BACKUP_OUTCOMES),
  finishedAt: z.iso.datetime(),
  findingCount: z.int(),
  byteCount: z.int(),
  fileCount: z.int(),
})

export const readBackupStatus = endpoint({
  method: 'GET',
  path: '/api/backup/status',
  right: 'access:administer',
  input: z.object({}),
  output: z.object({
    /** Whether this installation takes backups by itself. */
    isScheduled: z.boolean(),
    /** The last that ended well, or with findings: what would be restored. */
    lastBackup: LastRun.optional(),
    lastDrill: LastRun.optional(),
    /** Why somebody should act; absent where nothing is wrong. */
    alarm: z.enum(BACKUP_ALARMS).optional(),
  }),
  refuses: [],
  summary: 'When the last backup was taken and the last drill was made.',
})
