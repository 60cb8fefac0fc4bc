import type { Word } from '../../../base/words.ts'
import type { Diagnosis, DiagnosisKind } from '../verdict.ts'
import { countedWord } from './place-words.ts'

/** One sentence each: the place first, then what happened there. */
export const diagnosisWords = {
  backs_shifted: {
    ja: '{range}裏面が{distance}ずつずれています。表面の{distance}{direction}の人の裏面が印刷されています({count}枚)。',
    en: '{range}, the backs are shifted by {distance}: each sheet carries the back of the person {distance} {direction} the one on its front ({count} in all).',
  },
  backs_reversed: {
    ja: '{range}裏面が逆順になっています({count}枚)。',
    en: '{range}, the backs are in reverse order ({count} sheets).',
  },
  backs_swapped: {
    ja: '{span}と{otherSpan}の裏面が入れ替わっています。',
    en: 'The backs of {span} and {otherSpan} are swapped.',
  },
  backs_other: {
    ja: '{places}の裏面が、表面とは別の人のものになっています。',
    en: 'Front and back belong to different people on {places}.',
  },
  page_dropped: {
    ja: '{from}枚目で{pages}抜け、そこから表と裏が別の人の組合せになっています({sheets}枚)。',
    en: 'Missing at sheet {from}: {pages}. From there on, fronts and backs of different people are printed together ({sheets} in all).',
  },
  page_added: {
    ja: '{from}枚目に余分な{pages}が入り、そこから表と裏が別の人の組合せになっています({sheets}枚)。',
    en: 'Too much at sheet {from}: {pages}. From there on, fronts and backs of different people are printed together ({sheets} in all).',
  },
  record_dropped: {
    ja: '{where}に、データ{line}行目(キー{key})の1件が抜けています。',
    en: 'One record is missing {where}: row {line} of the data (key {key}).',
  },
  records_dropped: {
    ja: '{where}に、データ{line}行目(キー{key})から{lastLine}行目(キー{lastKey})までの{count}件が抜けています。',
    en: '{count} records are missing {where}: from row {line} (key {key}) to row {lastLine} (key {lastKey}) of the data.',
  },
  sheets_dropped: {
    ja: '{where}に、データ{line}行目(キー{key})の組の用紙が{sheets}抜けています。',
    en: 'The set for row {line} of the data (key {key}) is incomplete: {sheets} missing {where}.',
  },
  sets_mixed: {
    ja: '{range}、組の{number}枚目が{distance}ずつずれています。1枚目の人の{distance}{direction}の人の用紙が入っています({count}組)。',
    en: '{range}, sheet {number} of each set is shifted by {distance}: it belongs to the person {distance} {direction} the one on the first sheet ({count} sets).',
  },
  record_missing: {
    ja: 'データ{line}行目(キー{key})の1件が印刷されていません。',
    en: 'One record was not printed: row {line} of the data (key {key}).',
  },
  records_missing: {
    ja: '{count}件が印刷されていません(最初はデータ{line}行目、キー{key})。',
    en: '{count} records were not printed (the first is row {line} of the data, key {key}).',
  },
  record_repeated: {
    ja: '{sheet}枚目は、既に印刷されたデータ{line}行目(キー{key})をもう一度印刷しています。',
    en: 'Sheet {sheet} prints row {line} of the data (key {key}) a second time.',
  },
  records_repeated: {
    ja: '{count}か所で、既に印刷された人の用紙をもう一度印刷しています(最初は{sheet}枚目、データ{line}行目、キー{key})。',
    en: 'Records that had already been printed are printed again in {count} places (first on sheet {sheet}: row {line} of the data, key {key}).',
  },
  restarted: {
    ja: '{sheet}枚目から、データ{line}行目(キー{key})に戻って印刷し直しています({count}枚が二重です)。',
    en: 'At sheet {sheet}, printing went back to row {line} of the data (key {key}): {count} sheets were printed twice.',
  },
  group_reversed: {
    ja: '{from}枚目から{to}枚目までが逆順になっています。',
    en: 'Sheets {from} to {to} are in reverse order.',
  },
  batches_swapped: { ja: '{span}と{otherSpan}が入れ替わっています。', en: '{Span} and {otherSpan} are swapped.' },
  group_moved: {
    ja: '{span}({count}枚)が、本来の場所から移っています。',
    en: 'Moved from where it belongs: {span} ({count} in all).',
  },
  order_mixed: {
    ja: '用紙の順番が{count}か所で乱れています(最初は{sheet}枚目)。',
    en: 'The sheets are out of order in {count} places (first at sheet {sheet}).',
  },
  template_wrong: {
    ja: '{places}の様式が違います(決まった文言がありません)。',
    en: 'The template is not the right one on {places}: its constant text is missing.',
  },
  fields_wrong: { ja: '{places}で、「{field}」{what}。', en: '"{field}" {what} on {places}.' },
  children_wrong: {
    ja: '{places}に、別の世帯の子の情報が印刷されています。',
    en: 'A child of another household is printed on {places}.',
  },
  sides_blank: {
    ja: '{places}で、印刷されるはずの面が白紙です。',
    en: 'A side that should be printed is blank on {places}.',
  },
  inserts_differ: {
    ja: '{places}の差し込みが、ほかの組と同じではありません。',
    en: 'The insert differs from that in the other sets on {places}.',
  },
  others_text: {
    ja: '{places}で、項目の外に別の人の値が印刷されています。',
    en: 'Somebody else’s value is printed outside the fields on {places}.',
  },
  text_unexpected: {
    ja: '{places}に、どの項目のものでもない文字が印刷されています。項目に加えるか、理由を書いて自由領域にしてください。',
    en: 'Text that belongs to no field is printed on {places}. Make it a field, or make it a free area and give the reason.',
  },
  column_undeclared: {
    ja: '{side}(仕様の「{page}」)に、仕様の項目にない列「{field}」の値が印刷されています({count}枚)。項目に加えるか、理由を書いて自由領域にしてください。',
    en: 'The {side} ("{page}" of the specification) shows values of the column "{field}", which is not a field of the specification ({count} in all). Make it a field, or make it a free area and give the reason.',
  },
  code_undeclared: {
    ja: '{side}(仕様の「{page}」)に、列「{field}」の値が入ったコードがありますが、仕様の項目にないため照合されていません。コードの項目(read: code)に加えるか、理由を書いて自由領域にしてください。',
    en: 'The {side} ("{page}" of the specification) has a code with values of the column "{field}" that is no field: it is not verified. Make it a field (read: code), or a free area with a reason.',
  },
  unknown: {
    ja: '{places}は、データのどの人のものか分かりません。',
    en: 'It is not known which record of the data belongs to {places}.',
  },
  characters_lost: {
    ja: '{places}は、どの字なのかという情報が PDF から失われていて、照合できませんでした。正しいとは言えません。Ghostscript などで変換し直す前の PDF を提出するか、フォントと文字の対応表(ToUnicode)を埋め込んで作り直してください。できないときは、コードを印刷して仕様の項目に加えます。',
    en: 'The PDF no longer says which characters stand on {places}: they could not be verified, and that does not count as right. Hand in the PDF as it was before Ghostscript or another tool wrote it anew, or make it again with its fonts and their character maps (ToUnicode) embedded. Where that cannot be done, print codes and add them to the specification as fields.',
  },
  unverified: {
    ja: '{places}は、文字情報が読み取れず照合できませんでした。正しいとは言えません。',
    en: 'The text could not be read on {places}, so it could not be verified. This does not count as correct.',
  },
  counts: {
    ja: '{what}の数が合いません。{expected}のはずが{found}です。',
    en: 'The number of {what} does not add up: {expected} expected, {found} found.',
  },
} as const satisfies Record<DiagnosisKind, Word>

/** Facts in both languages, where the sentence needs words and not only numbers. */
type Facts = Readonly<Record<string, string | number | Word>>

export function diagnosis(kind: DiagnosisKind, facts: Facts): Diagnosis {
  const sentence = (language: 'ja' | 'en') =>
    diagnosisWords[kind][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      // {Span} begins a sentence with {span}.
      const said = facts[name] ?? facts[name.toLowerCase()] ?? ''
      const fact = kind === 'counts' && name === 'what' && typeof said === 'string' ? countedWord(said) : said
      const text = typeof fact === 'object' ? fact[language] : String(fact)
      return name in facts ? text : text.charAt(0).toUpperCase() + text.slice(1)
    })
  const plain = Object.entries(facts).filter(([, fact]) => typeof fact !== 'object') as [string, string | number][]
  return { kind, sentence: { ja: sentence('ja'), en: sentence('en') }, facts: Object.fromEntries(plain) }
}
