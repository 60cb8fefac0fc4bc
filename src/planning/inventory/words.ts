import { unreadDocumentWords } from '../../base/document-words.ts'
import type { Word } from '../../base/words.ts'
import type { ClosedFileReason, ScannedStatus, ScanSource, ScanState } from './scan-states.ts'

export const scanSourceWords: Record<ScanSource, Word> = {
  upload: { ja: 'アップロードしたファイル', en: 'Uploaded files' },
  folder: { ja: 'サーバーのフォルダー', en: 'A folder of the server' },
}

export const scanStateWords: Record<ScanState, Word> = {
  collecting: { ja: 'ファイルを集めています', en: 'Collecting files' },
  running: { ja: '調べています', en: 'Searching' },
  done: { ja: '完了', en: 'Done' },
  cancelled: { ja: '中止', en: 'Stopped' },
  removed: { ja: '結果を削除済み', en: 'Results removed' },
}

export const scannedStatusWords: Record<ScannedStatus, Word> = {
  clean: { ja: '個人情報なし', en: 'Nothing found' },
  found: { ja: '個人情報あり', en: 'Found' },
  unread: { ja: '読み取れません', en: 'Unread' },
}

const closedFileWords: Record<ClosedFileReason, Word> = {
  no_permission: { ja: '読む権限がありません', en: 'may not be read by the server' },
  not_a_file: { ja: '通常のファイルではありません', en: 'is no plain file' },
  link_outside: { ja: 'フォルダーの外へのリンクです', en: 'is a link that leads out of the folder' },
  path_too_long: { ja: 'フォルダーとファイルの名前が長すぎます', en: 'lies under a path that is too long' },
  gone: { ja: '調べる前になくなりました', en: 'was gone before it was searched' },
  io_error: { ja: 'ディスクから読み取れません', en: 'could not be read from the disk' },
}

/** Why a file is unread, as the end of a sentence that names it. */
export const scanReasonWords: Readonly<Record<string, Word>> = { ...unreadDocumentWords, ...closedFileWords }

export const inventoryEventWords: Record<string, Word> = {
  'pii_scan.begun': { ja: '個人情報スキャンを開始', en: 'Scan for personal information begun' },
  'pii_scan.looked': { ja: 'スキャン結果を閲覧', en: 'Results of a scan looked at' },
  'pii_scan.cancelled': { ja: 'スキャンを中止', en: 'Scan stopped' },
  'pii_scan.removed': { ja: 'スキャン結果を削除', en: 'Results of a scan removed' },
}
