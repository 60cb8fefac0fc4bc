import type { Word } from '../../base/words.ts'

export const backupCommandWords = {
  whereTo: {
    ja: 'バックアップの置き場所が分かりません。--to か、環境変数 SEKISHO_BACKUP_DIR で指定してください。',
    en: 'Where to? Give --to FOLDER, or set SEKISHO_BACKUP_DIR.',
  },
  noOwner: {
    ja: 'すべての組織の行を読むには、データベースの所有者が必要です。SEKISHO_OWNER_DATABASE_URL を設定してください。',
    en: 'All organisations can be read by the owner of the database only: set SEKISHO_OWNER_DATABASE_URL.',
  },
  runs: {
    ja: '別のバックアップを取っているところです。終わってから、もう一度実行してください。',
    en: 'Another backup is being taken. Try again when it has ended.',
  },
  taken: {
    ja: 'バックアップ {folder}\n表 {tableCount}、保管ファイル {fileCount}件(新しく写したもの {copiedCount}件)、主鍵 {keyId}(この中には入っていません)',
    en: 'Backup {folder}\n{tableCount} tables, {fileCount} files of the vault ({copiedCount} copied now), master key {keyId} (which is not in it)',
  },
  missing: {
    ja: '問題: 保管庫のファイル {count}件が見つからないか、途中で切れています(うち {lostCount}件は、前のバックアップにあるため、この中には入っています)。ディスクを調べ、バックアップから戻してください。',
    en: 'Finding: {count} files of the vault are missing or cut ({lostCount} of them an earlier backup had, so they are in this one). Look at the disk, and bring them back from a backup.',
  },
  pruned: { ja: '古いバックアップ {count}件を削除しました。', en: '{count} old backups were removed.' },
  noBackup: {
    ja: '{folder} にバックアップがありません。sekisho backup で取ってください。',
    en: 'There is no backup in {folder}. Take one with sekisho backup.',
  },
  noKeys: {
    ja: '主鍵のファイル {path} がありません。別に保管してある keys.json の写しを --keys で指定してください。',
    en: 'The keyring {path} is not there. Give the copy of keys.json, which is kept apart, by --keys.',
  },
  noErasures: {
    ja: '消去の一覧 {path} がありません。一覧なしで戻すと、バックアップの後に消去された個人情報が戻ってしまいます。--erasures で指定するか、それを承知の上で --without-erasures を付けてください。',
    en: 'The list of erasures {path} is not there. Without it, personal data that was erased after the backup comes back. Give it by --erasures, or say --without-erasures knowingly.',
  },
  notEmpty: {
    ja: '{path} は空ではありません。復元は空の場所にだけ行います。今あるものを別の場所に移してから実行してください。',
    en: '{path} is not empty. A restore goes into an empty place only: move what is there away first.',
  },
  restored: {
    ja: 'バックアップ {backupId} を復元しました。保管ファイル {fileCount}件、あらためて消去したもの {reappliedCount}件、送信前のため凍結したメール {frozenCount}件。\nsekisho start で開始し、凍結したメールを事務局が1通ずつ確かめてください。',
    en: 'Backup {backupId} is restored: {fileCount} files of the vault, {reappliedCount} erased again, {frozenCount} mails frozen that had not left.\nStart it with sekisho start; the privacy office then looks at each frozen mail.',
  },
  drilled: {
    ja: '復元訓練 {backupId}: ファイル {fileCount}件、{rowCount}行、記録 {eventCount}件を検査し、{openedCount}件の内容を復号しました。',
    en: 'Drill of {backupId}: {fileCount} files, {rowCount} rows and {eventCount} events verified, {openedCount} contents decrypted.',
  },
  nothingFound: { ja: '問題は見つかりませんでした。', en: 'Nothing was found.' },
  found: { ja: '問題が {count}件あります。', en: '{count} findings.' },
  cannot: { ja: '実行できませんでした: {message}', en: 'This could not be done: {message}' },
} as const satisfies Record<string, Word>
