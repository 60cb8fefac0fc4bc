import type { Word } from '../../base/words.ts'
import type { instanceEvents } from './events.ts'
import type { LEDGER_STATES, LinkedState } from './read-models.ts'

export const instanceEventWords: Record<keyof typeof instanceEvents, Word> = {
  started: { ja: 'システムを起動しました', en: 'The system started' },
  stopped: { ja: 'システムを停止しました', en: 'The system stopped' },
  migrated: { ja: 'データベースを更新しました', en: 'The database was brought up to date' },
  organisation_created: { ja: '組織をつくりました', en: 'An organisation was created' },
  organisation_removed: { ja: '組織を取り除きました', en: 'An organisation was removed' },
}

export const linkedStateWords: Record<LinkedState, Word> = {
  waiting: { ja: '台帳に記入中', en: 'Being entered in the ledger' },
  linked: { ja: '台帳に記入済み', en: 'In the ledger' },
  anchored: { ja: '外部に係留済み', en: 'Anchored outside' },
}

export const ledgerStateWords: Record<(typeof LEDGER_STATES)[number], Word> = {
  ok: { ja: '正常', en: 'In order' },
  behind: { ja: '台帳への記入が遅れています', en: 'Events are waiting too long for their place in the ledger' },
  stopped: { ja: '台帳への記入が止まっています', en: 'Nothing is being entered in the ledger' },
}
