import type { Word } from '../../base/words.ts'
import type { BackupAlarm, BackupOutcome, BackupRunKind } from './contract.ts'

export const backupRunKindWords: Record<BackupRunKind, Word> = {
  backup: { ja: 'バックアップ', en: 'Backup' },
  drill: { ja: '復元訓練', en: 'Drill' },
  restore: { ja: '復元', en: 'Restore' },
}

export const backupOutcomeWords: Record<BackupOutcome, Word> = {
  begun: { ja: '実行中', en: 'Running' },
  done: { ja: '異常なし', en: 'Nothing found' },
  findings: { ja: '問題あり', en: 'Findings' },
  failed: { ja: '実行できず', en: 'Could not be done' },
}

export const backupAlarmWords: Record<BackupAlarm, Word> = {
  backup_unset: {
    ja: 'バックアップが設定されていません。サーバーの管理者に、SEKISHO_BACKUP_DIR の設定を依頼してください。',
    en: 'No backups are set up. Ask whoever runs the server to set SEKISHO_BACKUP_DIR.',
  },
  backup_never: {
    ja: 'バックアップがまだ一度も取られていません。サーバーで sekisho backup を実行し、表示を確かめてください。',
    en: 'No backup has been taken yet. Run sekisho backup on the server, and see what it says.',
  },
  backup_old: {
    ja: '最後のバックアップから2日以上たっています。サーバーで sekisho backup を実行し、表示を確かめてください。',
    en: 'The last backup is more than two days old. Run sekisho backup on the server, and see what it says.',
  },
  backup_findings: {
    ja: '最後のバックアップで、保管ファイルの欠けが見つかりました。運用手引の「保管ファイルが欠けている」をご覧ください。',
    en: 'Files of the vault were missing in the last backup. See the runbook: a file of the vault is missing.',
  },
  drill_old: {
    ja: '復元訓練が2日以上行われていません。サーバーで sekisho drill を実行し、表示を確かめてください。',
    en: 'No drill was made for more than two days. Run sekisho drill on the server, and see what it says.',
  },
  drill_findings: {
    ja: '復元訓練で問題が見つかりました。このバックアップは当てにできません。運用手引の「復元訓練」をご覧ください。',
    en: 'The drill found something: do not rely on this backup. See the runbook: drill.',
  },
}
