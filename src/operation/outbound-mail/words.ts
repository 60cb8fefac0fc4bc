import type { Word } from '../../base/words.ts'
import { attachmentFindingWords, textFindingWords } from './attachments/words.ts'
import type { GlassMark } from './glass/glass-states.ts'
import { sendingFindingWords } from './sending-rules/words.ts'
import type { mailEvents, mailSettingEvents } from './events.ts'
import type { outboundMailGate, systemMailGate } from './gate.ts'
import type { FreezeCause } from './mail-states.ts'
import type { AuthorProblem, Custody, Delivery, MailClass, MailTrouble, UnopenedAttachments } from './mail-states.ts'

export const custodyWords: Record<Custody, Word> = {
  held: { ja: '保留中', en: 'Held' },
  releasing: { ja: '送信中', en: 'Being sent' },
  released: { ja: '送信済み', en: 'Sent' },
  withdrawn: { ja: '取下げ', en: 'Withdrawn' },
  sent_back: { ja: '差戻し', en: 'Sent back' },
  expired: { ja: '期限切れ', en: 'Expired' },
  frozen: { ja: '凍結', en: 'Frozen' },
  purged: { ja: '消去済み', en: 'Purged' },
}

export const mailClassWords: Record<MailClass, Word> = {
  undetermined: { ja: '案件未指定', en: 'No engagement named' },
  engagement: { ja: '案件のメール', en: 'Engagement mail' },
  general_business: { ja: '一般業務のメール', en: 'General business mail' },
  system_sender: { ja: '登録済みの自動送信', en: 'Registered system sender' },
  internal: { ja: '社内宛て', en: 'Internal' },
  own_notice: { ja: '配信通知', en: 'Delivery report' },
}

export const deliveryWords: Record<Delivery, Word> = {
  held: { ja: '保留中', en: 'Held' },
  queued: { ja: '送信待ち', en: 'Queued' },
  sending: { ja: '送信中', en: 'Being sent' },
  delivered: { ja: '送信済み', en: 'Handed over' },
  deferred: { ja: '再送待ち', en: 'Waiting to retry' },
  bounced: { ja: '不達', en: 'Undeliverable' },
  removed: { ja: '宛先から外した', en: 'Dropped' },
  cancelled: { ja: '送信しない', en: 'Not sent' },
}

export const authorProblemWords: Record<AuthorProblem, Word> = {
  no_sender: { ja: '差出人(エンベロープ)が空です。', en: 'The envelope sender is empty.' },
  no_from: { ja: 'From に1つのアドレスがありません。', en: 'From does not hold exactly one address.' },
  not_a_person: {
    ja: '差出人のアドレスは、登録された人のものではありません。',
    en: 'The sender’s address is nobody’s.',
  },
  not_active: { ja: '差出人は在籍期間外です。', en: 'The sender is not active now.' },
  sender_and_from_differ: {
    ja: 'エンベロープの差出人と From が別の人です。',
    en: 'Envelope sender and From are two different persons.',
  },
  no_unit: { ja: '差出人はどの職場にも所属していません。', en: 'The sender belongs to no unit now.' },
}

export const mailTroubleWords: Record<MailTrouble, Word> = {
  no_author: { ja: '差出人を確認できません', en: 'No known author' },
  unread: { ja: '内容を読み取れていません', en: 'Not read yet' },
  no_approver: { ja: '承認できる人がいません', en: 'Nobody can approve it' },
}

export const unopenedAttachmentsWords: Record<UnopenedAttachments, Word> = {
  people_look: { ja: '確認者が開いて確かめる', en: 'Those who check it look' },
  privacy_office: { ja: '事務局の承認を加える', en: 'The privacy office approves too' },
}

/** The approval that policy adds: `also-` and the role. */
type AddedCheckId = 'also-privacy-office'

type CheckId =
  AddedCheckId | (typeof outboundMailGate)['checks'][number]['id'] | (typeof systemMailGate)['checks'][number]['id']

