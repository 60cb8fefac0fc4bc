import type { PageDef } from '../../../webkit/page-def.ts'
import { habitWords } from './habit-words.ts'

/** 点検・監査・統計 → 承認の実態. */
export const gatePages: readonly PageDef[] = [
  {
    path: '/gate-habits',
    title: { ja: habitWords.ja.title, en: habitWords.en.title },
    right: 'gates:oversee',
    navigation: { entry: 'review', order: 10 },
    load: () => import('./HabitsPage.tsx').then((module) => module.HabitsPage),
    why: {
      ja: '承認は、内容を見ずに通すと形だけのものになります。時間と割合を見える形にしておくと、忙しすぎる人や、分かりにくい手順に早く気づけます。',
      en: 'An approval that nobody looks at is a rubber stamp. Time and shares, in view, show early who is asked too much and which step is hard to follow.',
    },
  },
]
