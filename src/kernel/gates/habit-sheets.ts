import { instantCell, type ListSheet } from '../sheets/index.ts'
import type { GlassLine, HabitLine } from './contract.ts'
import { gateWords } from './words.ts'

const percent = (share: number | undefined) => (share === undefined ? null : Math.round(share * 1000) / 10)

export const habitSheet: ListSheet<HabitLine> = {
  list: 'gates.habits',
  title: { ja: '承認の実態', en: 'How approvals are made' },
  columns: (say) => [
    { header: say({ ja: '承認者', en: 'Approver' }), value: (line) => line.name },
    { header: say({ ja: '決定の件数', en: 'Decisions' }), value: (line) => line.decisionCount },
    { header: say({ ja: '承認の件数', en: 'Passed' }), value: (line) => line.passCount },
    { header: say({ ja: '承認の割合(%)', en: 'Share passed (%)' }), value: (line) => percent(line.passShare) },
    {
      header: say({ ja: '指摘を確かめて承認', en: 'Passed with findings' }),
      value: (line) => line.passWithFindingsCount,
    },
    { header: say({ ja: '時間を計った件数', en: 'Measured' }), value: (line) => line.measuredCount },
    {
      header: say({ ja: '確認の時間(秒、中央値)', en: 'Seconds in view (median)' }),
      value: (line) => line.medianSecondsInView ?? null,
    },
    { header: say({ ja: '数秒での決定', en: 'Within seconds' }), value: (line) => line.quickCount },
    {
      header: say({ ja: '数秒での決定の割合(%)', en: 'Share within seconds (%)' }),
      value: (line) => percent(line.quickShare),
    },
  ],
}

export const glassSheet: ListSheet<GlassLine> = {
  list: 'gates.broken-glass',
  title: { ja: '緊急解除', en: 'Emergency releases' },
  columns: (say) => [
    { header: say({ ja: '求めた日時', en: 'Asked' }), value: (line) => instantCell(line.openedAt) },
    { header: say({ ja: '求めた人', en: 'Asked by' }), value: (line) => line.openerName },
    { header: say({ ja: '認めた日時', en: 'Confirmed' }), value: (line) => instantCell(line.confirmedAt) },
    { header: say({ ja: '認めた人', en: 'Confirmed by' }), value: (line) => line.confirmerName },
    { header: say({ ja: '通した日時', en: 'Passed' }), value: (line) => instantCell(line.passedAt) },
    { header: say({ ja: '見直した日時', en: 'Reviewed' }), value: (line) => instantCell(line.reviewedAt) },
    { header: say({ ja: '見直した人', en: 'Reviewed by' }), value: (line) => line.reviewerName },
    {
      header: say({ ja: '見直しの結論', en: 'Conclusion' }),
      value: (line) => line.conclusion && say(gateWords.reviewConclusions[line.conclusion]),
    },
  ],
}
