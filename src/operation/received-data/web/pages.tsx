import type { PageDef } from '../../../webkit/page-def.ts'
import { receivedDataScreenWords } from './words.ts'

const { ja, en } = receivedDataScreenWords

/** 台帳 → 受領した名簿. */
export const receivedDataPages: readonly PageDef[] = [
  {
    path: '/received-data/lists',
    title: { ja: ja.title, en: en.title },
    right: 'received-data:read',
    navigation: { entry: 'registers', order: 300 },
    load: () => import('./ReceivedListsPage.tsx').then((module) => module.ReceivedListsPage),
    why: {
      ja: '事例Aでは、X県の職員情報が、別のお客様あてのメールに添付されました。名簿を登録しておくと、名前や形式を変えて送ろうとしても止まります。',
      en: 'In case A the staff list of X県 was attached to a mail to another client. A registered list is stopped whatever its name and format.',
    },
  },
  {
    path: '/received-data/lists/add',
    title: { ja: ja.add, en: en.add },
    right: 'received-data:edit',
    parent: '/received-data/lists',
    load: () => import('./RegisterListPage.tsx').then((module) => module.RegisterListPage),
  },
]
