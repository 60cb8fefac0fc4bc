const ja = {
  title: 'バックアップと復元訓練',
  lead: 'サーバーが毎晩2時15分にバックアップを取り、続けて、そこから本当に元に戻せるかを試します。',
  unscheduled: 'このサーバーは、自動ではバックアップを取りません。',
  lastBackup: '最後のバックアップ',
  lastDrill: '最後の復元訓練',
  never: 'まだありません',
  findings: (count: number) => `${count.toLocaleString('ja-JP')}件の問題`,
  size: '大きさ',
  alarm: '対応が必要です',
}
const en: typeof ja = {
  title: 'Backups and drills',
  lead: 'The server takes a backup at 2:15 every night, and then tries whether everything can really be restored from it.',
  unscheduled: 'This server takes no backups by itself.',
  lastBackup: 'Last backup',
  lastDrill: 'Last drill',
  never: 'None yet',
  findings: (count) => `${count.toLocaleString('en')} findings`,
  size: 'Size',
  alarm: 'Somebody should act',
}
export const backupWords = { ja, en }
