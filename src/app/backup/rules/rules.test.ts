import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupAlarm } from './backup-alarm.ts'
import { dueBackupAt } from './due-backup.ts'

const at = (text: string) => new Date(text)
const run = (outcome: 'done' | 'findings', finishedAt: string) => ({ outcome, finishedAt: at(finishedAt) })

test('毎晩2時15分(日本時間): due once a night, and at once where there is none', () => {
  expect(dueBackupAt(undefined, at('2026-11-23T00:00:00Z'))).toBe(true)
  expect(dueBackupAt('2026-11-22t17-16-00', at('2026-11-23T17:14:00Z'))).toBe(false)
  expect(dueBackupAt('2026-11-22t17-16-00', at('2026-11-23T17:15:00Z'))).toBe(true)
  expect(dueBackupAt('2026-11-23t17-15-00-2', at('2026-11-23T17:16:00Z'))).toBe(false)
})

test('a backup of the last day is never due again before the night, one of two days ago always', () =>
  fc.assert(
    fc.property(fc.date({ min: at('2026-01-01'), max: at('2036-01-01'), noInvalidDate: true }), (now) => {
      const name = (ms: number) => new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-').toLowerCase()
      expect(dueBackupAt(name(now.getTime()), now)).toBe(false)
      expect(dueBackupAt(name(now.getTime() - 2 * 86_400_000), now)).toBe(true)
    }),
  ))

test('警報: older than two days, never, with findings; nothing where all is well', () => {
  const now = at('2026-11-23T00:00:00Z')
  const fresh = run('done', '2026-11-22T17:20:00Z')
  const old = run('done', '2026-11-20T23:59:59Z')
  const ask = (lastBackup: typeof fresh | undefined, lastDrill: typeof fresh | undefined, isScheduled = true) =>
    backupAlarm({ isScheduled, lastBackup, lastDrill, now })
  expect(ask(undefined, undefined, false)).toBe('backup_unset')
  expect(ask(undefined, undefined)).toBe('backup_never')
  expect(ask(old, fresh)).toBe('backup_old')
  expect(ask(run('findings', '2026-11-22T17:20:00Z'), fresh)).toBe('backup_findings')
  expect(ask(fresh, undefined)).toBe('drill_old')
  expect(ask(fresh, old)).toBe('drill_old')
  expect(ask(fresh, run('findings', '2026-11-22T17:20:00Z'))).toBe('drill_findings')
  expect(ask(fresh, fresh)).toBeUndefined()
})
