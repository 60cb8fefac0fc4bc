import { defineRights } from './define-rights.ts'

export const peopleRights = defineRights('people', {
  'people:read': {
    roles: ['supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office', 'audit_officer', 'administrator'],
    word: { ja: '人と組織を見る', en: 'See people and units' },
  },
  'people:administer': {
    roles: ['privacy_office', 'administrator'],
    word: { ja: '人と組織を登録・変更する', en: 'Register and change people and units' },
  },
  'people:delegate': {
    roles: ['supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office', 'audit_officer'],
    word: { ja: '自分の役割の代理・代行を決める', en: 'Decide who stands in for oneself' },
    mayVendorsHold: true,
  },
})
