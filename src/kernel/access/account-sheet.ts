import type { ListSheet } from '../sheets/index.ts'
import type { AccountRow } from './account-view.ts'
import { accountStatusWords } from './words.ts'

export const accountSheet: ListSheet<AccountRow> = {
  list: 'access.accounts',
  title: { ja: 'アカウント一覧', en: 'Accounts' },
  columns: (say) => [
    { header: say({ ja: '氏名', en: 'Name' }), value: (row) => row.personName },
    { header: say({ ja: 'サインインのアドレス', en: 'Sign-in address' }), value: (row) => row.email },
    { header: say({ ja: '状態', en: 'State' }), value: (row) => say(accountStatusWords[row.status]) },
    {
      header: say({ ja: '2段階の確認', en: 'Second step' }),
      value: (row) => say(row.hasTotp ? { ja: '設定済み', en: 'set up' } : { ja: '未設定', en: 'not set up' }),
    },
  ],
}
