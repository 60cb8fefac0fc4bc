import type { GuestTask, PageDef, SettingsSection, TodayCard } from '../../../webkit/page-def.ts'
import { printDifferencesWords } from './differences-words.ts'
import { printJobWords } from './job-words.ts'
import { printKeepingWords } from './keeping-words.ts'
import { printNudgingWords } from './nudging-words.ts'
import { printMakerWords } from './maker-words.ts'
import { printProofWords } from './proof-words.ts'
import { printResultWords } from './result-words.ts'
import { printSampleWords } from './sample-words.ts'
import { printStepWords } from './step-words.ts'

const why = {
  ja: '事例Bでは、約700世帯に送る通知書の裏面に、別の世帯の子1,200人分の氏名と生年月日が印刷されました。表だけを見て、裏は開封して確かめず、テスト時と本番の設定も比べていませんでした。全件を機械で照合し、現物の表と裏を開けて確かめていれば、止まっていました。',
  en: 'In case B the backs of about 700 notices showed the names and birth dates of 1,200 children of other households. Only fronts had been looked at, and the tested settings were never compared with production. Verifying every sheet by machine, and opening fronts and backs, would have stopped it.',
}

/** ゲート → 印刷チェック. */
export const printPages: readonly PageDef[] = [
  {
    path: '/print-checks',
    title: { ja: printJobWords.ja.jobs, en: printJobWords.en.jobs },
    right: 'print-checks:read',
    navigation: { entry: 'gates', order: 120 },
    load: () => import('./PrintJobsPage.tsx').then((module) => module.PrintJobsPage),
    why,
  },
  {
    path: '/print-checks/add',
    title: { ja: printJobWords.ja.add, en: printJobWords.en.add },
    right: 'print-checks:manage',
    parent: '/print-checks',
    load: () => import('./AddPrintJobPage.tsx').then((module) => module.AddPrintJobPage),
    why,
  },
  {
    path: '/print-checks/$jobId',
    title: { ja: printStepWords.ja.job, en: printStepWords.en.job },
    right: 'print-checks:read',
    parent: '/print-checks',
    load: () => import('./PrintJobPage.tsx').then((module) => module.PrintJobPage),
    why,
  },
  {
    path: '/print-checks/$jobId/runs/$runId',
    title: { ja: printResultWords.ja.title, en: printResultWords.en.title },
    right: 'print-checks:read',
    parent: '/print-checks',
    load: () => import('./VerificationPage.tsx').then((module) => module.VerificationPage),
    why,
  },
  {
    path: '/print-checks/$jobId/differences',
    title: { ja: printDifferencesWords.ja.title, en: printDifferencesWords.en.title },
    right: 'print-checks:read',
    parent: '/print-checks',
    load: () => import('./DifferencesPage.tsx').then((module) => module.DifferencesPage),
    why,
  },
  {
    path: '/print-checks/$jobId/specification',
    title: { ja: printMakerWords.ja.title, en: printMakerWords.en.title },
    right: 'print-checks:work',
    parent: '/print-checks',
    load: () => import('./SpecificationPage.tsx').then((module) => module.SpecificationPage),
    why,
  },
  {
    path: '/print-checks/$jobId/pages',
    title: { ja: printProofWords.ja.pdf.title, en: printProofWords.en.pdf.title },
    right: 'print-checks:read',
    parent: '/print-checks',
    load: () => import('./FilePagesPage.tsx').then((module) => module.FilePagesPage),
    why,
  },
  {
    path: '/print-checks/$jobId/proof',
    title: { ja: printProofWords.ja.title, en: printProofWords.en.title },
    right: 'print-checks:decide',
    parent: '/print-checks',
    load: () => import('./ProofPage.tsx').then((module) => module.ProofPage),
    why,
  },
  {
    path: '/print-checks/$jobId/sample',
    title: { ja: printSampleWords.ja.title, en: printSampleWords.en.title },
    right: 'print-checks:read',
    parent: '/print-checks',
    load: () => import('./SamplePage.tsx').then((module) => module.SamplePage),
    why,
  },
]

export const printCards: readonly TodayCard[] = [
  {
    id: 'print-checks.mine',
    right: 'print-checks:read',
    order: 120,
    load: () => import('./TodayPrint.tsx').then((module) => module.PrintJobsForMe),
  },
]

export const printSettings: readonly SettingsSection[] = [
  {
    id: 'print-checks.retention',
    scope: 'organisation',
    title: { ja: printKeepingWords.ja.setting.title, en: printKeepingWords.en.setting.title },
    right: 'print-checks:oversee',
    order: 130,
    load: () => import('./PrintRetentionSection.tsx').then((module) => module.PrintRetentionSection),
  },
  {
    id: 'print-checks.nudging',
    scope: 'organisation',
    title: { ja: printNudgingWords.ja.title, en: printNudgingWords.en.title },
    right: 'print-checks:oversee',
    order: 131,
    load: () => import('./PrintNudgingSection.tsx').then((module) => module.PrintNudgingSection),
  },
]

export const printGuestTasks: readonly GuestTask[] = [
  { purpose: 'print-checks:sign-off', load: () => import('./GuestProof.tsx').then((module) => module.GuestProof) },
]
