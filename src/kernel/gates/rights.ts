import { defineRights } from '../people/index.ts'

/** How approvals are made is for those who keep the system, and for who audits it; nobody else sees it of anybody. */
export const gateRights = defineRights('gates', {
  'gates:oversee': {
    roles: ['privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: '承認の実態を見る', en: 'See how approvals are made' },
  },
})
