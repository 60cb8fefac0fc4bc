import { instantCell, type ListSheet } from '../sheets/index.ts'
import type { Notice } from './contract.ts'

export const noticeSheet: ListSheet<Notice> = {
  list: 'notices.inbox',
  title: { ja: 'お知らせ一覧', en: 'Notices' },
  columns: (say) => [
    { header: say({ ja: '日時', en: 'At' }), value: (row) => instantCell(row.createdAt) },
    { header: say({ ja: 'お知らせ', en: 'Notice' }), value: (row) => say(row.title) },
    { header: say({ ja: '内容', en: 'What it says' }), value: (row) => say(row.body) },
    {
      header: say({ ja: '状態', en: 'State' }),
      value: (row) => say(row.isRead ? { ja: '既読', en: 'read' } : { ja: '未読', en: 'unread' }),
    },
  ],
}
