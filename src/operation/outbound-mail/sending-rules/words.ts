import type { Word } from '../../../base/words.ts'
import type { LookalikeKind, RuleFinding, RuleResponse, RuleScope } from './rule-states.ts'

export const ruleFindingWords: Record<RuleFinding, Word> = {
  any_mail: { ja: 'すべての社外メール', en: 'Every outside mail' },
  lookalike_domain: { ja: '似たドメインへの送信', en: 'A domain that looks like a known one' },
  new_domain: { ja: '初めて送るドメイン', en: 'A domain never mailed before' },
  visible_recipients: { ja: '多くの社外宛先が互いに見える(To・Cc)', en: 'Many outside recipients see each other' },
  password_in_mail: {
    ja: '暗号化した添付とパスワードが同じメールにある',
    en: 'Encrypted attachment and its password in one mail',
  },
  password_follows: {
    ja: '暗号化した添付とパスワードを別のメールで送る(PPAP)',
    en: 'Encrypted attachment, its password in another mail',
  },
  other_company: { ja: '本文の宛名と宛先の会社が違う', en: 'The text addresses another company' },
  mailing_list: { ja: 'メーリングリスト宛て', en: 'Mailing lists' },
  personal_data: { ja: '添付に個人情報がある', en: 'Personal data in attachments' },
  encrypted_attachment: { ja: '暗号化された添付がある', en: 'Encrypted attachments' },
}

export const ruleResponseWords: Record<RuleResponse, Word> = {
  none: { ja: '追加で求めない', en: 'Nothing more' },
  inform: { ja: '知らせる', en: 'Tell author and approver' },
  reason: { ja: '起案者が理由を書く', en: 'The author writes why' },
  supervisors: { ja: '上長の承認', en: 'Supervisors approve' },
  office: { ja: '個人情報保護事務局の承認', en: 'The privacy office approves' },
  forbid: { ja: '送信を禁止', en: 'Forbidden' },
}

export const ruleScopeWords: Record<RuleScope, Word> = {
  organisation: { ja: '組織全体', en: 'Whole organisation' },
  unit: { ja: '職場', en: 'Unit' },
  domain: { ja: '相手のドメイン', en: 'Outside domain' },
  engagement: { ja: '案件', en: 'Engagement' },
}

const like: Record<LookalikeKind, Word> = {
  characters: {
    ja: '{domain} は、見分けにくい文字で {like} に似ています。なりすましか打ち間違いの可能性があります。',
    en: '{domain} looks like {like} by characters that are hard to tell apart. It may be a fake, or mistyped.',
  },
  typing: {
    ja: '{domain} は {like} と1文字違いです。打ち間違いでないか確かめてください。',
    en: '{domain} is one letter away from {like}. Make sure that it is not mistyped.',
  },
  ending: {
    ja: '{domain} は {like} と末尾だけが違います。宛先の会社のドメインか確かめてください。',
    en: '{domain} differs from {like} only in its ending. Make sure that it is theirs.',
  },
  inside: {
    ja: '{domain} は {like} を名前の中に含む、別のドメインです。',
    en: '{domain} carries {like} inside its name and is another domain.',
  },
}

/** What the rules' findings say; by the codes of `judge-sending`. */
export const sendingFindingWords: Record<string, Word> = {
  ...Object.fromEntries(Object.entries(like).map(([kind, word]) => [`domain-looks-like-${kind}`, word])),
  'domain-never-mailed': {
    ja: '{domain} には、この組織から送ったことがありません。宛先を確かめてください。',
    en: 'Nobody here has ever written to {domain}. Check the recipient.',
  },
  'recipients-see-each-other': {
    ja: '{companyCount}社・{count}件の社外の宛先が、To・Cc で互いに見えます。Bcc で送り直すことを検討してください。',
    en: '{count} outside recipients of {companyCount} companies see each other in To and Cc. Consider Bcc.',
  },
  'password-with-attachment': {
    ja: '暗号化した添付と、そのパスワードと思われる文字が、同じメールにあります。誤送信のとき、暗号化の意味がありません。',
    en: 'An encrypted attachment and what looks like its password are in one mail. Sent to the wrong person, it protects nothing.',
  },
  'password-after-attachment': {
    ja: '暗号化した添付を送った宛先に、パスワードと思われる文字を送ろうとしています(PPAP)。同じ経路では保護になりません。',
    en: 'What looks like a password goes to whom an encrypted attachment was sent. By the same way it protects nothing.',
  },
  'attachment-with-password-apart': {
    ja: '暗号化した添付のパスワードと思われるメールが、同じ宛先に出されています(PPAP)。同じ経路では保護になりません。',
    en: 'A mail that looks like the password of this encrypted attachment goes to the same recipient. By the same way it protects nothing.',
  },
  'addressed-other-party': {
    ja: '本文の宛名は「{company}」ですが、宛先は「{company}」のものではありません。',
    en: 'The text addresses {company}, and none of the recipients is theirs.',
  },
  'addressed-unknown-company': {
    ja: '本文の宛名「{company}」は、宛先の会社と一致しません。',
    en: 'The text addresses {company}, which is not the company of the recipients.',
  },
  'mailing-list-members': {
    ja: '「{list}」はメーリングリストです。{count}人(社外{outsideCount}人)に届きます。',
    en: '{list} is a mailing list. It reaches {count} people, {outsideCount} of them outside.',
  },
  'mailing-list-empty': {
    ja: '「{list}」はメーリングリストですが、誰に届くか登録されていません。',
    en: '{list} is a mailing list, and who is on it is not registered.',
  },
  'sending-forbidden': {
    ja: '送信ルールで禁止されています。理由と送り方を、個人情報保護事務局に確かめてください。',
    en: 'The sending rules forbid it. Ask the privacy office why, and how to send it.',
  },
}
