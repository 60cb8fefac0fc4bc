import type { Language, Word } from '../../../base/words.ts'
import type { UnreadableReason } from '../../documents/index.ts'
import type { CannotVerify, CannotVerifyReason } from '../cannot-verify.ts'
import type { TiffFault } from '../reading/tiff-page.ts'
import { againWord } from './again-words.ts'

export const cannotVerifyWords = {
  specification_not_yaml: {
    ja: '印刷仕様の{line}行目を読めません。YAML の書き方を直してください。',
    en: 'Line {line} of the specification cannot be read. Correct its YAML.',
  },
  specification_wrong: {
    ja: '印刷仕様{place}が正しくありません。{what}',
    en: 'The specification is wrong{place}. {what}',
  },
  page_without_field: {
    ja: '印刷仕様の{number}ページ目「{page}」に項目がなく、印刷を何とも比べられません。項目かコードを加えるか、何も印刷しない面なら blank: true と書いてください。',
    en: 'Page {number} of the specification, "{page}", has no field, so its print would not be compared with anything. Add a field or a code, or write blank: true if nothing is printed on it.',
  },
  data_files_many: {
    ja: 'データファイルが{files}個ありますが、この印刷仕様で読むのは{most}個です。1つにまとめるか、要らないファイルを外してください。',
    en: 'There are {files} data files, but this specification reads {most}. Combine them, or remove those that are not needed.',
  },
  data_unreadable: {
    ja: 'データファイル {file} を読めません({what})。CSV か xlsx で保存し直してください。',
    en: 'The data file {file} cannot be read ({what}). Save it again as CSV or xlsx.',
  },
  column_missing: {
    ja: 'データに列「{column}」がありません({where})。列名か仕様を直してください。',
    en: 'The data have no column "{column}" ({where}). Correct the column name or the specification.',
  },
  column_twice: {
    ja: 'データファイル {file} に列「{column}」が2つあります。片方の列名を変えてください。',
    en: 'The data file {file} has the column "{column}" twice. Rename one of them.',
  },
  key_empty: {
    ja: 'データファイル {file} の{line}行目のキー「{column}」が空です。キーを補ってください。',
    en: 'The key "{column}" in row {line} of {file} is empty. Fill it in.',
  },
  row_unsure: {
    ja: 'データファイル {file} の{line}行目「{column}」の値が決まりません(計算されていない式など)。値を入れて保存し直してください。',
    en: 'The value of "{column}" in row {line} of {file} is not certain (for example, a formula that was never calculated). Enter the value and save the file again.',
  },
  key_twice: {
    ja: 'データファイル {file} の{line}行目と{otherLine}行目のキーが同じです。キーは1件ごとに別でなければなりません。',
    en: 'Rows {line} and {otherLine} of {file} have the same key. Each record needs a key of its own.',
  },
  child_without_record: {
    ja: '子のデータファイル {file} の{line}行目に対応するレコードがありません。キーを確かめてください。',
    en: 'Row {line} of the children’s data file {file} belongs to no record. Check its key.',
  },
  no_records: {
    ja: 'データファイル {file} にレコードがありません。見出しの行だけになっていないか確かめてください。',
    en: 'The data file {file} has no records. Check that it has more than its heading row.',
  },
  file_kind_unknown: {
    ja: '{file} は PDF ではありません。PDF を渡してください。刷り上がりのスキャンは TIFF・JPEG・PNG でも渡せます。',
    en: '{file} is not a PDF. Provide a PDF; a scan of the printed sheets may also be a TIFF, JPEG or PNG.',
  },
  tiff_unreadable: {
    ja: 'TIFF の {file} を読めません({what})。スキャナーで PDF か JPEG にして渡してください。',
    en: 'The TIFF {file} cannot be read ({what}). Scan it to PDF or JPEG instead.',
  },
  tiff_page_unreadable: {
    ja: 'TIFF の {file} の{page}ページ目を読めません({what})。スキャナーで PDF か JPEG にして渡してください。',
    en: 'Page {page} of the TIFF {file} cannot be read ({what}). Scan it to PDF or JPEG instead.',
  },
  pdf_encrypted: {
    ja: '{file} は暗号化されていて開けません。パスワードを外した PDF を渡してください。',
    en: '{file} is encrypted and cannot be opened. Provide a PDF without a password.',
  },
  pdf_damaged: {
    ja: '{file} を読めません。壊れていないか確かめてください。{again}',
    en: '{file} cannot be read. Check that it is not damaged. {again}',
  },
  pdf_too_large: { ja: '{file} は{limit}を超えています。{again}', en: '{file} is larger than {limit}. {again}' },
  pdf_empty: {
    ja: '{file} にページがありません。ファイルを確かめてください。',
    en: '{file} has no pages. Check that it is the right file.',
  },
  page_damaged: {
    ja: '{file} の{page}ページ目を読めません。{again}',
    en: 'Page {page} of {file} cannot be read. {again}',
  },
  page_not_drawn: {
    ja: '{file} の{page}ページ目は、大きすぎるか複雑すぎて、決められた時間とメモリーでは表示も読み取りもできません。{again}',
    en: 'Page {page} of {file} is too large or too complex to be shown or read in the time and memory allowed. {again}',
  },
  page_count_odd: {
    ja: '全体が{pages}ページで、表と裏の数が合いません。抜けているページがないか確かめてください。',
    en: 'There are {pages} pages in all, so fronts and backs do not match in number. Check that no page is missing.',
  },
  field_outside_page: {
    ja: '仕様「{page}」の項目「{field}」({row}行目)の枠が、{widthMm}×{heightMm}mm のページの外にあります。',
    en: 'The area of "{field}" (row {row}) on "{page}" lies outside the page of {widthMm}×{heightMm} mm.',
  },
  specification_does_not_fit: {
    ja: '最初の{sheets}枚のどこにも、データの値が見つかりません(たとえば、{page}ページ目の「{field}」に、データ{line}行目の列「{column}」の値がありません)。仕様、データ、PDF の組み合わせを確かめてください。',
    en: 'No value of the data was found on the first {sheets} sheets (for example, the value of the column "{column}" in row {line} is not in "{field}" on page {page}). Check that the specification, the data and the PDF belong together.',
  },
  reader_stopped: {
    ja: '時間かメモリーの上限を超えたか、ファイルが壊れているため、ファイルの読み取りが止まりました。照合はできていません。データと PDF を作り直すか、いくつかに分けて提出してください。',
    en: 'Reading the files was stopped because it took too much time or memory, or because a file is damaged. Nothing was verified. Make the data and the PDF again, or hand them in in smaller parts.',
  },
  cancelled: { ja: '照合を中止しました。', en: 'The verification was cancelled.' },
} as const satisfies Record<CannotVerifyReason, Word>

