import { piiTypeWords, unreadDocumentWords } from '../../../base/document-words.ts'
import type { PiiType } from '../../../engines/pii/index.ts'
import type { UnreadDocumentReason } from '../../../engines/documents/index.ts'
import type { Word } from '../../../base/words.ts'

const unreadWords: Record<UnreadDocumentReason, Word> = unreadDocumentWords
const typeWords: Record<PiiType, Word> = piiTypeWords

/** What is drawn on the page needs no other program. */
const SEE: Word = { ja: '「中身を見る」で確かめてください。', en: 'Look at it under "Show contents".' }
const OPEN: Word = { ja: '開いて確かめてください。', en: 'Open it and look.' }

const unreadFindingWords = Object.fromEntries(
  Object.entries(unreadWords).flatMap(([reason, { ja, en }]) => {
    const rule = `attachment-unread-${reason.replaceAll('_', '-')}`
    const look = reason === 'picture' ? SEE : OPEN
    return [
      [
        rule,
        { ja: `添付{number}「{name}」は、${ja}。${look.ja}`, en: `Attachment {number} "{name}" ${en}. ${look.en}` },
      ],
      [
        `${rule}-in`,
        {
          ja: `添付{number}「{name}」の中の「{place}」は、${ja}。${look.ja}`,
          en: `"{place}" in attachment {number} "{name}" ${en}. ${look.en}`,
        },
      ],
    ]
  }),
) as Record<string, Word>

const holdsWords = Object.fromEntries(
  Object.entries(typeWords).map(([type, { ja, en }]) => [
    `attachment-holds-${type}`,
    {
      ja: `添付{number}「{name}」に、${ja}が{count}件あります。`,
      en: `Attachment {number} "{name}" holds ${en}: {count}.`,
    },
  ]),
) as Record<string, Word>

const textHoldsWords = Object.fromEntries(
  Object.entries(typeWords).map(([type, { ja, en }]) => [
    `text-holds-${type}`,
    { ja: `件名・本文に、${ja}が{count}件あります。`, en: `Subject and text hold ${en}: {count}.` },
  ]),
) as Record<string, Word>

/** What the machine found in a mail's own words, by the rule of the finding. */
export const textFindingWords: Record<string, Word> = {
  ...textHoldsWords,
  'text-persons': {
    ja: '件名・本文に、最大{count}名分の個人情報があります。',
    en: 'Subject and text hold personal information of up to {count} persons.',
  },
  'text-not-searched': {
    ja: '本文のすべてを検査できませんでした。本文を最後まで読んで確かめてください。',
    en: 'Not all of the text could be searched. Read it to its end.',
  },
}

/** What the machine found in attachments, by the rule of the finding. */
export const attachmentFindingWords: Record<string, Word> = {
  ...unreadFindingWords,
  ...holdsWords,
  'attachment-unread-more': {
    ja: '添付{number}「{name}」には、ほかにも読み取れないものが{count}件あります。',
    en: 'Attachment {number} "{name}" holds {count} more things that could not be read.',
  },
  'attachment-photo-place': {
    ja: '添付{number}「{name}」の画像に、撮影した場所(位置情報)が記録されています({count}枚)。送る必要がなければ、位置情報を消した画像に差し替えて送り直してください。',
    en: 'Pictures in attachment {number} "{name}" say where they were taken ({count}). Unless the recipient needs it, send the mail anew with pictures that do not.',
  },
  'attachment-photo-details': {
    ja: '添付{number}「{name}」の画像に、撮影日時・撮影者・機器などの情報が記録されています({count}枚)。「中身を見る」で内容を確かめてください。',
    en: 'Pictures in attachment {number} "{name}" say when, by whom or with what they were taken ({count}). See what it is under "Show contents".',
  },
  'attachment-persons': {
    ja: '添付{number}「{name}」に、最大{count}名分の個人情報があります。',
    en: 'Attachment {number} "{name}" holds personal information of up to {count} persons.',
  },
  'attachment-virus': {
    ja: '添付{number}「{name}」からウイルスが見つかりました({virus})。送信できません。',
    en: 'A virus was found in attachment {number} "{name}" ({virus}). It cannot be sent.',
  },
  'attachment-virus-unknown': {
    ja: '添付{number}「{name}」は、ウイルスの検査ができませんでした。',
    en: 'Attachment {number} "{name}" could not be scanned for viruses.',
  },
}

export const partNoteWords: Record<string, Word> = {
  hidden: { ja: '非表示', en: 'hidden' },
  comment: { ja: 'コメント', en: 'comment' },
  header: { ja: 'ヘッダー・フッター', en: 'header or footer' },
  notes: { ja: 'ノート', en: 'notes' },
  property: { ja: 'プロパティ', en: 'properties' },
  name: { ja: 'ファイル名', en: 'file names' },
}
