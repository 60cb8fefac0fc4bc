import { allSettingsSections } from './all-pages.ts'
import type { PageDef } from '../../webkit/page-def.ts'
import { appWords } from './words.ts'

const { ja, en } = appWords

const organisationSections = allSettingsSections.filter((section) => section.scope === 'organisation')

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
  // Nobody is led to a page of settings before a module brings one.
  ...organisationSections
    .slice(0, 1)
    .map(({ right }): PageDef => ({
      path: '/organisation-settings',
      title: { ja: ja.organisationSettings, en: en.organisationSettings },
      ...(right && { right }),
      navigation: { entry: 'settings', order: 900 },
      load: () => import('./SettingsPages.tsx').then((module) => module.OrganisationSettingsPage),
    })),
]
