import { defineRights } from '../../kernel/people/index.ts'

/** Vendors' people hold some of these: which engagements and rosters they reach is asked again by `sight.ts`. */
export const vendorsRights = defineRights('vendors', {
  'vendors:read': {
    roles: [
      'employee',
      'worker',
      'supervisor',
      'workplace_manager',
      'privacy_officer',
      'privacy_office',
      'audit_officer',
      'administrator',
    ],
    word: { ja: '関係先・案件・従事者一覧を見る', en: 'See parties, engagements and rosters' },
    mayVendorsHold: true,
  },
  'vendors:edit': {
    roles: ['workplace_manager', 'privacy_officer', 'privacy_office', 'administrator'],
    word: { ja: '関係先・案件を登録・変更する', en: 'Register and change parties and engagements' },
  },
  'vendors:submit-roster': {
    roles: ['supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office'],
    word: { ja: '従事者一覧を提出・変更する', en: 'Hand in and change rosters' },
    mayVendorsHold: true,
  },
})
