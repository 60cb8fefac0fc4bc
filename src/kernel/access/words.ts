import type { Word } from '../../base/words.ts'
import type { EventKind } from '../ledger/index.ts'
import type { accountEvents, guestLinkEvents } from './events.ts'
import type { AccountStatus, TextSize } from './statuses.ts'

export const accountStatusWords: Record<AccountStatus, Word> = {
  invited: { ja: '招待中', en: 'Invited' },
  active: { ja: '有効', en: 'Active' },
  disabled: { ja: '停止', en: 'Disabled' },
}

export const textSizeWords: Record<TextSize, Word> = {
  normal: { ja: '標準', en: 'Normal' },
  large: { ja: '大', en: 'Large' },
  larger: { ja: '特大', en: 'Larger' },
}

type Words<Prefix extends string, Events extends Record<string, EventKind>> = Record<
  `${Prefix}.${keyof Events & string}`,
  Word
>

export const accessEventWords: Words<'account', typeof accountEvents> & Words<'guest_link', typeof guestLinkEvents> = {
  'account.invited': { ja: 'アカウントを発行しました', en: 'Account issued' },
  'account.activated': { ja: 'アカウントを有効にしました', en: 'Account activated' },
  'account.signed_in': { ja: 'サインインしました', en: 'Signed in' },
  'account.sign_in_failed': { ja: 'サインインに失敗しました', en: 'Sign-in failed' },
  'account.signed_out': { ja: 'サインアウトしました', en: 'Signed out' },
  'account.password_changed': { ja: 'パスワードを変更しました', en: 'Password changed' },
  'account.totp_set_up': { ja: '認証アプリを設定しました', en: 'Authenticator set up' },
  'account.disabled': { ja: 'アカウントを停止しました', en: 'Account disabled' },
  'account.enabled': { ja: 'アカウントを再開しました', en: 'Account enabled' },
  'account.reset': { ja: 'サインイン方法を再設定しました', en: 'Sign-in reset' },
  'account.credential_issued': { ja: 'メール送信用の資格情報を発行しました', en: 'Submission credential issued' },
  'account.credential_revoked': { ja: 'メール送信用の資格情報を取り消しました', en: 'Submission credential revoked' },
  'guest_link.issued': { ja: 'ゲストのリンクを発行しました', en: 'Guest link issued' },
  'guest_link.code_sent': { ja: 'ゲストに確認コードを送りました', en: 'Code sent to the guest' },
  'guest_link.code_failed': { ja: 'ゲストの確認コードが違いました', en: 'Wrong code from the guest' },
  'guest_link.opened': { ja: 'ゲストがリンクを開きました', en: 'Guest opened the link' },
  'guest_link.revoked': { ja: 'ゲストのリンクを取り消しました', en: 'Guest link revoked' },
}
