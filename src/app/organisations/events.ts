import { z } from 'zod'
import type { Word } from '../../base/words.ts'
import { defineEvents } from '../../kernel/ledger/index.ts'

export const organisationEvents = defineEvents('organisation', {
  founded: {},
  closed: { accountCount: z.number(), fileCount: z.number() },
})

export const organisationEventWords: Record<keyof typeof organisationEvents, Word> = {
  founded: { ja: '組織をつくりました', en: 'Founded the organisation' },
  closed: { ja: '組織を閉じました', en: 'Closed the organisation' },
}
