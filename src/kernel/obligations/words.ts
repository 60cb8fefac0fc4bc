import type { Word } from '../../base/words.ts'
import type { HolidaySource } from './calendar.ts'
import type { holidayEvents, obligationEvents } from './events.ts'
import type { ObligationState } from './rules/obligation-state.ts'

export const obligationStateWords: Record<ObligationState, Word> = {
  open: { ja: '期限前', en: 'open' },
  overdue: { ja: '期限超過', en: 'overdue' },
  discharged: { ja: '履行済み', en: 'discharged' },
  discharged_late: { ja: '履行済み(期限後)', en: 'discharged late' },
}

export const holidaySourceWords: Record<HolidaySource, Word> = {
  official: { ja: '国民の祝日・休日(内閣府)', en: 'national holiday (Cabinet Office)' },
  own: { ja: '自社の休日', en: 'own holiday' },
}

export const obligationEventWords: Record<keyof typeof obligationEvents, Word> = {
  opened: { ja: '期限が始まりました', en: 'An obligation was opened' },
  extended: { ja: '期限を延ばしました', en: 'An obligation was extended' },
  handed_over: { ja: '担当を引き継ぎました', en: 'An obligation was handed over' },
  discharged: { ja: '履行しました', en: 'An obligation was discharged' },
  reminded: { ja: '催促を送りました', en: 'A reminder was sent' },
}

export const holidayEventWords: Record<keyof typeof holidayEvents, Word> = {
  added: { ja: '休日を加えました', en: 'A holiday was added' },
  removed: { ja: '休日を外しました', en: 'A holiday was removed' },
  list_replaced: { ja: '祝日の一覧を取り込みました', en: 'The list of national holidays was imported' },
}