/** Why a data file cannot be read. */
const UNREADABLE = {
  old_excel: { ja: '古い Excel の形式(.xls)です', en: 'it is an old Excel file (.xls)' },
  too_many_members: { ja: '中のファイルが多すぎます', en: 'it has too many files in it' },
  too_many_rows: { ja: '行が多すぎます', en: 'it has too many rows' },
  too_many_columns: { ja: '列が多すぎます', en: 'it has too many columns' },
  no_such_sheet: { ja: 'そのシートがありません', en: 'it has no such sheet' },
  no_rows: { ja: '行がありません', en: 'it has no rows' },
  encrypted: { ja: 'パスワードがかかっています', en: 'it has a password' },
  damaged: { ja: '壊れています', en: 'it is damaged' },
  not_a_sheet: { ja: '表のファイルではありません', en: 'it is not a table' },
  too_large: { ja: '大きすぎます', en: 'it is too large' },
  unknown_encoding: { ja: '文字コードが分かりません', en: 'its character encoding is not known' },
  children: { ja: '子のデータファイルがありません', en: 'the children’s data file is missing' },
} as const satisfies Readonly<Record<UnreadableReason | 'children', Word>>

/** Why a TIFF, or a page of it, is not read. */
const TIFF_FAULTS = {
  big_tiff: { ja: '4GBを超えるための形式 BigTIFF です', en: 'it is a BigTIFF, made for more than 4 GB' },
  pages: { ja: 'ページが多すぎます', en: 'it has too many pages' },
  tiles: { ja: 'タイルに分けて書かれています', en: 'it is written in tiles' },
  coding: { ja: '対応していない圧縮です', en: 'its compression is not supported' },
  colours: { ja: 'CMYK など、対応していない色です', en: 'its colours, such as CMYK, are not supported' },
  depth: { ja: '16ビットなど、対応していない階調です', en: 'its depth, such as 16 bits, is not supported' },
  dots: { ja: 'ドットが多すぎます', en: 'it has too many dots' },
  strips: { ja: '細かく分かれすぎています', en: 'it is in too many pieces' },
  damaged: UNREADABLE.damaged,
} as const satisfies Readonly<Record<TiffFault | 'big_tiff' | 'pages', Word>>

/** The sentence for a person: which page, row or field, and what to put right. */
export function cannotVerifyText({ reason, facts }: CannotVerify, language: Language): string {
  const where = whereOf(facts, language)
  const all: CannotVerify['facts'] = {
    ...facts,
    where,
    named: where === '' ? '' : { ja: `(${where})`, en: ` (${where})` }[language],
    place: placeOf(facts, where)[language],
    limit: limitOf(facts),
    again: againWord(reason, String(facts['file'] ?? ''))[language],
    ...(facts['what'] !== undefined && { what: whatOf(facts, language) }),
  }
  return cannotVerifyWords[reason][language].replace(/\{(\w+)\}/g, (_, name: string) => String(all[name] ?? ''))
}

function whatOf(facts: CannotVerify['facts'], language: Language): string {
  const what = String(facts['what'])
  const known = ({ ...UNREADABLE, ...TIFF_FAULTS } as Readonly<Record<string, Word>>)[what]
  if (known) return known[language]
  return language === 'ja' ? String(facts['whatJa'] ?? what) : what
}

/** Where in the specification, as its file says it, and by the names that stand there. */
function placeOf({ at = '' }: CannotVerify['facts'], where: string): Word {
  if (at === '' || at === '-') return { ja: '', en: '' }
  const named = where === '' ? { ja: '', en: '' } : { ja: `(${where})`, en: ` (${where})` }
  return { ja: `の ${at}${named.ja} `, en: ` at ${at}${named.en}` }
}

/** Which part of the specification, or which file, asks for what is not there. */
function whereOf({ field, page, file }: CannotVerify['facts'], language: Language): string {
  const named = field === undefined ? '' : { ja: `項目「${field}」`, en: `field "${field}"` }[language]
  return [named, page, file].filter(Boolean).join(language === 'ja' ? '、' : ', ')
}

/** A picture has a smaller limit than a PDF. */
function limitOf({ limitGigabytes = 2 }: CannotVerify['facts']): string {
  return Number(limitGigabytes) < 1 ? `${Number(limitGigabytes) * 1000} MB` : `${limitGigabytes} GB`
}
