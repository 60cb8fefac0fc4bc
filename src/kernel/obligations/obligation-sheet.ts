import { dayValue, instantCell, type ListSheet } from '../sheets/index.ts'
import type { ObligationLine } from './contract.ts'
import { obligationStateWords } from './words.ts'

export const obligationSheet = (list: string): ListSheet<ObligationLine> => ({
  list,
  title: { ja: '期限一覧', en: 'Obligations' },
  columns: (say) => [
    { header: say({ ja: '期限日', en: 'Due' }), value: (line) => dayValue(line.dueOn) },
    { header: say({ ja: '状態', en: 'State' }), value: (line) => say(obligationStateWords[line.state]) },
    { header: say({ ja: '行うこと', en: 'What is to be done' }), value: (line) => say(line.word) },
    { header: say({ ja: '対象', en: 'About' }), value: (line) => line.about && say(line.about) },
    { header: say({ ja: '担当', en: 'Who is to act' }), value: (line) => say(line.responsible) },
    { header: say({ ja: '当初の期限日', en: 'First due' }), value: (line) => dayValue(line.firstDueOn) },
    { header: say({ ja: '履行した日時', en: 'Discharged' }), value: (line) => instantCell(line.dischargedAt) },
  ],
})
