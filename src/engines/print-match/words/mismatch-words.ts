import { type Facts, say } from '../../../base/fill.ts'
import type { Word } from '../../../base/words.ts'
import type { Mismatch, MismatchKind } from '../verdict.ts'
import { countedWord } from './place-words.ts'

/** What each finding says; `{…}` are its facts. No value of a field is named: those stand beside it on the screen. */
export const mismatchWords = {
  other_record: {
    ja: '{side}はキー{otherRecord}の人のものです。この用紙はキー{record}の人のものです。',
    en: 'The {side} belongs to record {otherRecord}; this sheet is for record {record}.',
  },
  other_child: {
    ja: '{field}{child}に、この世帯の子ではない人の情報が印刷されています{whose}。',
    en: '{field}{child} shows somebody who is not a child of this household{whose}.',
  },
  missing_record: {
    ja: 'データ{line}行目(キー{record})の用紙がありません。',
    en: 'There is no sheet for row {line} of the data (key {record}).',
  },
  printed_twice: {
    ja: 'キー{record}の用紙は前にも印刷されています。',
    en: 'The sheet of record {record} has already been printed before this one.',
  },
  unknown_record: {
    ja: '{side}がデータのどの人のものか分かりません。',
    en: 'It is not known which record of the data the {side} belongs to.',
  },
  order: { ja: 'キー{record}の用紙の順番が違います。', en: 'The sheet of record {record} is out of order.' },
  missing_page: {
    ja: 'データ{line}行目(キー{record})の用紙の一部がありません({printed} / {expected}枚)。',
    en: 'Some sheets for row {line} of the data (key {record}) are missing ({printed} of {expected} printed).',
  },
  field_missing: { ja: '{field}{child}が印刷されていません。', en: '{field}{child} is not printed.' },
  field_differs: {
    ja: '{field}{child}がデータと違います{whose}。',
    en: '{field}{child} differs from the data{whose}.',
  },
  cut_off: { ja: '{field}{child}が途中で切れています。', en: '{field}{child} is cut off.' },
  overflow: { ja: '{field}{child}が枠からはみ出しています。', en: '{field}{child} runs over the edge of its area.' },
  covered: { ja: '{field}{child}が隠れて読めません。', en: '{field}{child} is covered or invisible.' },
  missing_glyph: {
    ja: '{field}{child}に、字形のない文字(豆腐・〓など)があります。',
    en: '{field}{child} contains a character that the font cannot show (□, 〓 and the like).',
  },
  gaiji: {
    ja: '{field}{child}に、何の字か分からない外字があります。仕様の外字表に加えてください。',
    en: '{field}{child} contains a user-defined character (gaiji) that is not known. Add it to the gaiji table of the specification.',
  },
  variant: {
    ja: '{field}{child}の異体字がデータと違います。',
    en: '{field}{child} is printed with a different form of a character than in the data.',
  },
  blank_side: { ja: '{side}が白紙です。', en: 'The {side} is blank.' },
  not_blank: {
    ja: '白紙のはずの{side}に印刷があります。',
    en: 'The {side} should be blank, but something is printed on it.',
  },
  wrong_template: {
    ja: '{side}の様式が違います。「{field}」がありません。',
    en: 'The {side} does not have the right template: "{field}" is missing.',
  },
  not_same: {
    ja: '{side}の差し込み「{field}」が、ほかの組と同じではありません。',
    en: 'The insert "{field}" on the {side} differs from that in the other sets.',
  },
  unexpected_text: {
    ja: '{side}に、どの項目のものでもない文字が印刷されています{whose}。',
    en: 'Text that belongs to no field is printed on the {side}{whose}.',
  },
  undeclared_column: {
    ja: '{side}に、仕様の項目にない列「{field}」の値が印刷されています。どの用紙でも照合されていません。',
    en: 'The {side} shows values of the column "{field}", which is not a field of the specification. They are not verified on any sheet.',
  },
  undeclared_code: {
    ja: '{side}に、列「{field}」の値が入ったコードがありますが、仕様の項目にありません。どの用紙でも照合されていません。',
    en: 'The {side} has a code with values of the column "{field}" that is no field of the specification: it is verified nowhere.',
  },
  count: {
    ja: '{field}の数が合いません。{expected}のはずが{printed}です。',
    en: '{field}: {expected} expected, {printed} found.',
  },
  unverified: {
    ja: '{side}の文字情報を読み取れないため、照合できませんでした{what}。',
    en: 'The text of the {side} cannot be read, so it could not be verified{what}.',
  },
} as const satisfies Record<MismatchKind, Word>

/** Front, then back. */
export const SIDE_WORDS: readonly Word[] = [
  { ja: '表面', en: 'front' },
  { ja: '裏面', en: 'back' },
]

/** Of several on one sheet nobody can say from the text which one lies where: only their codes tell. */
export function imposedPaperDetail(side: number): Word {
  const of = SIDE_WORDS[side]!
  return {
    ja: `面付けした用紙の${of.ja}にコードが読み取れず、照合できませんでした。面付けした用紙では、文字は読み取りません。コードを印刷するか、切り分けた現物を抜き取り開封で確かめてください。`,
    en: `No code is legible on the ${of.en} of an imposed sheet, and text is not read there: it could not be verified. Print codes, or check the cut items by opening a sample.`,
  }
}

/** @param child from 0: of several in a list */
export function mismatchDetail(mismatch: Omit<Mismatch, 'detail'>, child?: number): Word {
  const side = SIDE_WORDS[mismatch.side === 'back' ? 1 : 0]!
  const told = (language: 'ja' | 'en') => {
    const whose =
      mismatch.otherRecord === undefined
        ? ''
        : { ja: `(キー${mismatch.otherRecord}の人の値)`, en: ` (a value of record ${mismatch.otherRecord})` }[language]
    const facts: Facts = {
      side: side[language],
      record: mismatch.record ?? '',
      otherRecord: mismatch.otherRecord ?? '',
      line: String(mismatch.line ?? ''),
      field: mismatch.kind === 'count' ? countedWord(mismatch.field ?? '')[language] : (mismatch.field ?? ''),
      child: child === undefined ? '' : { ja: `(${child + 1}人目)`, en: ` (child ${child + 1})` }[language],
      whose,
      what: mismatch.field === undefined ? '' : { ja: `(${mismatch.field})`, en: ` (${mismatch.field})` }[language],
      expected: mismatch.kind === 'count' || mismatch.kind === 'missing_page' ? (mismatch.expected ?? '') : '',
      printed: mismatch.kind === 'count' || mismatch.kind === 'missing_page' ? (mismatch.printed ?? '') : '',
    }
    return say(mismatchWords[mismatch.kind], language, facts)
  }
  return { ja: told('ja'), en: told('en') }
}
