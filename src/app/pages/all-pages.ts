import { accessPages, accessSettings } from '../../kernel/access/web/pages.tsx'
import { noticePages, noticeSettings } from '../../kernel/notices/web/pages.tsx'
import { peoplePages } from '../../kernel/people/web/pages.tsx'
import { mailCards, mailPages, mailSettings } from '../../operation/outbound-mail/web/pages.tsx'
import { vendorsPages } from '../../planning/vendors/web/pages.tsx'
import type { PageDef, SettingsSection, TodayCard } from '../../webkit/page-def.ts'
import { demoCards, demoPages } from '../demo/web/pages.tsx'

/** What the modules bring, put together. A new module adds its lists here and nowhere else. */
export const allPages: readonly PageDef[] = [
  ...peoplePages,
  ...accessPages,
  ...vendorsPages,
  ...noticePages,
  ...mailPages,
  ...demoPages,
]
export const allTodayCards: readonly TodayCard[] = [...mailCards, ...demoCards]
export const allSettingsSections: readonly SettingsSection[] = [...accessSettings, ...noticeSettings, ...mailSettings]
