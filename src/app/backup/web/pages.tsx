import type { SettingsSection } from '../../../webkit/page-def.ts'
import { backupWords } from './words.ts'

export const backupSettings: readonly SettingsSection[] = [
  {
    id: 'backup.status',
    scope: 'organisation',
    title: { ja: backupWords.ja.title, en: backupWords.en.title },
    right: 'access:administer',
    order: 900,
    load: () => import('./BackupSection.tsx').then((module) => module.BackupSection),
  },
]