export const mailGateWords: Record<'outbound-mail.release' | 'outbound-mail.system-release', Word> = {
  'outbound-mail.release': { ja: '社外メールの関門', en: 'Outbound mail gate' },
  'outbound-mail.system-release': { ja: '自動送信の関門', en: 'System mail gate' },
}

export const mailCheckWords: Record<CheckId, Word> = {
  'author-known': { ja: '起案者の確認', en: 'Author known' },
  'sender-on-roster': { ja: '従事者一覧', en: 'Author on the roster' },
  'recipients-in-engagement': { ja: '宛先と案件', en: 'Recipients in the engagement' },
  'no-other-client': { ja: '他のお客様の混入', en: 'No other client' },
  content: { ja: '内容・宛先・送信ルール', en: 'Content, recipients, sending rules' },
  'self-check': { ja: '自己確認', en: 'Self-check' },
  approval: { ja: '上長承認', en: 'Supervisor’s approval' },
  'entruster-approval': { ja: '委託元の承認', en: 'Entruster’s approval' },
  'sender-registered': { ja: '送信プログラムの登録', en: 'System sender registered' },
  'within-limit': { ja: '1日の上限', en: 'Within the daily limit' },
  'also-privacy-office': { ja: '事務局の承認', en: 'Privacy office’s approval' },
}

/** What a finding says. `{name}` is filled from its facts. */
export const mailFindingWords: Record<string, Word> = {
  ...attachmentFindingWords,
  ...textFindingWords,
  ...sendingFindingWords,
  'engagement-not-named': {
    ja: '案件が指定されていません。候補は{candidateCount}件です。案件を選ぶか、一般業務として扱ってください。',
    en: 'No engagement is named; {candidateCount} could be considered. Choose one, or treat it as general business.',
  },
  'engagement-not-running': {
    ja: '案件「{engagement}」は実施期間外です。',
    en: 'Engagement "{engagement}" is not running.',
  },
  'author-never-listed': {
    ja: '起案者は案件「{engagement}」の従事者一覧に載っていません。',
    en: 'The author is not on the roster of "{engagement}".',
  },
  'author-not-yet': {
    ja: '起案者は案件「{engagement}」の従事期間がまだ始まっていません。',
    en: 'The author’s time on the roster of "{engagement}" has not begun.',
  },
  'author-ended': {
    ja: '起案者は案件「{engagement}」の従事期間が終わっています。',
    en: 'The author’s time on the roster of "{engagement}" has ended.',
  },
  'author-engagement-not-running': {
    ja: '案件「{engagement}」は実施されていないため、従事者と認められません。',
    en: 'Engagement "{engagement}" is not running, so nobody works on it.',
  },
  'author-not-active': { ja: '起案者は現在、在籍していません。', en: 'The author is not active now.' },
  'roster-overdue': {
    ja: '案件「{engagement}」の従事者一覧の再提出が期限を過ぎています。',
    en: 'A roster of "{engagement}" is overdue.',
  },
  'recipient-client-of-other-engagement': {
    ja: '{domain} は別の案件のお客様で、案件「{engagement}」の関係先ではありません。',
    en: '{domain} is a client of another engagement and no party of "{engagement}".',
  },
  'recipient-shared-with-other-client': {
    ja: '{domain} は別の案件のお客様も使っており、どちらの宛先か区別できません(案件「{engagement}」)。',
    en: '{domain} is shared with a client of another engagement, so nobody can tell whose it is ("{engagement}").',
  },
  'recipient-party-outside-engagement': {
    ja: '{domain} は登録された関係先ですが、案件「{engagement}」の関係先ではありません。',
    en: '{domain} is a registered party, but not of "{engagement}".',
  },
  'recipient-unknown-recipient': {
    ja: '{domain} は案件「{engagement}」の関係先ではありません。宛先を直すか、案件に取引先を登録してください。',
    en: '{domain} is no party of "{engagement}". Correct the recipient, or register the party.',
  },
  'recipient-unreadable-address': {
    ja: '宛先のアドレスを読み取れません(案件「{engagement}」)。',
    en: 'A recipient’s address cannot be read ("{engagement}").',
  },
  'attachment-of-other-client': {
    ja: '添付「{name}」は、{party} から受領したデータと同じものです。',
    en: 'Attachment "{name}" is data that was received from {party}.',
  },
  'attachment-rows-of-other-client': {
    ja: '添付{number}「{name}」に、{party} から受け取った「{dataset}」({receivedOn}受領)の{count}件が含まれています。{party} は、このメールの案件の関係先ではありません。',
    en: 'Attachment {number} "{name}" holds {count} persons of "{dataset}", received from {party} on {receivedOn}. {party} has no part in the engagement of this mail.',
  },
  'attachment-rows-unknown': {
    ja: '添付の名簿がどのお客様のものか、照合できませんでした。中を開いて確かめてください。',
    en: 'Whose lists the attachments hold could not be looked up. Open them and look.',
  },
  'and-more': { ja: 'ほかに{count}件あります。', en: 'And {count} more.' },
  'parsers-disagree': {
    ja: '2つの読み取りの結果が一致しません。受信者には別の内容が見える可能性があります。',
    en: 'Two readers disagree about this mail; its recipients may see something else.',
  },
  'unknown-charset': {
    ja: '文字コードが分からない部分があり、内容を読み取れません。',
    en: 'A part is written in a charset that cannot be read here.',
  },
  'parser-failed': { ja: 'メールの構造を読み取れませんでした。', en: 'The mail’s structure could not be read.' },
  'bcc-header': {
    ja: 'ヘッダーに Bcc が残っています。そのまま送ると、受信者に見える可能性があります。',
    en: 'A Bcc line is left in the header; recipients may see it.',
  },
  'recipient-not-shown': {
    ja: '{address} は To・Cc に表示されていません(Bcc)。',
    en: '{address} is not shown in To or Cc (Bcc).',
  },
  'recipients-not-shown': {
    ja: '{count}件の宛先が To・Cc に表示されていません(Bcc)。',
    en: '{count} recipients are not shown in To or Cc (Bcc).',
  },
  'address-unreadable': {
    ja: 'ヘッダーに読み取れないアドレスが{count}件あります。',
    en: '{count} addresses in the header cannot be read.',
  },
  'attachment-not-opened': {
    ja: '添付{number}「{name}」の中身は、機械ではまだ開いていません。開いて確かめてください。',
    en: 'Attachment {number} "{name}" has not been opened by a machine. Open it and look.',
  },
  'system-sender-ended': {
    ja: '送信プログラムの登録が終了しています。',
    en: 'The system sender is no longer registered.',
  },
  'daily-limit-reached': {
    ja: '本日の宛先数が{count}件となり、上限の{limit}件を超えました。',
    en: '{count} recipients today are more than the limit of {limit}.',
  },
}

