import type { RefusalCode } from '../../base/refusal.ts'
import type { Word } from '../../base/words.ts'

/** What is wrong with a file that somebody hands over, or with the list in it. */
export const fileRefusalWords = {
  sheet_changed: {
    ja: 'プレビューのあとで、ファイルまたは登録内容が変わりました。何も変更していません。もう一度プレビューを確かめてから取り込んでください。',
    en: 'The file or the register changed after the preview. Nothing was changed. Look at a new preview, then take it in.',
  },
  file_not_a_sheet: {
    ja: '表のファイルとして読めません。Excel(.xlsx)か CSV で保存し直して、もう一度選んでください。',
    en: 'This is not a sheet that can be read. Save it as Excel (.xlsx) or CSV and choose it again.',
  },
  file_old_excel: {
    ja: '古い形式の Excel ファイル(.xls)は読めません。Excel で開き、.xlsx で保存し直してください。',
    en: 'Old Excel files (.xls) cannot be read. Open it in Excel and save it as .xlsx.',
  },
  file_encrypted: {
    ja: 'ファイルにパスワードが付いているため、中を読めません。パスワードを外して保存し直してください。',
    en: 'The file is protected by a password, so it cannot be read. Remove the password and save it again.',
  },
  file_damaged: {
    ja: 'ファイルが途中で壊れているため、何も取り込みませんでした。元のファイルを開いて確かめ、保存し直してください。',
    en: 'The file is damaged, so nothing was imported. Open the original, check it, and save it again.',
  },
  sheet_too_large: {
    ja: '表のファイルが大きすぎるため、読むのを止めました。分割するか、不要なシートを消してから選び直してください。',
    en: 'The file is too large to read as a sheet, so reading was stopped. Split it, or remove sheets that are not needed.',
  },
  file_too_many_members: {
    ja: 'ファイルの中の部品が多すぎるため、読むのを止めました(上限 {limit})。新しいファイルに表だけを写して保存してください。',
    en: 'The file holds too many parts (at most {limit}), so reading was stopped. Copy only the sheet into a new file.',
  },
  file_too_many_rows: {
    ja: '行が多すぎます(上限 {limit}行)。ファイルを分けて取り込んでください。',
    en: 'There are too many rows (at most {limit}). Split the file and import the parts.',
  },
  file_too_many_columns: {
    ja: '列が多すぎます(上限 {limit}列)。必要な列だけを残してください。',
    en: 'There are too many columns (at most {limit}). Keep only those that are needed.',
  },
  file_unknown_encoding: {
    ja: '文字コードが分からないため、文字を正しく読めません。CSV を UTF-8 で保存し直してください。',
    en: 'The character encoding is not known, so the text cannot be read safely. Save the CSV as UTF-8.',
  },
  file_no_such_sheet: {
    ja: '選んだシートがファイルにありません。シートを選び直してください。',
    en: 'The chosen sheet is not in the file. Choose another one.',
  },
  file_no_rows: {
    ja: 'ファイルに行がありません。見出しと1行以上のデータがあるファイルを選んでください。',
    en: 'The file has no rows. Choose one with a header and at least one row.',
  },
  import_has_errors: {
    ja: '{count}か所に誤りがあるため、何も取り込みませんでした(最初は{line}行目)。直してから、もう一度取り込んでください。',
    en: 'There are {count} errors, so nothing was imported (the first on line {line}). Correct them and import again.',
  },
  import_column_missing: {
    ja: '必要な列が見つからないため、取り込めません。見出しの行と列の対応を指定してください。',
    en: 'A required column was not found. Say which line is the header and which column is which.',
  },
  import_other_file: {
    ja: '確認したファイルと違うファイルが送られたため、取り込みませんでした。もう一度確認からやり直してください。',
    en: 'This is not the file that you looked at, so nothing was imported. Start again from the preview.',
  },
} satisfies Partial<Record<RefusalCode, Word>>
