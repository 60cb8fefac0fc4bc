import type { Word } from '../../base/words.ts'
import type { noticeEvents } from './events.ts'

export const noticeEventWords: Record<`notice_mail.${keyof typeof noticeEvents}`, Word> = {
  'notice_mail.sent': { ja: '通知のメールを送りました', en: 'A notice was mailed' },
  'notice_mail.undeliverable': { ja: '通知のメールを送れませんでした', en: 'A notice could not be mailed' },
}