export const mailEventWords: Record<keyof typeof mailEvents, Word> = {
  received: { ja: 'メールをお預かりしました', en: 'Mail taken into custody' },
  read: { ja: '構造を読み取りました', en: 'Structure read' },
  author_named: { ja: '起案者を指定しました', en: 'Author named' },
  engagement_named: { ja: '案件と利用目的を指定しました', en: 'Engagement and purpose named' },
  recipient_dropped: { ja: '宛先を1件外しました', en: 'A recipient dropped' },
  withdrawn: { ja: '取り下げました', en: 'Withdrawn' },
  sent_back: { ja: '差し戻しました', en: 'Sent back' },
  expired: { ja: '期限切れで差出人に戻しました', en: 'Expired and given back' },
  released: { ja: '送信を始めました', en: 'Released' },
  pulled_back: { ja: '送信を止めて保留に戻しました', en: 'Pulled back' },
  asked_again: {
    ja: '確認の後に指摘や送信ルールが変わったため、もう一度確認をお願いしました',
    en: 'Asked to look again: findings or rules have changed',
  },
  delivered: { ja: '相手側のサーバーに渡しました', en: 'Handed over' },
  deferred: { ja: '送信できず、あとで再送します', en: 'Deferred' },
  delay_told: { ja: '配信の遅れを差出人に知らせました', en: 'Sender told of a delay' },
  bounced: { ja: '届けられませんでした', en: 'Undeliverable' },
  viewed: { ja: '本文を閲覧しました', en: 'Text viewed' },
  attachment_viewed: { ja: '添付を取り出しました', en: 'Attachment viewed' },
  attachment_previewed: { ja: '添付の中身を見ました', en: 'Contents of an attachment looked at' },
  password_escrowed: {
    ja: '添付のパスワードを預かり、中を確かめました',
    en: 'Opened an attachment with the author’s password',
  },
  frozen: { ja: '凍結しました', en: 'Frozen' },
  freeze_lifted: { ja: '凍結を解除しました', en: 'Freeze lifted' },
  content_erased: {
    ja: '保存期間が終わり、本文と添付を消去しました',
    en: 'Content erased at the end of its retention',
  },
  purged: { ja: '記録の保存期間が終わり、宛先などを消去しました', en: 'Record erased at the end of its retention' },
}

