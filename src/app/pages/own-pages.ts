import type { PageDef } from '../../webkit/page-def.ts'
import { appWords } from './words.ts'

const { ja, en } = appWords

/** The pages that arrange what modules bring. */
export const ownPages: readonly PageDef[] = [
  {
    path: '/today',
    title: { ja: ja.today, en: en.today },
    load: () => import('./TodayPage.tsx').then((module) => module.TodayPage),
    navigation: { entry: 'today', order: 1 },
  },
  {
    path: '/my-settings',
    title: { ja: ja.mySettings, en: en.mySettings },
    load: () => import('./SettingsPages.tsx').then((module) => module.MySettingsPage),
  },
]
