import type { PageDef, TodayCard } from '../../../webkit/page-def.ts'
import { printTourWords } from './print-tour-words.ts'
import { tourWords } from './words.ts'

export const demoPages: readonly PageDef[] = [
  {
    path: '/tour/case-a',
    title: { ja: tourWords.ja.tour, en: tourWords.en.tour },
    navigation: { entry: 'gates', order: 900 },
    isOnlyInDemonstration: true,
    load: () => import('./TourPage.tsx').then((module) => module.TourPage),
  },
  {
    path: '/tour/case-b',
    title: { ja: printTourWords.ja.tour, en: printTourWords.en.tour },
    navigation: { entry: 'gates', order: 901 },
    isOnlyInDemonstration: true,
    load: () => import('./PrintTourPage.tsx').then((module) => module.PrintTourPage),
  },
]

export const demoCards: readonly TodayCard[] = [
  { id: 'demo.tour', order: 490, load: () => import('./TourCard.tsx').then((module) => module.TourCard) },
  { id: 'demo.print-tour', order: 491, load: () => import('./TourCard.tsx').then((module) => module.PrintTourCard) },
]
