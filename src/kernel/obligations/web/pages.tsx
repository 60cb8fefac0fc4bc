import type { PageDef, TodayCard } from '../../../webkit/page-def.ts'
import { obligationChangeWords } from './change-words.ts'
import { obligationScreenWords } from './words.ts'

export const obligationPages: readonly PageDef[] = [
  {
    path: '/obligations',
    title: { ja: obligationScreenWords.ja.title, en: obligationScreenWords.en.title },
    navigation: { entry: 'today', order: 20 },
    load: () => import('./ObligationsPage.tsx').then((module) => module.ObligationsPage),
    why: {
      ja: '従事者一覧の出し直しや点検は、忙しいと後回しになります。期限と担当を決めておき、過ぎたことが見えるようにすると、事故の前に気づけます。',
      en: 'Handing in rosters and inspections are put off when there is much to do. A day and a name, and that it shows when the day has passed, let one notice before an accident.',
    },
  },
  {
    path: '/obligations/$obligationId',
    title: { ja: obligationChangeWords.ja.details, en: obligationChangeWords.en.details },
    parent: '/obligations',
    load: () => import('./ObligationPage.tsx').then((module) => module.ObligationPage),
  },
]

export const obligationCards: readonly TodayCard[] = [
  {
    id: 'obligations.mine',
    order: 200,
    load: () => import('./TodayObligations.tsx').then((module) => module.TodayObligations),
  },
]
