import { defineRights } from '../../kernel/people/index.ts'

export const inventoryRights = defineRights('inventory', {
  'inventory:read': {
    roles: ['privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: '個人情報スキャンの結果を見る', en: 'See results of scans for personal information' },
  },
  'inventory:scan': {
    roles: ['privacy_officer', 'privacy_office'],
    word: { ja: '個人情報スキャンを行う', en: 'Scan for personal information' },
  },
})
