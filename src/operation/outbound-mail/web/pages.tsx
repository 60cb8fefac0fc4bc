import type { PageDef, SettingsSection, TodayCard } from '../../../webkit/page-def.ts'
import { mailAskWords } from './ask-words.ts'
import { mailListWords } from './list-words.ts'
import { mailRetentionWords } from './retention-words.ts'
import { sendingRuleWords } from './sending-rule-words.ts'
import { mailSettingsWords } from './settings-words.ts'

export { mailPanelWords, withoutRepetition } from './gate-words.ts'
export { WhyStopped } from './WhyStopped.tsx'

const why = {
  ja: '事例Aでは、従事者一覧に載っていない委託先の担当者が、約4,000名の名簿を、別の市と取引先に送りました。送る前に、宛先・添付・案件を別々の人が確かめていれば、止まっていました。',
  en: 'In case A a vendor’s worker who was on no roster sent a list of about 4,000 people to another city and a business partner. Two people looking at recipients, attachments and engagement first would have stopped it.',
}

/** ゲート → メール送信. */
export const mailPages: readonly PageDef[] = [
  {
    path: '/outbound-mail',
    title: { ja: mailListWords.ja.mails, en: mailListWords.en.mails },
    right: 'outbound-mail:read',
    navigation: { entry: 'gates', order: 100 },
    load: () => import('./HeldMailPage.tsx').then((module) => module.HeldMailPage),
    why,
  },
  {
    path: '/outbound-mail/$mailId',
    title: { ja: mailAskWords.ja.mail, en: mailAskWords.en.mail },
    right: 'outbound-mail:read',
    parent: '/outbound-mail',
    load: () => import('./MailPage.tsx').then((module) => module.MailPage),
    why,
  },
  {
    path: '/frozen-mail',
    title: { ja: mailRetentionWords.ja.frozenList, en: mailRetentionWords.en.frozenList },
    right: 'outbound-mail:oversee',
    parent: '/outbound-mail',
    load: () => import('./FrozenMailPage.tsx').then((module) => module.FrozenMailPage),
  },
  {
    path: '/sending-rules',
    title: { ja: sendingRuleWords.ja.title, en: sendingRuleWords.en.title },
    right: 'outbound-mail:configure',
    navigation: { entry: 'settings', order: 120 },
    load: () => import('./SendingRulesPage.tsx').then((module) => module.SendingRulesPage),
  },
  {
    path: '/mailing-lists',
    title: { ja: sendingRuleWords.ja.lists, en: sendingRuleWords.en.lists },
    right: 'outbound-mail:configure',
    parent: '/sending-rules',
    load: () => import('./MailListsPage.tsx').then((module) => module.MailListsPage),
  },
  {
    path: '/outside-mailbox',
    title: { ja: mailSettingsWords.ja.mailbox, en: mailSettingsWords.en.mailbox },
    right: 'outbound-mail:read',
    navigation: { entry: 'gates', order: 910 },
    isOnlyInDemonstration: true,
    load: () => import('./OutsideMailboxPage.tsx').then((module) => module.OutsideMailboxPage),
  },
]

export const mailCards: readonly TodayCard[] = [
  {
    id: 'outbound-mail.to-approve',
    right: 'outbound-mail:approve',
    order: 100,
    load: () => import('./TodayMails.tsx').then((module) => module.MailsToApprove),
  },
  {
    id: 'outbound-mail.mine',
    right: 'outbound-mail:read',
    order: 110,
    load: () => import('./TodayMails.tsx').then((module) => module.MyMailsOnTheirWay),
  },
  {
    id: 'outbound-mail.late',
    right: 'outbound-mail:approve',
    order: 105,
    load: () => import('./TodayMails.tsx').then((module) => module.MailsThatAreLate),
  },
  {
    id: 'outbound-mail.not-leaving',
    right: 'outbound-mail:configure',
    order: 295,
    load: () => import('./QueueState.tsx').then((module) => module.MailThatDoesNotLeave),
  },
  {
    id: 'outbound-mail.standing-still',
    right: 'outbound-mail:oversee',
    order: 300,
    load: () => import('./TodayMails.tsx').then((module) => module.MailsStandingStill),
  },
]

const section = (id: string, title: keyof typeof mailSettingsWords.ja & `${string}Title`, order: number) => ({
  id: `outbound-mail.${id}`,
  scope: 'organisation' as const,
  title: { ja: mailSettingsWords.ja[title], en: mailSettingsWords.en[title] },
  right: 'outbound-mail:configure',
  order,
})

export const mailSettings: readonly SettingsSection[] = [
  {
    ...section('policy', 'policyTitle', 100),
    load: () => import('./PolicySection.tsx').then((module) => module.PolicySection),
  },
  {
    ...section('queue', 'queueTitle', 105),
    load: () => import('./QueueState.tsx').then((module) => module.QueueSection),
  },
  {
    ...section('retention', 'policyTitle', 105),
    title: { ja: mailRetentionWords.ja.title, en: mailRetentionWords.en.title },
    load: () => import('./RetentionSection.tsx').then((module) => module.RetentionSection),
  },
  {
    ...section('domains', 'domainsTitle', 110),
    load: () => import('./DomainsSection.tsx').then((module) => module.DomainsSection),
  },
  {
    ...section('system-senders', 'sendersTitle', 120),
    load: () => import('./SystemSendersSection.tsx').then((module) => module.SystemSendersSection),
  },
]
