import { defineRights } from '../../kernel/people/index.ts'

export const receivedDataRights = defineRights('received-data', {
  'received-data:read': {
    roles: ['supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: '受領した名簿の登録状況を見る', en: 'See which received lists are registered' },
  },
  'received-data:edit': {
    roles: ['workplace_manager', 'privacy_officer', 'privacy_office'],
    word: { ja: '受領した名簿を登録し、廃棄を記録する', en: 'Register received lists and record their disposal' },
  },
})
