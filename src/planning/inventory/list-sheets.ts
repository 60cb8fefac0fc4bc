import { piiTypeWords } from '../../base/document-words.ts'
import type { Word } from '../../base/words.ts'
import { instantCell, type ListSheet } from '../../kernel/sheets/index.ts'
import type { ScanFileLine, ScanLine } from './contract.ts'
import { scannedStatusWords, scanReasonWords, scanSourceWords, scanStateWords } from './words.ts'

const files: Word = { ja: 'ファイル数', en: 'Files' }
const found: Word = { ja: '個人情報あり', en: 'With personal information' }
const unread: Word = { ja: '読み取れないもの', en: 'Could not be read' }

export const scanSheet: ListSheet<ScanLine> = {
  list: 'inventory.scans',
  title: { ja: '個人情報スキャン', en: 'Scans for personal information' },
  columns: (say) => [
    { header: say({ ja: '開始', en: 'Begun' }), value: (line) => instantCell(line.begunAt) },
    { header: say({ ja: '対象', en: 'Searched' }), value: (line) => line.folder ?? say(scanSourceWords[line.source]) },
    { header: say({ ja: '状態', en: 'State' }), value: (line) => say(scanStateWords[line.state]) },
    { header: say({ ja: '実施者', en: 'By' }), value: (line) => line.askedByName },
    { header: say(files), value: (line) => line.fileCount },
    { header: say(found), value: (line) => line.foundCount },
    { header: say(unread), value: (line) => line.unreadCount },
  ],
}

const TYPES = Object.keys(piiTypeWords) as (keyof typeof piiTypeWords)[]

export const scanFileSheet: ListSheet<ScanFileLine, { readonly scanId: string }> = {
  list: 'inventory.scan-files',
  title: { ja: '個人情報スキャンの結果', en: 'Results of a scan' },
  subject: ({ scanId }) => ({ kind: 'pii_scan', id: scanId }),
  columns: (say) => [
    { header: say({ ja: 'ファイル', en: 'File' }), value: (line) => line.path },
    { header: say({ ja: '大きさ(バイト)', en: 'Bytes' }), value: (line) => line.byteCount },
    { header: say({ ja: '結果', en: 'Result' }), value: (line) => say(scannedStatusWords[line.status]) },
    {
      header: say({ ja: '読み取れない理由', en: 'Why unread' }),
      value: (line) => {
        const word = line.reason && scanReasonWords[line.reason]
        return word ? say(word) : line.reason
      },
    },
    { header: say({ ja: '人数(最少)', en: 'Persons at least' }), value: (line) => line.persons.min },
    { header: say({ ja: '人数', en: 'Persons' }), value: (line) => line.persons.best },
    { header: say({ ja: '人数(最大)', en: 'Persons at most' }), value: (line) => line.persons.max },
    {
      header: say({ ja: '要配慮個人情報', en: 'Special care' }),
      value: (line) => (line.specialCare.length > 0 ? say({ ja: 'あり', en: 'yes' }) : ''),
    },
    ...TYPES.map((type) => ({
      header: say(piiTypeWords[type]),
      value: (line: ScanFileLine) => line.counts[type] ?? 0,
    })),
  ],
}
