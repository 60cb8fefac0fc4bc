import type { z } from 'zod'
import { instantCell, type ListSheet } from '../../kernel/sheets/index.ts'
import type { MismatchView } from './run-views.ts'
import type { DifferenceView, PrintJobLine } from './views.ts'
import { printStageWords, stageStateWords } from './words.ts'

export const printJobSheet: ListSheet<z.input<typeof PrintJobLine>> = {
  list: 'print-checks.jobs',
  title: { ja: '印刷案件', en: 'Print jobs' },
  columns: (say) => [
    { header: say({ ja: '印刷案件', en: 'Print job' }), value: (line) => line.title },
    { header: say({ ja: '案件', en: 'Engagement' }), value: (line) => line.engagementName },
    { header: say({ ja: '印刷する会社', en: 'Printer' }), value: (line) => line.printerName },
    { header: say({ ja: 'お客様', en: 'Client' }), value: (line) => line.clientName },
    {
      header: say({ ja: '段階', en: 'Stage' }),
      value: (line) => (line.stage ? say(printStageWords[line.stage]) : say({ ja: '納品済み', en: 'Handed over' })),
    },
    { header: say({ ja: '状態', en: 'State' }), value: (line) => say(stageStateWords[line.state]) },
    { header: say({ ja: '登録日時', en: 'Registered' }), value: (line) => instantCell(line.createdAt) },
  ],
}

export const mismatchSheet: ListSheet<z.input<typeof MismatchView>, { readonly jobId: string }> = {
  list: 'print-checks.mismatches',
  title: { ja: '照合の不一致', en: 'Mismatches' },
  columns: (say) => [
    { header: say({ ja: '番号', en: 'Number' }), value: (line) => line.number },
    { header: say({ ja: '用紙', en: 'Sheet' }), value: (line) => line.sheet },
    { header: say({ ja: 'ページ', en: 'Page' }), value: (line) => line.page },
    { header: say({ ja: 'キー', en: 'Record' }), value: (line) => line.record },
    { header: say({ ja: '項目', en: 'Field' }), value: (line) => line.field },
    { header: say({ ja: '内容', en: 'What' }), value: (line) => say(line.detail) },
    { header: say({ ja: 'データ', en: 'Data' }), value: (line) => line.expected },
    { header: say({ ja: '印刷', en: 'Printed' }), value: (line) => line.printed },
  ],
  subject: ({ jobId }) => ({ kind: 'print_job', id: jobId }),
}

export const differenceSheet: ListSheet<z.input<typeof DifferenceView>, { readonly jobId: string }> = {
  list: 'print-checks.differences',
  title: { ja: '設定の比較', en: 'Settings compared' },
  columns: (say) => [
    { header: say({ ja: 'ページ', en: 'Page' }), value: (line) => line.page },
    { header: say({ ja: '項目', en: 'Field' }), value: (line) => line.field },
    { header: say({ ja: '設定', en: 'Setting' }), value: (line) => say(line.settingName) },
    { header: say({ ja: 'テスト', en: 'Tested' }), value: (line) => say(line.tested) },
    { header: say({ ja: '本番', en: 'Production' }), value: (line) => say(line.production) },
    { header: say({ ja: '違う理由', en: 'Why it differs' }), value: (line) => line.explanation?.text },
    { header: say({ ja: '書いた人', en: 'Explained by' }), value: (line) => line.explanation?.by },
    {
      header: say({ ja: '書いた日時', en: 'Explained at' }),
      value: (line) => (line.explanation ? instantCell(line.explanation.at) : undefined),
    },
  ],
  subject: ({ jobId }) => ({ kind: 'print_job', id: jobId }),
}
