import type { Word } from '../../../base/words.ts'

/** What is wrong with a field, as the end of a sentence: 35枚目で、「氏名」が途中で切れています。 */
export const fieldFaultWords = {
  field_missing: { ja: 'が印刷されていません', en: 'is not printed' },
  field_differs: { ja: 'がデータと違います', en: 'differs from the data' },
  cut_off: { ja: 'が途中で切れています', en: 'is cut off' },
  overflow: { ja: 'が枠からはみ出しています', en: 'runs over the edge of its area' },
  covered: { ja: 'が隠れて読めません', en: 'is covered or invisible' },
  missing_glyph: {
    ja: 'に、字形のない文字(豆腐・〓など)があります',
    en: 'contains a character that the font cannot show',
  },
  gaiji: {
    ja: 'に、何の字か分からない外字があります',
    en: 'contains a user-defined character (gaiji) that is not known',
  },
  variant: { ja: 'の異体字がデータと違います', en: 'has a different form of a character than the data' },
  not_blank: { ja: 'に印刷があります', en: 'has something printed on it' },
} as const satisfies Record<string, Word>

/** In the place of a field's name, where no field is meant. */
export const blankSideWord: Word = { ja: '白紙のはずの面', en: 'A side that should be blank' }
