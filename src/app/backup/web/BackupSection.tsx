import type { OutputOf } from '../../../base/endpoint.ts'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts } from '../../../webkit/Page.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { readBackupStatus } from '../contract.ts'
import { backupAlarmWords, backupOutcomeWords } from '../words.ts'
import { backupWords } from './words.ts'

type LastRun = NonNullable<OutputOf<typeof readBackupStatus>['lastBackup']>

/** When the last backup was taken, whether it was tried, and what somebody should do. */
export function BackupSection() {
  const t = usePhrases(backupWords)
  const say = useSay()
  const status = useRead(readBackupStatus, {}, { topic: 'backup' })
  if (!status.data) return <Waiting on={status} />
  const { isScheduled, lastBackup, lastDrill, alarm } = status.data
  return (
    <>
      <p>{isScheduled ? t.lead : t.unscheduled}</p>
      {alarm && (
        <p>
          <StatusWord tone="stopped" word={t.alarm} /> {say(backupAlarmWords[alarm])}
        </p>
      )}
      <Facts
        of={[
          [t.lastBackup, <Run key="backup" run={lastBackup} />],
          ...(lastBackup ? [[t.size, <FileSize key="size" byteCount={lastBackup.byteCount} />] as const] : []),
          [t.lastDrill, <Run key="drill" run={lastDrill} />],
        ]}
      />
    </>
  )
}

function Run({ run }: { readonly run: LastRun | undefined }) {
  const t = usePhrases(backupWords)
  const say = useSay()
  if (!run) return <>{t.never}</>
  const isGood = run.outcome === 'done'
  return (
    <>
      <Instant at={run.finishedAt} />{' '}
      <StatusWord tone={isGood ? 'passed' : 'stopped'} word={say(backupOutcomeWords[run.outcome])} />{' '}
      {!isGood && t.findings(run.findingCount)}
    </>
  )
}
