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
  content_erased: {
    ja: 'この内容は消去されています。残っているのはハッシュ値、大きさ、種類、日付だけです。必要な場合は、元の持ち主に再度の提供を依頼してください。',
    en: 'This content has been erased; only its hash, size, kind and dates remain. If it is needed, ask its owner for it again.',
  },
  file_too_large: {
    ja: 'ファイルが大きすぎるため、受け取りませんでした。上限は{limitMegabytes}MBです。分割するか、別の受け渡し方法を個人情報保護事務局に相談してください。',
    en: 'The file is too large and was not taken in. The limit is {limitMegabytes} MB. Split it, or ask the privacy office for another way to hand it over.',
  },
  storage_full: {
    ja: '保存先に空きがないため、受け取りませんでした。何も保存されていません。システム管理者に連絡し、空きができてから、もう一度お試しください。',
    en: 'There is no room left to store this, so nothing was taken in. Tell the system administrator, and try again when there is room.',
  },
}
