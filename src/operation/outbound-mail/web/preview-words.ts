/** The contents of an attachment on the page of its mail. */
export const attachmentPreviewWords = {
  ja: {
    show: '中身を見る',
    hide: '閉じる',
    empty: '表示できる文字はありません。',
    cut: '長いため、はじめの部分だけを表示しています。',
    meaning: '取り出した文字と、描き直した画像だけを表示します。元のファイルは開きません。見たことは記録されます。',
    pictures: (from: number, until: number, count: number) =>
      from === 1 && until === count
        ? `画像とページ(${count}枚)`
        : `画像とページ(全${count}枚のうち${from}〜${until}枚目)`,
    page: (number: string) => `${number}ページ目`,
    picture: (place: string) => `画像: ${place}`,
    enlarge: '拡大する',
    reduce: '元の大きさに戻す',
    more: '続きの画像を見る',
    refused: (why: string) => `表示できません。${why}。確かめるには、ファイルを保存して開いてください。`,
  },
  en: {
    show: 'Show contents',
    hide: 'Close',
    empty: 'There is no text to show.',
    cut: 'Only the beginning is shown.',
    meaning:
      'Only the text, and pictures drawn anew, are shown. The file itself is not opened. That you have looked is recorded.',
    pictures: (from: number, until: number, count: number) =>
      from === 1 && until === count
        ? `Pictures and pages (${count})`
        : `Pictures and pages (${from}–${until} of ${count})`,
    page: (number: string) => `Page ${number}`,
    picture: (place: string) => `Picture: ${place}`,
    enlarge: 'Enlarge',
    reduce: 'Back to its size on the page',
    more: 'Show the next pictures',
    refused: (why: string) => `Not shown: it ${why}. To look at it, save the file and open it.`,
  },
}

/** Why a picture is not shown, where the words for documents do not fit. */
export const pictureRefusalWords = {
  too_large: {
    ja: '画像が大きすぎます(2,450万画素まで表示できます)',
    en: 'is too large (24.5 million pixels can be shown)',
  },
  damaged: { ja: '壊れているか、対応していない形式です', en: 'is damaged, or of a kind that cannot be drawn' },
  unknown_type: { ja: 'この形式の画像には対応していません', en: 'is of a kind that cannot be drawn' },
}

/** Where something stands in an attachment, from the attachment inwards; a page in words. Empty: the attachment itself. */
export const placeWithin = (path: readonly string[], pageWord: (number: string) => string): string =>
  path
    .slice(1)
    .map((part) => part.replace(/^p\.(\d+)$/, (_, number: string) => pageWord(number)))
    .join(' › ')
