/** The text of an attachment on the page of its mail. */
export const attachmentPreviewWords = {
  ja: {
    show: '中身を文字で見る',
    hide: '閉じる',
    empty: '読み取れる文字はありません。',
    cut: '長いため、はじめの部分だけを表示しています。',
    meaning: '文字だけを取り出した表示です。見たことは記録されます。',
  },
  en: {
    show: 'Show as text',
    hide: 'Close',
    empty: 'There is no text to show.',
    cut: 'Only the beginning is shown.',
    meaning: 'Only the text is shown. That you have looked is recorded.',
  },
}
