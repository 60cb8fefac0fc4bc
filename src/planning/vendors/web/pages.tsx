import type { GuestTask, PageDef } from '../../../webkit/page-def.ts'
import { vendorsScreenWords } from './words.ts'

const { ja, en } = vendorsScreenWords

/** What a vendor's person without an account is asked through a guest link. */
export const vendorsGuestTasks: readonly GuestTask[] = [
  { purpose: 'vendors:confirm-roster', load: () => import('./GuestRoster.tsx').then((module) => module.GuestRoster) },
]

/** 委託先 → 案件、関係先. */
export const vendorsPages: readonly PageDef[] = [
  {
    path: '/vendors/engagements',
    title: { ja: ja.engagements, en: en.engagements },
    right: 'vendors:read',
    navigation: { entry: 'vendors', order: 100 },
    load: () => import('./EngagementsPage.tsx').then((module) => module.EngagementsPage),
    why: {
      ja: '事例Aでは、従事者一覧に載っていない人が、別のお客様のデータを添付して送りました。案件ごとに関係先と従事者を決めておくと、そのメールは止まります。',
      en: 'In case A somebody who was on no roster sent one client’s data to another. Naming the parties and workers of each engagement stops that mail.',
    },
  },
  {
    path: '/vendors/engagements/add',
    title: { ja: ja.addEngagement, en: en.addEngagement },
    right: 'vendors:edit',
    parent: '/vendors/engagements',
    load: () => import('./AddEngagementPage.tsx').then((module) => module.AddEngagementPage),
  },
  {
    path: '/vendors/engagements/$engagementId',
    title: { ja: ja.engagements, en: en.engagements },
    right: 'vendors:read',
    parent: '/vendors/engagements',
    load: () => import('./EngagementPage.tsx').then((module) => module.EngagementPage),
  },
  {
    path: '/vendors/engagements/$engagementId/roster/$partyId',
    title: { ja: ja.import, en: en.import },
    right: 'vendors:submit-roster',
    parent: '/vendors/engagements',
    load: () => import('./RosterImportPage.tsx').then((module) => module.RosterImportPage),
  },
  {
    path: '/vendors/parties',
    title: { ja: ja.parties, en: en.parties },
    right: 'vendors:read',
    navigation: { entry: 'vendors', order: 110 },
    load: () => import('./PartiesPage.tsx').then((module) => module.PartiesPage),
  },
  {
    path: '/vendors/parties/add',
    title: { ja: ja.addParty, en: en.addParty },
    right: 'vendors:edit',
    parent: '/vendors/parties',
    load: () => import('./AddPartyPage.tsx').then((module) => module.AddPartyPage),
  },
  {
    path: '/vendors/parties/$partyId',
    title: { ja: ja.parties, en: en.parties },
    right: 'vendors:read',
    parent: '/vendors/parties',
    load: () => import('./PartyPage.tsx').then((module) => module.PartyPage),
  },
]
