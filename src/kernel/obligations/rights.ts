import { defineRights } from '../people/index.ts'

/** Everybody sees what is theirs to do; this one is for what is everybody's. */
export const obligationRights = defineRights('obligations', {
  'obligations:oversee': {
    roles: ['privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: 'すべての期限を見る', en: 'See all obligations' },
  },
  'obligations:change': {
    roles: ['privacy_officer', 'privacy_office'],
    word: { ja: '期限を延ばす・担当を引き継ぐ', en: 'Extend obligations and hand them over' },
  },
})
