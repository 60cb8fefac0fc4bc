import type { PageDef, SettingsSection } from '../../../webkit/page-def.ts'
import { inboxWords } from './words.ts'

export { InboxLink } from './InboxLink.tsx'

export const noticePages: readonly PageDef[] = [
  {
    path: '/notices',
    title: { ja: inboxWords.ja.title, en: inboxWords.en.title },
    load: () => import('./InboxPage.tsx').then((module) => module.InboxPage),
  },
]

export const noticeSettings: readonly SettingsSection[] = [
  {
    id: 'notices.mail-language',
    scope: 'person',
    title: { ja: inboxWords.ja.title, en: inboxWords.en.title },
    order: 200,
    load: () => import('./MailLanguageChoice.tsx').then((module) => module.MailLanguageChoice),
  },
]
