import type { Word } from '../../base/words.ts'
import { defineEvents } from '../../kernel/ledger/index.ts'

export const organisationEvents = defineEvents('organisation', { founded: {} })

export const organisationEventWords: Record<keyof typeof organisationEvents, Word> = {
  founded: { ja: '組織をつくりました', en: 'Founded the organisation' },
}
