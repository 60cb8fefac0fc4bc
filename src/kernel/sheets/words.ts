import type { Word } from '../../base/words.ts'
import type { HeaderMatch } from './rules/guess-header.ts'
import type { RowChange } from './contract.ts'
import type { sheetEvents, sheetExportEvents } from './events.ts'

/** Codes that every import may answer for a cell. */
export const CELL_ERRORS = [
  'required',
  'no_value',
  'bad_character',
  'too_long',
  'several_lines',
  'not_a_day',
  'no_such_day',
  'outside_era',
  'short_year',
  'year_not_first',
  'not_a_number',
  'out_of_range',
  'unknown_choice',
  'not_an_address',
  'duplicate_row',
  'not_valid',
] as const
export type CellErrorCode = (typeof CELL_ERRORS)[number]

/** What is wrong with a cell and what to do. `{name}` is filled from the error's facts. */
export const cellErrorWords: Record<CellErrorCode, Word> = {
  required: { ja: '値がありません。必ず入力してください。', en: 'There is no value. This column must be filled in.' },
  no_value: {
    ja: '数式の結果がエラーか、計算されていません。値に直して保存し直してください。',
    en: 'The formula ends in an error or was never worked out. Replace it by its value and save again.',
  },
  bad_character: {
    ja: '使えない文字(制御文字)が含まれています。入力し直してください。',
    en: 'There is a character that cannot be used (a control character). Type the value again.',
  },
  too_long: { ja: '長すぎます。{limit}文字以内にしてください。', en: 'Too long. Use at most {limit} characters.' },
  several_lines: {
    ja: '途中に改行があります。1行にしてください。',
    en: 'There is a line break inside. Put it on one line.',
  },
  not_a_day: {
    ja: '日付として読めません。2026/11/23 や 令和8年11月23日 のように書いてください。',
    en: 'This cannot be read as a date. Write it like 2026/11/23 or 令和8年11月23日.',
  },
  no_such_day: {
    ja: '存在しない日付です。正しい日付に直してください。',
    en: 'There is no such day. Correct the date.',
  },
  outside_era: {
    ja: '{era}にない日付です({era}の最後の日は{lastOn})。元号か年を直してください。',
    en: 'The era {era} has no such day (its last day is {lastOn}). Correct the era or the year.',
  },
  short_year: {
    ja: '年が2桁で、西暦か和暦か分かりません。4桁の西暦か、元号を付けて書いてください。',
    en: 'The year has two digits, so its century or era is not clear. Write four digits, or the era.',
  },
  year_not_first: {
    ja: '年が最後にあり、月と日の順が分かりません。年月日の順に書いてください。',
    en: 'The year stands last, so month and day cannot be told apart. Write year, month, day.',
  },
  not_a_number: {
    ja: '整数として読めません。数字だけで書いてください。',
    en: 'This is not a whole number. Use digits only.',
  },
  out_of_range: { ja: '{min}から{max}までの数にしてください。', en: 'Use a number from {min} to {max}.' },
  unknown_choice: { ja: '次のどれかにしてください: {choices}', en: 'Use one of: {choices}' },
  not_an_address: {
    ja: 'メールアドレスとして読めません。name@example.jp の形で書いてください。',
    en: 'This is not a mail address. Write it like name@example.jp.',
  },
  duplicate_row: {
    ja: '{line}行目と同じものを指しています。どちらか1行にしてください。',
    en: 'This names the same record as line {line}. Keep one of the two rows.',
  },
  not_valid: {
    ja: '値の形が正しくありません。直してください。',
    en: 'The value does not have the right form. Correct it.',
  },
}

export const headerMatchWords: Record<HeaderMatch, Word> = {
  exact: { ja: '見出しが一致', en: 'header matches' },
  similar: { ja: '見出しが似ている(確認してください)', en: 'header is similar (please check)' },
  chosen: { ja: '手で指定', en: 'chosen by hand' },
}

export const rowChangeWords: Record<RowChange, Word> = {
  new: { ja: '新規', en: 'new' },
  changed: { ja: '変更', en: 'changed' },
  unchanged: { ja: '変更なし', en: 'unchanged' },
}

export const sheetEventWords: Record<keyof typeof sheetEvents, Word> = {
  applied: { ja: '表を取り込みました', en: 'A sheet was imported' },
}

export const sheetExportEventWords: Record<`sheet_export.${keyof typeof sheetExportEvents}`, Word> = {
  'sheet_export.made': { ja: '一覧をファイルに書き出しました', en: 'A list was taken out as a file' },
}
