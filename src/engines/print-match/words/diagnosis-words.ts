import type { Word } from '../../../base/words.ts'
import type { Diagnosis, DiagnosisKind } from '../verdict.ts'

/** One sentence each. `{range}` is "352枚目から" or "352枚目から400枚目まで". */
export const diagnosisWords = {
  backs_shifted: {
    ja: '{range}裏面が{distance}ずつずれています。表面の{distance}{direction}の人の裏面が印刷されています({count}枚)。',
    en: '{range} the backs are shifted by {distance}: each shows the back of the record {distance} {direction} ({count} sheets).',
  },
  backs_reversed: {
    ja: '{range}裏面が逆順になっています({count}枚)。',
    en: '{range} the backs are in reverse order ({count} sheets).',
  },
  backs_swapped: {
    ja: '{from}～{to}枚目と{otherFrom}～{otherTo}枚目の裏面が入れ替わっています。',
    en: 'The backs of sheets {from}–{to} and {otherFrom}–{otherTo} are swapped.',
  },
  backs_other: {
    ja: '裏面が別の人のものになっている用紙が{count}枚あります({sheets}枚目)。',
    en: '{count} sheets have the back of somebody else (sheets {sheets}).',
  },
  page_dropped: {
    ja: '{from}枚目で{count}ページ抜け、そこから表と裏が別の人の組合せになっています({sheets}枚)。',
    en: '{count} page(s) are missing at sheet {from}; from there fronts and backs of different records are together ({sheets} sheets).',
  },
  page_added: {
    ja: '{from}枚目に余分な{count}ページが入り、そこから表と裏が別の人の組合せになっています({sheets}枚)。',
    en: '{count} page(s) too many at sheet {from}; from there fronts and backs of different records are together ({sheets} sheets).',
  },
  record_dropped: {
    ja: '{after}枚目の次に、データ{line}行目(キー{key})の1件が抜けています。',
    en: 'One record is missing after sheet {after}: row {line} of the data (key {key}).',
  },
  records_dropped: {
    ja: '{after}枚目の次に、データ{line}行目(キー{key})から{lastLine}行目(キー{lastKey})までの{count}件が抜けています。',
    en: '{count} records are missing after sheet {after}: rows {line} (key {key}) to {lastLine} (key {lastKey}) of the data.',
  },
  record_missing: {
    ja: 'データ{line}行目(キー{key})の1件が印刷されていません。',
    en: 'One record is not printed: row {line} of the data (key {key}).',
  },
  records_missing: {
    ja: '{count}件が印刷されていません(最初はデータ{line}行目、キー{key})。',
    en: '{count} records are not printed (the first is row {line} of the data, key {key}).',
  },
  record_repeated: {
    ja: '{sheet}枚目は、既に印刷されたデータ{line}行目(キー{key})をもう一度印刷しています。',
    en: 'Sheet {sheet} prints row {line} of the data (key {key}) a second time.',
  },
  restarted: {
    ja: '{sheet}枚目から、データ{line}行目(キー{key})に戻って印刷し直しています({count}枚が二重です)。',
    en: 'At sheet {sheet} the print went back to row {line} of the data (key {key}): {count} sheets are printed twice.',
  },
  group_reversed: {
    ja: '{from}枚目から{to}枚目までが逆順になっています。',
    en: 'Sheets {from} to {to} are in reverse order.',
  },
  batches_swapped: {
    ja: '{from}～{to}枚目の束と{otherFrom}～{otherTo}枚目の束が入れ替わっています。',
    en: 'The batches of sheets {from}–{to} and {otherFrom}–{otherTo} are swapped.',
  },
  group_moved: {
    ja: '{from}～{to}枚目の{count}枚が、本来の場所から移っています。',
    en: 'Sheets {from}–{to} ({count}) do not lie where they belong.',
  },
  order_mixed: {
    ja: '用紙の順番が{count}か所で乱れています(最初は{sheet}枚目)。',
    en: 'The order of the sheets is broken at {count} places (first at sheet {sheet}).',
  },
  template_wrong: {
    ja: '様式の違うページが{count}枚あります(最初は{sheet}枚目)。',
    en: '{count} sheets have a page of another template (first sheet {sheet}).',
  },
  fields_wrong: {
    ja: '「{field}」{what}用紙が{count}枚あります(最初は{sheet}枚目)。',
    en: '"{field}" {what} on {count} sheets (first sheet {sheet}).',
  },
  children_wrong: {
    ja: '別の世帯の子の情報が印刷された用紙が{count}枚あります(最初は{sheet}枚目)。',
    en: '{count} sheets show a child of another record (first sheet {sheet}).',
  },
  sides_blank: {
    ja: '印刷されるはずの面が白紙の用紙が{count}枚あります(最初は{sheet}枚目)。',
    en: '{count} sheets have a blank side that should be printed (first sheet {sheet}).',
  },
  unknown: {
    ja: 'データのどの人のものか分からない用紙が{count}枚あります(最初は{sheet}枚目)。',
    en: '{count} sheets belong to no record of the data (first sheet {sheet}).',
  },
  unverified: {
    ja: '照合できなかった用紙が{count}枚あります(最初は{sheet}枚目)。正しいとは言えません。',
    en: '{count} sheets could not be verified (first sheet {sheet}). They do not count as right.',
  },
  counts: {
    ja: '{what}の数が合いません。{expected}のはずが{found}です。',
    en: 'The number of {what} is not right: {expected} expected, {found} found.',
  },
} as const satisfies Record<DiagnosisKind, Word>

/** Facts in both languages, where the sentence needs words and not only numbers. */
type Facts = Readonly<Record<string, string | number | Word>>

export function diagnosis(kind: DiagnosisKind, facts: Facts): Diagnosis {
  const sentence = (language: 'ja' | 'en') =>
    diagnosisWords[kind][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name] ?? ''
      return typeof fact === 'object' ? fact[language] : String(fact)
    })
  const plain = Object.entries(facts).filter(([, fact]) => typeof fact !== 'object') as [string, string | number][]
  return { kind, sentence: { ja: sentence('ja'), en: sentence('en') }, facts: Object.fromEntries(plain) }
}

/** 352枚目から / 352枚目から400枚目まで. */
export function rangeWords(from: number, to: number, isToTheEnd: boolean): Word {
  if (isToTheEnd) return { ja: `${from}枚目から`, en: `From sheet ${from} on` }
  return { ja: `${from}枚目から${to}枚目まで`, en: `From sheet ${from} to ${to}` }
}
