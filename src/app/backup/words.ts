import type { Word } from '../../base/words.ts'
import type { BackupOutcome, BackupRunKind } from './contract.ts'

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
