import type { PageDef } from '../../../webkit/page-def.ts'
import { inventoryScreenWords } from './words.ts'

const { ja, en } = inventoryScreenWords

/** 台帳 → 個人情報スキャン. */
export const inventoryPages: readonly PageDef[] = [
  {
    path: '/inventory/scans',
    title: { ja: ja.title, en: en.title },
    right: 'inventory:read',
    navigation: { entry: 'registers', order: 310 },
    load: () => import('./ScansPage.tsx').then((module) => module.ScansPage),
    why: {
      ja: 'どこに個人情報があるか分からないと、守ることも捨てることもできません。思いがけない場所に残った名簿を見つけます。',
      en: 'What nobody knows of can neither be guarded nor disposed of. This finds lists that were left where nobody expects them.',
    },
  },
  {
    path: '/inventory/scans/begin',
    title: { ja: ja.begin, en: en.begin },
    right: 'inventory:scan',
    parent: '/inventory/scans',
    load: () => import('./BeginScanPage.tsx').then((module) => module.BeginScanPage),
  },
  {
    path: '/inventory/scans/$scanId',
    title: { ja: ja.title, en: en.title },
    right: 'inventory:read',
    parent: '/inventory/scans',
    load: () => import('./ScanPage.tsx').then((module) => module.ScanPage),
  },
]
