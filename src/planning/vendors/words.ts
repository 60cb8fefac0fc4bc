import type { Word } from '../../base/words.ts'
import type { engagementEvents, partyEvents, rosterEvents } from './events.ts'
import type { DomainCovers } from './rules/belonging.ts'
import type { RecipientReason } from './rules/explain-recipients.ts'
import type { RosterReason } from './rules/on-roster.ts'
import type { GUEST_ANSWERS } from './guest-views.ts'
import type {
  DATA_CLASSES,
  ENGAGEMENT_STATUSES,
  PARTY_STATUSES,
  RELATIONS,
  ROSTER_CHANGES,
  WORKER_STATES,
} from './views.ts'

type Of<T extends readonly string[]> = Record<T[number], Word>

export const relationWords: Of<typeof RELATIONS> = {
  client: { ja: 'お客様', en: 'Client' },
  vendor: { ja: '委託先', en: 'Vendor' },
  counterparty: { ja: '取引先', en: 'Counterparty' },
}

export const partyStatusWords: Of<typeof PARTY_STATUSES> = {
  open: { ja: '取引中', en: 'Open' },
  closed: { ja: '終了', en: 'Closed' },
}

export const engagementStatusWords: Of<typeof ENGAGEMENT_STATUSES> = {
  draft: { ja: '準備中', en: 'Draft' },
  active: { ja: '進行中', en: 'Active' },
  closed: { ja: '終了', en: 'Closed' },
}

export const dataClassWords: Of<typeof DATA_CLASSES> = {
  personal_information: { ja: '個人情報', en: 'Personal information' },
  special_care: { ja: '要配慮個人情報', en: 'Special-care information' },
  my_number: { ja: 'マイナンバー(特定個人情報)', en: 'My Number' },
  financial: { ja: 'カード番号・口座など財産に関わる情報', en: 'Card numbers, accounts and the like' },
}

export const workerStateWords: Of<typeof WORKER_STATES> = {
  on_roster: { ja: '従事中', en: 'On the roster' },
  not_yet: { ja: '開始前', en: 'Not yet' },
  ended: { ja: '終了', en: 'Ended' },
}

export const rosterChangeWords: Of<typeof ROSTER_CHANGES> = {
  added: { ja: '追加', en: 'Added' },
  changed: { ja: '変更', en: 'Changed' },
  ended: { ja: '削除', en: 'Taken off' },
  unchanged: { ja: '変更なし', en: 'Unchanged' },
}

export const domainCoversWords: Record<DomainCovers, Word> = {
  subdomains: { ja: 'ドメインとその下のすべて', en: 'The domain and all below it' },
  domain: { ja: 'このドメインだけ', en: 'This domain only' },
  address: { ja: 'このアドレスだけ', en: 'This address only' },
}

export const recipientReasonWords: Record<RecipientReason, Word> = {
  party_of_engagement: { ja: '案件の関係先です', en: 'A party of the engagement' },
  client_of_other_engagement: { ja: '別の案件のお客様です', en: 'The client of another engagement' },
  shared_with_other_client: {
    ja: '別の案件のお客様と同じドメインのため、見分けられません',
    en: 'Shares its domain with the client of another engagement, so they cannot be told apart',
  },
  party_outside_engagement: {
    ja: '登録された関係先ですが、この案件の関係先ではありません',
    en: 'A registered party, but not of this engagement',
  },
  unknown_recipient: { ja: 'どの関係先にも登録がありません', en: 'Registered with no party' },
  unreadable_address: { ja: 'メールアドレスとして読み取れません', en: 'Cannot be read as a mail address' },
}

export const rosterReasonWords: Record<RosterReason, Word> = {
  on_roster: { ja: '従事者一覧に載っています', en: 'On the roster' },
  never_listed: { ja: '従事者一覧に載っていません', en: 'Not on the roster' },
  not_yet: { ja: '従事の開始日より前です', en: 'Before the first day on the roster' },
  ended: { ja: '従事期間が終わっています', en: 'The time on the roster is over' },
  engagement_not_running: { ja: '案件が進行中ではありません', en: 'The engagement is not running' },
}

export const guestAnswerWords: Of<typeof GUEST_ANSWERS> = {
  invited: { ja: '依頼済み', en: 'Invited' },
  opened: { ja: '開封済み', en: 'Opened' },
  confirmed: { ja: '間違いなし', en: 'Confirmed' },
  disputed: { ja: '訂正の連絡あり', en: 'Disputed' },
  expired: { ja: '期限切れ', en: 'Expired' },
  revoked: { ja: '取消し', en: 'Revoked' },
}

export const vendorGateWords = {
  'vendors.roster-confirmation': { ja: '従事者一覧の確認', en: 'Confirmation of a roster' },
} satisfies Record<string, Word>

export const vendorCheckWords = {
  'roster-statement': { ja: '委託先の確認', en: 'Statement of the vendor' },
} satisfies Record<string, Word>

export const vendorEventWords: Record<
  | `party.${keyof typeof partyEvents}`
  | `engagement.${keyof typeof engagementEvents}`
  | `roster.${keyof typeof rosterEvents}`,
  Word
> = {
  'party.added': { ja: '関係先を登録しました', en: 'Registered a party' },
  'party.changed': { ja: '関係先を変更しました', en: 'Changed a party' },
  'party.closed': { ja: '関係先を終了しました', en: 'Closed a party' },
  'party.domain_added': { ja: '関係先のドメインを登録しました', en: 'Listed a domain of a party' },
  'party.domain_ended': { ja: '関係先のドメインを外しました', en: 'Took a domain off a party’s list' },
  'engagement.added': { ja: '案件を登録しました', en: 'Registered an engagement' },
  'engagement.changed': { ja: '案件を変更しました', en: 'Changed an engagement' },
  'engagement.started': { ja: '案件を開始しました', en: 'Started an engagement' },
  'engagement.closed': { ja: '案件を終了しました', en: 'Closed an engagement' },
  'engagement.party_attached': { ja: '案件に関係先を加えました', en: 'Attached a party to an engagement' },
  'engagement.party_ended': { ja: '案件から関係先を外しました', en: 'Took a party out of an engagement' },
  'roster.worker_added': { ja: '従事者を加えました', en: 'Put a worker on the roster' },
  'roster.worker_changed': { ja: '従事者の内容を変更しました', en: 'Changed a worker on the roster' },
  'roster.worker_ended': { ja: '従事者を外しました', en: 'Took a worker off the roster' },
  'roster.submitted': { ja: '従事者一覧を提出しました', en: 'Handed in a roster' },
}

/** What can be wrong with a row of a list of workers, besides what is wrong with any sheet. */
export const rosterErrorWords: Record<'ends_before_it_begins' | 'other_company', Word> = {
  ends_before_it_begins: {
    ja: '終了日が開始日より前です。どちらかを直してください。',
    en: 'The last day lies before the first. Correct one of them.',
  },
  other_company: {
    ja: '所属会社が「{company}」ではありません。ほかの会社の人は、その会社の一覧に載せてください。',
    en: 'The company is not “{company}”. People of another company go on the list of that company.',
  },
}
