import { accessPages, accessSettings } from '../../kernel/access/web/pages.tsx'
import { gatePages } from '../../kernel/gates/web/pages.tsx'
import { noticePages, noticeSettings } from '../../kernel/notices/web/pages.tsx'
import { obligationCards, obligationPages } from '../../kernel/obligations/web/pages.tsx'
import { peoplePages, peopleSettings } from '../../kernel/people/web/pages.tsx'
import { mailCards, mailPages, mailSettings } from '../../operation/outbound-mail/web/pages.tsx'
import { receivedDataPages } from '../../operation/received-data/web/pages.tsx'
import { inventoryPages } from '../../planning/inventory/web/pages.tsx'
import { printCards, printGuestTasks, printPages, printSettings } from '../../operation/print-checks/web/pages.tsx'
import { vendorsGuestTasks, vendorsPages } from '../../planning/vendors/web/pages.tsx'
import type { GuestTask, PageDef, SettingsSection, TodayCard } from '../../webkit/page-def.ts'
import { backupSettings } from '../backup/web/pages.tsx'
import { demoCards, demoPages } from '../demo/web/pages.tsx'

/** What the modules bring, put together. A new module adds its lists here and nowhere else. */
export const allPages: readonly PageDef[] = [
  ...peoplePages,
  ...accessPages,
  ...vendorsPages,
  ...noticePages,
  ...obligationPages,
  ...gatePages,
  ...mailPages,
  ...printPages,
  ...receivedDataPages,
  ...inventoryPages,
  ...demoPages,
]
export const allTodayCards: readonly TodayCard[] = [...mailCards, ...printCards, ...obligationCards, ...demoCards]
export const allSettingsSections: readonly SettingsSection[] = [
  ...peopleSettings,
  ...accessSettings,
  ...noticeSettings,
  ...mailSettings,
  ...printSettings,
  ...backupSettings,
]
/** What guests' links may ask for. */
export const allGuestTasks: readonly GuestTask[] = [...vendorsGuestTasks, ...printGuestTasks]
