import { defineNotice } from '../../kernel/notices/index.ts'

/** What people are told about mail, wherever they look: ids and links only, nothing of the mail itself. */
export const mailNotices = {
  waitsForSelfCheck: defineNotice({
    kind: 'outbound_mail.waits_for_self_check',
    title: { ja: '自己確認をお待ちしているメールがあります', en: 'A mail waits for your own check' },
    body: {
      ja: '社外宛てのメールをお預かりしています。宛先・添付・案件を確かめて、自己確認をしてください。',
      en: 'A mail of yours to an outside address is held. Please look at recipients, attachments and engagement, and check it.',
    },
  }),
  waitsForApproval: defineNotice({
    kind: 'outbound_mail.waits_for_approval',
    title: { ja: '承認をお待ちしているメールがあります', en: 'A mail waits for your approval' },
    body: {
      ja: '差出人の自己確認が終わりました。宛先と添付を確かめて、承認するか差し戻してください。',
      en: 'Its author has checked it. Please look at recipients and attachments, then approve it or send it back.',
    },
  }),
  selfCheckReminder: defineNotice({
    kind: 'outbound_mail.self_check_reminder',
    title: { ja: '催促: 自己確認をお待ちしているメールがあります', en: 'Reminder: a mail waits for your own check' },
    body: {
      ja: '自己確認がまだ済んでいません。期限を過ぎると、送信せずにお戻しします。',
      en: 'You have not checked it yet. When its time is over it comes back to you and does not leave.',
    },
  }),
  approvalReminder: defineNotice({
    kind: 'outbound_mail.approval_reminder',
    title: { ja: '催促: 承認をお待ちしているメールがあります', en: 'Reminder: a mail waits for your approval' },
    body: {
      ja: '承認がまだ済んでいません。承認できないときは差し戻すか、不在の間の代理を決めてください。',
      en: 'It is not decided yet. Send it back if it cannot leave, or name a delegate for the time you are away.',
    },
  }),
  selfCheckEscalated: defineNotice({
    kind: 'outbound_mail.self_check_escalated',
    title: { ja: '自己確認が進んでいないメールがあります', en: 'A mail still waits for its author' },
    body: {
      ja: '催促の後も、差出人の自己確認が済んでいません。差出人に声をかけてください。代わりに自己確認することはできません。',
      en: 'Its author has not checked it after a reminder. Please speak to them; nobody else can check it for them.',
    },
  }),
  approvalEscalated: defineNotice({
    kind: 'outbound_mail.approval_escalated',
    title: { ja: '承認が進んでいないメールがあります', en: 'A mail still waits for an approval' },
    body: {
      ja: '催促の後も承認が済んでいないため、お知らせします。画面に承認のボタンがあるときは、あなたも承認・差戻しができます。',
      en: 'It is not decided after a reminder. Where the page offers you the buttons, you may approve it or send it back too.',
    },
  }),
  queueStuck: defineNotice({
    kind: 'outbound_mail.queue_stuck',
    title: { ja: '承認されたメールが送信できていません', en: 'Approved mail does not leave' },
    body: {
      ja: '送信を待っているメールが{count}件あります。送信先の中継サーバー(SEKISHO_RELAY)が設定されていないか、応答していません。サーバーの管理者に、設定と中継サーバーの確認を頼んでください。メールは失われず、つながりしだい送信されます。',
      en: '{count} mails wait to be sent. No relay (SEKISHO_RELAY) is set, or it does not answer. Ask whoever runs the server to check both. Nothing is lost; the mail leaves as soon as the relay takes it.',
    },
  }),
  stopped: defineNotice({
    kind: 'outbound_mail.stopped',
    title: { ja: '送信を止めたメールがあります', en: 'A mail of yours was stopped' },
    body: {
      ja: '確認の結果、このままでは送信できません。開いて理由を確かめ、案件や宛先を直してください。',
      en: 'The checks do not let it leave as it is. Open it to see why, then correct the engagement or the recipients.',
    },
  }),
  authorUnknown: defineNotice({
    kind: 'outbound_mail.author_unknown',
    title: { ja: '差出人を確認できないメールがあります', en: 'A mail without a known author is held' },
    body: {
      ja: '差出人が登録された人と一致しないため、お預かりしています。起案者を指定するか、取り下げてください。',
      en: 'Its sender is nobody who is registered, so it is held. Name its author, or withdraw it.',
    },
  }),
  glassAsked: defineNotice({
    kind: 'outbound_mail.glass_asked',
    title: { ja: '緊急解除の確認をお願いします', en: 'An emergency release asks for a second person' },
    body: {
      ja: '事務局の一人が、確認を経ずに送信する緊急解除を申し出ました。理由を読み、二人目として確認するかを決めてください。',
      en: 'One person of the privacy office asks to release a mail past its checks. Read why, and decide as the second.',
    },
  }),
  glassBroken: defineNotice({
    kind: 'outbound_mail.glass_broken',
    title: { ja: '緊急解除されたメールがあります', en: 'A mail was released past its checks' },
    body: {
      ja: '個人情報保護事務局の二人が、確認を経ずに送信しました。期限までに、別の人が見直します。',
      en: 'Two persons of the privacy office released it past its checks. Somebody else reviews it within days.',
    },
  }),
  sentBack: defineNotice({
    kind: 'outbound_mail.sent_back',
    title: { ja: '差し戻されたメールがあります', en: 'A mail of yours was sent back' },
    body: {
      ja: '承認者がコメントを付けて差し戻しました。送信はされていません。内容を直して、送り直してください。',
      en: 'An approver sent it back with a comment. It has not left. Correct it and send it again.',
    },
  }),
  expired: defineNotice({
    kind: 'outbound_mail.expired',
    title: { ja: '期限が過ぎて戻されたメールがあります', en: 'A mail of yours came back: its time was over' },
    body: {
      ja: '期限までに確認が揃わなかったため、送信せずにお戻ししました。必要な場合は送り直してください。',
      en: 'Its checks were not complete in time, so it was given back and has not left. Send it again if it is needed.',
    },
  }),
  undelivered: defineNotice({
    kind: 'outbound_mail.undelivered',
    title: { ja: '届けられなかったメールがあります', en: 'A mail of yours could not be delivered' },
    body: {
      ja: '宛先の一部または全部に届きませんでした。開いて、どの宛先かと理由を確かめてください。',
      en: 'Some or all of its recipients could not be reached. Open it to see which, and why.',
    },
  }),
  undeliveredOfNobody: defineNotice({
    kind: 'outbound_mail.undelivered_of_nobody',
    title: { ja: '届かず、差出人にも知らせられないメールがあります', en: 'A mail failed, and has no sender to tell' },
    body: {
      ja: '差出人のない(空の)メールが届けられませんでした。開いて、どの宛先かと理由を確かめてください。',
      en: 'A mail with a null sender could not be delivered. Open it to see to whom, and why.',
    },
  }),
  pulledBack: defineNotice({
    kind: 'outbound_mail.pulled_back',
    title: { ja: '送信中に止めたメールがあります', en: 'A mail of yours was pulled back' },
    body: {
      ja: '従事者一覧・関係先・送信ルール・メーリングリストのいずれかが変わったため、まだ届いていない宛先への送信を止めました。開いて理由を確かめてください。',
      en: 'Roster, parties, sending rules or a mailing list have changed, so recipients not reached yet were held again. Open it to see why.',
    },
  }),
} as const
