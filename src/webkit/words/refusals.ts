import type { RefusalCode } from '../../base/refusal.ts'
import type { Word } from '../../base/words.ts'

/** What a refusal says: what happened, why, what to do. `{name}` is filled from the refusal's facts. */
export const refusalWords: Record<RefusalCode, Word> = {
  bad_input: {
    ja: '入力に誤りがあります。印の付いた項目を直して、もう一度送ってください。',
    en: 'Some of the input is not right. Correct the marked fields and send it again.',
  },
  not_signed_in: {
    ja: 'サインインしていないか、時間が過ぎてサインアウトしました。もう一度サインインしてください。',
    en: 'You are not signed in, or your session has ended. Please sign in again.',
  },
  not_allowed: {
    ja: 'この操作をする権限がありません。必要な場合は、個人情報保護事務局に権限の付与を依頼してください。',
    en: 'You do not have the right to do this. If you need it, ask the privacy office to grant it.',
  },
  not_found: {
    ja: '見つかりません。削除されたか、閲覧の権限がない可能性があります。一覧から開き直してください。',
    en: 'Not found. It may be gone, or you may not be allowed to see it. Open it again from the list.',
  },
  stale_version: {
    ja: '開いている間に、ほかの人が内容を変更しました。画面を読み込み直して、最新の内容を確かめてください。',
    en: 'Somebody changed this while you had it open. Reload the page and look at the current content.',
  },
  too_many_requests: {
    ja: '短い時間に操作が続いたため、一時的に止めています。{minutes}分ほど待ってから、もう一度お試しください。',
    en: 'Too many attempts in a short time, so this is paused. Please wait about {minutes} minutes and try again.',
  },
}
