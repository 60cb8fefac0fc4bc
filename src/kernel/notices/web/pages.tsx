import type { PageDef } from '../../../webkit/page-def.ts'
import { inboxWords } from './words.ts'

export { InboxLink } from './InboxLink.tsx'
export { MailLanguageChoice } from './MailLanguageChoice.tsx'

export const noticePages: readonly PageDef[] = [
  {
    path: '/notices',
    title: { ja: inboxWords.ja.title, en: inboxWords.en.title },
    load: () => import('./InboxPage.tsx').then((module) => module.InboxPage),
  },
]
