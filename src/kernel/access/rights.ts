import { defineRights } from '../people/index.ts'

export const accessRights = defineRights('access', {
  'access:administer': {
    roles: ['administrator'],
    word: { ja: 'アカウントを発行・停止する', en: 'Issue and disable accounts' },
  },
})
