import type { BackupAlarm, BackupOutcome } from '../contract.ts'

const TWO_DAYS_MS = 2 * 86_400_000

export interface LastRun {
  readonly outcome: BackupOutcome
  readonly finishedAt: Date
}

/**
 * Why somebody should act: no backup, an old one, none that was tried, or one that a drill found wanting.
 * @param given.lastBackup the last that was taken, with findings or without
 * @param given.lastDrill the last that came to an end
 */
export function backupAlarm(given: {
  readonly isScheduled: boolean
  readonly lastBackup: LastRun | undefined
  readonly lastDrill: LastRun | undefined
  readonly now: Date
}): BackupAlarm | undefined {
  const { isScheduled, lastBackup, lastDrill, now } = given
  const isOld = (run: LastRun) => now.getTime() - run.finishedAt.getTime() > TWO_DAYS_MS
  if (!lastBackup) return isScheduled ? 'backup_never' : 'backup_unset'
  if (isOld(lastBackup)) return 'backup_old'
  if (lastBackup.outcome === 'findings') return 'backup_findings'
  if (lastDrill?.outcome === 'findings') return 'drill_findings'
  return !lastDrill || isOld(lastDrill) ? 'drill_old' : undefined
}
