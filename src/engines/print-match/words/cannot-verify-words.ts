import type { Language, Word } from '../../../base/words.ts'
import type { UnreadableReason } from '../../documents/index.ts'
import type { CannotVerify, CannotVerifyReason } from '../cannot-verify.ts'
import type { TiffFault } from '../reading/tiff-page.ts'
import { againWord } from './again-words.ts'

export const cannotVerifyWords = {
  specification_not_yaml: {
    ja: '印刷仕様の{line}行目を読めません。YAML の書き方を直してください。',
    en: 'Line {line} of the specification cannot be read. Put its YAML right.',
  },
  specification_wrong: {
    ja: '印刷仕様{place}が正しくありません。{what}',
    en: 'The specification is wrong{place}. {what}',
  },
  page_without_field: {
    ja: '印刷仕様の{number}ページ目「{page}」に項目がなく、印刷を何とも比べられません。項目かコードを加えるか、何も印刷しない面なら blank: true と書いてください。',
    en: 'Page {number} of the specification, "{page}", has no field: its print would be compared with nothing. Add a field or a code, or write blank: true where nothing is printed.',
  },
  data_files_many: {
    ja: 'データファイルが{files}個ありますが、この印刷仕様で読むのは{most}個です。1つにまとめるか、要らないファイルを外してください。',
    en: 'There are {files} data files, and this specification reads {most}. Join them, or leave out what is not needed.',
  },
  data_unreadable: {
    ja: 'データファイル {file} を読めません({what})。CSV か xlsx で保存し直してください。',
    en: 'The data file {file} cannot be read ({what}). Save it again as CSV or xlsx.',
  },
  column_missing: {
    ja: 'データに列「{column}」がありません({where})。列名か仕様を直してください。',
    en: 'The data has no column "{column}" ({where}). Put the name or the specification right.',
  },
  column_twice: {
    ja: 'データファイル {file} に列「{column}」が2つあります。',
    en: 'The data file {file} has the column "{column}" twice.',
  },
  key_empty: {
    ja: 'データファイル {file} の{line}行目のキー「{column}」が空です。',
    en: 'Row {line} of {file} has no key ("{column}").',
  },
  row_unsure: {
    ja: 'データファイル {file} の{line}行目「{column}」の値が決まりません(計算されていない式など)。',
    en: 'Row {line} of {file} has no certain value in "{column}" (such as a formula that was not worked out).',
  },
  key_twice: {
    ja: 'データファイル {file} の{line}行目と{otherLine}行目のキーが同じです。キーは1件ごとに別でなければなりません。',
    en: 'Rows {line} and {otherLine} of {file} have the same key. Each record needs its own.',
  },
  child_without_record: {
    ja: '子のデータファイル {file} の{line}行目に対応するレコードがありません。',
    en: 'Row {line} of the children in {file} belongs to no record.',
  },
  no_records: { ja: 'データファイル {file} にレコードがありません。', en: 'The data file {file} has no records.' },
  file_kind_unknown: {
    ja: '{file} は PDF ではありません。PDF を渡してください。刷り上がりのスキャンは TIFF・JPEG・PNG でも渡せます。',
    en: '{file} is no PDF. Give a PDF; a scan of the printed sheets may also be a TIFF, JPEG or PNG.',
  },
  tiff_unreadable: {
    ja: 'TIFF の {file} を読めません({what})。スキャナーで PDF か JPEG にして渡してください。',
    en: 'The TIFF {file} cannot be read ({what}). Have the scanner make a PDF or JPEG.',
  },
  tiff_page_unreadable: {
    ja: 'TIFF の {file} の{page}ページ目を読めません({what})。スキャナーで PDF か JPEG にして渡してください。',
    en: 'Page {page} of the TIFF {file} cannot be read ({what}). Have the scanner make a PDF or JPEG.',
  },
  pdf_encrypted: {
    ja: '{file} は暗号化されていて開けません。パスワードを外した PDF を渡してください。',
    en: '{file} is encrypted. Give a PDF without a password.',
  },
  pdf_damaged: {
    ja: '{file} を読めません。壊れていないか確かめてください。{again}',
    en: '{file} cannot be read. Check that it is whole. {again}',
  },
  pdf_too_large: { ja: '{file} は{limit}を超えています。{again}', en: '{file} is larger than {limit}. {again}' },
  pdf_empty: { ja: '{file} にページがありません。', en: '{file} has no pages.' },
  page_damaged: {
    ja: '{file} の{page}ページ目を読めません。{again}',
    en: 'Page {page} of {file} cannot be read. {again}',
  },
  page_not_drawn: {
    ja: '{file} の{page}ページ目は、大きすぎるか複雑すぎて、決められた時間とメモリーでは表示も読み取りもできません。{again}',
    en: 'Page {page} of {file} is too large or too complex to be shown or read in the time and memory allowed. {again}',
  },
  page_count_odd: {
    ja: '全体が{pages}ページで、表と裏の数が合いません。',
    en: 'There are {pages} pages: fronts and backs cannot be as many.',
  },
  field_outside_page: {
    ja: '仕様「{page}」の項目「{field}」({row}行目)の枠が、{widthMm}×{heightMm}mm のページの外にあります。',
    en: 'The area of "{field}" (row {row}) on "{page}" lies outside the page of {widthMm}×{heightMm} mm.',
  },
  specification_does_not_fit: {
    ja: '最初の{sheets}枚のどこにもデータの値が見つかりません({page}ページ目の「{field}」に、{line}行目の列「{column}」の値もありません)。仕様・データ・PDF の組合せを確かめてください。',
    en: 'None of the first {sheets} sheets shows a value of the data (page {page}, "{field}", column "{column}" of row {line} among them). Check that specification, data and PDF belong together.',
  },
  reader_stopped: {
    ja: 'ファイルを読む処理が、時間かメモリの上限を超えたか、ファイルが壊れていて止まりました。照合できていません。データとPDFを作り直すか、分けて入れてください。',
    en: 'Reading the files took more time or memory than it may, or broke over them: nothing was verified. Make the data and the PDF anew, or hand them in by parts.',
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
  not_a_sheet: { ja: '表のファイルではありません', en: 'it is no sheet' },
  too_large: { ja: '大きすぎます', en: 'it is too large' },
  unknown_encoding: { ja: '文字コードが分かりません', en: 'its encoding is not known' },
  children: { ja: '子のデータファイルがありません', en: 'the file of the children is not there' },
} as const satisfies Readonly<Record<UnreadableReason | 'children', Word>>

/** Why a TIFF, or a page of it, is not read. */
const TIFF_FAULTS = {
  big_tiff: { ja: '4GBを超えるための形式 BigTIFF です', en: 'it is a BigTIFF, made for more than 4 GB' },
  pages: { ja: 'ページが多すぎます', en: 'it has too many pages' },
  tiles: { ja: 'タイルに分けて書かれています', en: 'it is written in tiles' },
  coding: { ja: '対応していない圧縮です', en: 'its compression is not known here' },
  colours: { ja: 'CMYK など、対応していない色です', en: 'its colours, such as CMYK, are not known here' },
  depth: { ja: '16ビットなど、対応していない階調です', en: 'its levels, such as 16 bits, are not known here' },
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
