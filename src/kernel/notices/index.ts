/** 通知: the inbox of each person, and the mails that say something waits there. Stands on: db, ledger, jobs, people. */
export { definedNotices, defineNotice, type NoticeKind } from './define-notice.ts'
export { type NewNotice, notify, notifyEach } from './notify.ts'
export { languageOf, type NoticeMailer } from './deliver-notice-mail.ts'
export { MailRefused, relaySender, type SendMail } from './relay-sender.ts'
export type { NoticeMail } from './rules/compose-notice-mail.ts'
export { noticeJobs } from './jobs.ts'
export { type UnsentNoticeMails, unsentNoticeMails } from './unsent-mails.ts'
export { noticeRoutes } from './routes.ts'
