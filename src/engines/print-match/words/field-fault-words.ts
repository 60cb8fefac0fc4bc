import type { Word } from '../../../base/words.ts'

/** What is wrong with a field, in the midst of a sentence: 「氏名」が途中で切れている用紙が3枚あります。 */
export const fieldFaultWords = {
  field_missing: { ja: 'が印刷されていない', en: 'is not printed' },
  field_differs: { ja: 'がデータと違う', en: 'differs from the data' },
  cut_off: { ja: 'が途中で切れている', en: 'is cut off' },
  overflow: { ja: 'が枠からはみ出している', en: 'runs out of its box' },
  covered: { ja: 'が隠れている', en: 'is covered' },
  missing_glyph: { ja: 'に字形のない文字がある', en: 'has a character that the font cannot draw' },
  gaiji: { ja: 'に意味の分からない外字がある', en: 'has a private character of unknown meaning' },
  variant: { ja: 'の異体字がデータと違う', en: 'has another form of a character' },
  not_blank: { ja: '(白紙のはずの面)に印刷がある', en: '(a side that should be blank) has print on it' },
} as const satisfies Record<string, Word>
