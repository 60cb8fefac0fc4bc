import type { PageDef, SettingsSection } from '../../../webkit/page-def.ts'
import { mergeWords } from './merge-words.ts'
import { standInWords } from './stand-in-words.ts'
import { peopleScreenWords } from './words.ts'

const { ja, en } = peopleScreenWords

/** 台帳 → 人と組織. */
export const peoplePages: readonly PageDef[] = [
  {
    path: '/people',
    title: { ja: ja.people, en: en.people },
    right: 'people:read',
    navigation: { entry: 'registers', order: 100 },
    load: () => import('./PeoplePage.tsx').then((module) => module.PeoplePage),
    why: {
      ja: '異動や退職のあとに役割が残ると、その人が承認できてしまいます。だれが、いつ、どの職場で、何の役割をもっていたかを、ここで確かめます。',
      en: 'A role that outlives a transfer lets the wrong person approve. This page says who held which role, where, and when.',
    },
  },
  {
    path: '/people/add',
    title: { ja: ja.add, en: en.add },
    right: 'people:administer',
    parent: '/people',
    load: () => import('./AddPersonPage.tsx').then((module) => module.AddPersonPage),
  },
  {
    path: '/people/import',
    title: { ja: ja.import, en: en.import },
    right: 'people:administer',
    parent: '/people',
    load: () => import('./ImportPeoplePage.tsx').then((module) => module.ImportPeoplePage),
  },
  {
    path: '/people/$personId',
    title: { ja: ja.person, en: en.person },
    right: 'people:read',
    parent: '/people',
    load: () => import('./PersonPage.tsx').then((module) => module.PersonPage),
  },
  {
    path: '/people/$personId/merge',
    title: { ja: mergeWords.ja.title, en: mergeWords.en.title },
    right: 'people:administer',
    parent: '/people',
    load: () => import('./MergePage.tsx').then((module) => module.MergePage),
  },
  {
    path: '/stand-ins',
    title: { ja: standInWords.ja.title, en: standInWords.en.title },
    parent: '/my-settings',
    load: () => import('./StandInsPage.tsx').then((module) => module.StandInsPage),
  },
  {
    path: '/units',
    title: { ja: ja.units, en: en.units },
    right: 'people:read',
    navigation: { entry: 'registers', order: 110 },
    load: () => import('./UnitsPage.tsx').then((module) => module.UnitsPage),
  },
]

export const peopleSettings: readonly SettingsSection[] = [
  {
    id: 'people.stand-ins',
    scope: 'person',
    title: { ja: standInWords.ja.title, en: standInWords.en.title },
    order: 150,
    load: () => import('./StandInsPage.tsx').then((module) => module.StandInsSection),
  },
]
