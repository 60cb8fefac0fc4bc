import type { Word } from '../../../base/words.ts'

/** What is wrong with a field, as the end of a sentence: 35枚目で、「氏名」が途中で切れています。 */
export const fieldFaultWords = {
  field_missing: { ja: 'が印刷されていません', en: 'is not printed' },
  field_differs: { ja: 'がデータと違います', en: 'differs from the data' },
  cut_off: { ja: 'が途中で切れています', en: 'is cut off' },
  overflow: { ja: 'が枠からはみ出しています', en: 'runs out of its box' },
  covered: { ja: 'が隠れて読めません', en: 'is covered or invisible' },
  missing_glyph: { ja: 'に、字形のない文字(豆腐・〓など)があります', en: 'has a character that the font cannot draw' },
  gaiji: { ja: 'に、何の字か分からない外字があります', en: 'has a private character of unknown meaning' },
  variant: { ja: 'の異体字がデータと違います', en: 'has another form of a character' },
  not_blank: { ja: 'に印刷があります', en: 'has print on it' },
} as const satisfies Record<string, Word>

/** In the place of a field's name, where no field is meant. */
export const blankSideWord: Word = { ja: '白紙のはずの面', en: 'A side that should be blank' }
