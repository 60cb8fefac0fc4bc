import type { PiiType } from '../../../engines/pii/index.ts'
import type { UnreadDocumentReason } from '../../../engines/documents/index.ts'
import type { Word } from '../../../base/words.ts'

/** Why nobody could look at something, as the end of a sentence that names it. */
export const unreadDocumentWords: Record<UnreadDocumentReason, Word> = {
  encrypted: { ja: '暗号化されていて開けません', en: 'is encrypted and cannot be opened' },
  damaged: { ja: '壊れていて読み取れません', en: 'is damaged and cannot be read' },
  disagreeing: { ja: '読み方によって内容が変わります', en: 'is something else to another program' },
  wrong_name: { ja: '拡張子と中身の種類が違います', en: 'is not of the type that its name claims' },
  hidden_data: { ja: 'どの部分にも属さないデータが含まれています', en: 'holds data that belongs to no part' },
  picture: { ja: '画像が含まれ、文字を読み取れません', en: 'holds pictures, whose text nobody has read' },
  unknown_type: { ja: '種類が分からず読み取れません', en: 'is of a type that cannot be read here' },
  unknown_archive: { ja: 'この形式の圧縮ファイルは開けません', en: 'is an archive that cannot be opened here' },
  unknown_encoding: { ja: '文字コードが分からず読み取れません', en: 'is in an encoding that cannot be read' },
  too_large: { ja: '大きすぎて読み取れません', en: 'is too large to be read' },
  too_deep: { ja: '入れ子が深すぎて読み取れません', en: 'is nested too deeply' },
  too_many_members: { ja: 'ファイルの数が多すぎます', en: 'holds too many files' },
  too_many_rows: { ja: '行が多すぎます', en: 'has too many rows' },
  too_many_columns: { ja: '列が多すぎます', en: 'has too many columns' },
  timed_out: { ja: '時間内に読み終わりませんでした', en: 'could not be read in time' },
  out_of_memory: { ja: '読み取りに使うメモリーが足りませんでした', en: 'needed too much memory' },
  crashed: { ja: '読み取り中に異常が起きました', en: 'made its reader fail' },
  not_finished: { ja: '最後まで読み取れませんでした', en: 'was not read to its end' },
}

/** Kinds of personal information, as a person names them. */
export const piiTypeWords: Record<PiiType, Word> = {
  PERSON: { ja: '氏名', en: 'names' },
  ADDRESS: { ja: '住所', en: 'addresses' },
  POSTAL: { ja: '郵便番号', en: 'postal codes' },
  PHONE: { ja: '電話番号', en: 'telephone numbers' },
  EMAIL: { ja: 'メールアドレス', en: 'mail addresses' },
  BIRTH: { ja: '生年月日', en: 'dates of birth' },
  MYNUMBER: { ja: 'マイナンバー', en: 'My Numbers' },
  LICENSE: { ja: '運転免許証番号', en: 'driver’s licence numbers' },
  PASSPORT: { ja: '旅券番号', en: 'passport numbers' },
  RESIDENCE: { ja: '在留カード番号', en: 'residence card numbers' },
  PENSION: { ja: '基礎年金番号', en: 'pension numbers' },
  HEALTHINS: { ja: '健康保険の記号・番号', en: 'health insurance numbers' },
  JUMINHYO: { ja: '住民票コード', en: 'resident register codes' },
  CARD: { ja: 'クレジットカード番号', en: 'credit card numbers' },
  ACCOUNT: { ja: '口座番号', en: 'account numbers' },
  SC_MEDICAL: { ja: '病歴・健診結果など(要配慮)', en: 'medical information (special care)' },
  SC_DISAB: { ja: '障害(要配慮)', en: 'disabilities (special care)' },
  SC_CRIME: { ja: '犯罪の経歴など(要配慮)', en: 'criminal records (special care)' },
  SC_VICTIM: { ja: '犯罪被害(要配慮)', en: 'victims of crime (special care)' },
  SC_CREED: { ja: '信条(要配慮)', en: 'creed (special care)' },
  SC_RACE: { ja: '人種(要配慮)', en: 'race (special care)' },
  SC_STATUS: { ja: '社会的身分(要配慮)', en: 'social status (special care)' },
  SC_PMARK: { ja: '労働組合・性生活など(要配慮)', en: 'union, sexual life (special care)' },
}

const unreadFindingWords = Object.fromEntries(
  Object.entries(unreadDocumentWords).flatMap(([reason, { ja, en }]) => {
    const rule = `attachment-unread-${reason.replaceAll('_', '-')}`
    return [
      [
        rule,
        {
          ja: `添付{number}「{name}」は、${ja}。開いて確かめてください。`,
          en: `Attachment {number} "{name}" ${en}. Open it and look.`,
        },
      ],
      [
        `${rule}-in`,
        {
          ja: `添付{number}「{name}」の中の「{place}」は、${ja}。開いて確かめてください。`,
          en: `"{place}" in attachment {number} "{name}" ${en}. Open it and look.`,
        },
      ],
    ]
  }),
) as Record<string, Word>

const holdsWords = Object.fromEntries(
  Object.entries(piiTypeWords).map(([type, { ja, en }]) => [
    `attachment-holds-${type}`,
    {
      ja: `添付{number}「{name}」に、${ja}が{count}件あります。`,
      en: `Attachment {number} "{name}" holds ${en}: {count}.`,
    },
  ]),
) as Record<string, Word>

/** What the machine found in attachments, by the rule of the finding. */
export const attachmentFindingWords: Record<string, Word> = {
  ...unreadFindingWords,
  ...holdsWords,
  'attachment-unread-more': {
    ja: '添付{number}「{name}」には、ほかにも読み取れないものが{count}件あります。',
    en: 'Attachment {number} "{name}" holds {count} more things that could not be read.',
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
