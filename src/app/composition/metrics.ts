import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { runningProcesses } from '../../kernel/db/running-processes.ts'
import type { MetricFamily, MetricSample } from '../../kernel/http/index.ts'
import { failedJobCount } from '../../kernel/jobs/index.ts'
import { ledgerHealth } from '../../kernel/ledger/index.ts'
import { type MailGauges, mailGauges } from '../../operation/outbound-mail/index.ts'
import { backupStatus } from '../backup/backup-status.ts'
import { askProductHealth } from './health.ts'
import { type Parts, vaultFolder } from './open-parts.ts'

/** Beyond these, organisations are told of together: a watcher must not grow with its customers. */
const MOST_ORGANISATIONS = 100
const STATES = { ok: 0, degraded: 1, down: 2 } as const

/** Everything that the person on call watches. Organisations stand there by their id, people not at all. */
export async function productMetrics(parts: Parts): Promise<readonly MetricFamily[]> {
  const { database, settings } = parts
  const startedAt = performance.now()
  const { rows } = await sql<{ now: Date }>`select clock_now() as now`.execute(database.kysely)
  const databaseSeconds = (performance.now() - startedAt) / 1000
  const { now } = rows[0]!
  const [health, ledger, failedJobs, processes, mails, erasures, backup, disk] = await Promise.all([
    askProductHealth(parts),
    ledgerHealth(database),
    failedJobCount(database),
    runningProcesses(database.pool),
    mailGauges(database),
    waitingErasures(parts),
    backupStatus(database.kysely, settings),
    statfs(vaultFolder(settings.dataFolder)),
  ])
  const age = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0)
  const byOrganisation = mailSamples(mails)
  const families: [name: string, help: string, samples: readonly MetricSample[]][] = [
    [
      'part_state',
      'State of each part as the health answer has it: 0 ok, 1 degraded, 2 down.',
      Object.entries(health.parts).map(([part, { state }]) => ({ labels: { part }, value: STATES[state] })),
    ],
    ['database_round_trip_seconds', 'One question to the database, from this web process.', one(databaseSeconds)],
    [
      'ledger_unlinked_seconds',
      'Age of the oldest event without its place in the ledger.',
      one(ledger.unlinkedSeconds),
    ],
    ['jobs_failed', 'Jobs that were given up after their retries.', one(failedJobs)],
    [
      'processes',
      'Processes that are alive, on all hosts.',
      processes.map(({ name, count }) => ({ labels: { process: name }, value: count })),
    ],
    ['mail_held', 'Mail that waits for its checks.', byOrganisation((m) => m.heldCount)],
    [
      'mail_held_oldest_seconds',
      'Age of the mail that is held longest.',
      byOrganisation((m) => age(m.oldestHeldAt), Math.max),
    ],
    ['mail_without_author', 'Held mail that nobody known stands behind.', byOrganisation((m) => m.withoutAuthorCount)],
    ['mail_frozen', 'Mail that is frozen.', byOrganisation((m) => m.frozenCount)],
    [
      'mail_recipients_leaving',
      'Recipients of released mail whom it has not reached.',
      byOrganisation((m) => m.leavingCount),
    ],
    [
      'mail_leaving_oldest_seconds',
      'Time since the release of the mail that has been on its way longest.',
      byOrganisation((m) => age(m.oldestLeavingAt), Math.max),
    ],
    ['erasures_unlisted', 'Erasures that do not stand in the list outside the database yet.', one(erasures.count)],
    ['erasures_unlisted_oldest_seconds', 'Age of the oldest of them.', one(age(erasures.oldestAt))],
    [
      'backup_alarm',
      '1 while the backups ask for somebody.',
      one(backup.alarm && backup.alarm !== 'backup_unset' ? 1 : 0),
    ],
    ...(backup.lastBackup
      ? ([
          ['backup_age_seconds', 'Age of the last backup.', one(age(backup.lastBackup.finishedAt))],
          ['backup_bytes', 'Size of the last backup.', one(backup.lastBackup.byteCount)],
        ] satisfies typeof families)
      : []),
    ...(backup.lastDrill
      ? ([
          ['drill_age_seconds', 'Age of the last drill.', one(age(backup.lastDrill.finishedAt))],
          ['drill_findings', 'What the last drill found.', one(backup.lastDrill.findingCount)],
        ] satisfies typeof families)
      : []),
    ['vault_free_bytes', 'Free space where the vault lies.', one(disk.bavail * disk.bsize)],
  ]
  return families.map(([name, help, samples]) => ({ name: `sekisho_${name}`, help, type: 'gauge', samples }))
}

const one = (value: number): readonly MetricSample[] => [{ value }]

/** One sample an organisation; those beyond the hundredth are one sample together. */
function mailSamples(mails: readonly MailGauges[]) {
  const [shown, others] = [mails.slice(0, MOST_ORGANISATIONS), mails.slice(MOST_ORGANISATIONS)]
  return (of: (mail: MailGauges) => number, together = (a: number, b: number) => a + b): readonly MetricSample[] => [
    ...shown.map((mail) => ({ labels: { organisation: mail.orgId }, value: of(mail) })),
    ...(others.length > 0
      ? [{ labels: { organisation: 'others' }, value: others.map(of).reduce((a, b) => together(a, b), 0) }]
      : []),
  ]
}

async function waitingErasures({ database }: Parts): Promise<{ count: number; oldestAt: Date | null }> {
  const { rows } = await sql<{ count: number; oldestAt: Date | null }>`
    select count, oldest_at as "oldestAt" from erasures_waiting()`.execute(database.kysely)
  return rows[0]!
}