export const glassMarkWords: Record<GlassMark, Word> = {
  asked: { ja: '緊急解除の確認待ち', en: 'Emergency release asked for' },
  broken: { ja: '緊急解除', en: 'Emergency release' },
}

export const mailSettingEventWords: Record<keyof typeof mailSettingEvents, Word> = {
  domain_added: { ja: '社内のドメインを登録しました', en: 'Internal domain added' },
  domain_removed: { ja: '社内のドメインを外しました', en: 'Internal domain removed' },
  system_sender_registered: { ja: '自動送信を登録しました', en: 'System sender registered' },
  system_sender_ended: { ja: '自動送信の登録を終えました', en: 'System sender ended' },
  policy_changed: { ja: '社外メールの設定を変えました', en: 'Mail policy changed' },
  retention_changed: { ja: '社外メールの保存期間を変えました', en: 'Mail retention changed' },
  sending_rules_saved: { ja: '送信ルールを保存しました', en: 'Sending rules saved' },
  mail_list_saved: { ja: 'メーリングリストを登録・変更しました', en: 'Mailing list registered or changed' },
  mail_list_ended: { ja: 'メーリングリストの登録を終えました', en: 'Mailing list ended' },
}

export const freezeCauseWords: Record<FreezeCause, Word> = {
  lawsuit: { ja: '訴訟', en: 'Lawsuit' },
  investigation: { ja: '調査', en: 'Investigation' },
  restore: { ja: 'バックアップからの復元', en: 'Restored from a backup' },
}

/** Why a delivery report is made. */
export type ReportReason = 'undelivered' | 'expired' | 'relayed' | 'delayed'

const reportReasonWords: Record<ReportReason, Word> = {
  undelivered: {
    ja: '次の宛先には届けられませんでした。宛先を確かめて、送り直してください。',
    en: 'This mail could not be delivered to the recipients below. Check the addresses and send it again.',
  },
  expired: {
    ja: '期限までに確認が揃わなかったため、次の宛先には送信していません。必要な場合は送り直してください。',
    en: 'The checks of this mail were not complete in time, so it was not sent to the recipients below. Send it again if it is needed.',
  },
  relayed: {
    ja: '次の宛先のメールを、次のサーバーに渡しました。そのサーバーは配信の結果を知らせないため、これが最後のお知らせです。',
    en: 'This mail was handed to the next server for the recipients below. That server does not report deliveries, so nothing more will be told.',
  },
  delayed: {
    ja: '次の宛先には、まだ届けられていません。下記の期限まで自動で送信を繰り返しますので、送り直さないでください。届けられなかったときは、改めてお知らせします。',
    en: 'This mail has not reached the recipients below yet. It is tried again by itself until the time given below; please do not send it again. If it cannot be delivered, you will be told.',
  },
}

/** The part of a delivery report that a person reads first; Japanese, then English. */
export function reportText(
  why: ReportReason,
  { addresses, mailId, until }: { addresses: readonly string[]; mailId: string; until?: string | undefined },
): string {
  const { ja, en } = reportReasonWords[why]
  const time = until ? [`${until} (JST)`, ''] : []
  return [ja, '', ...addresses, '', en, '', ...time, `(Sekisho ${mailId})`, ''].join('\r\n')
}
