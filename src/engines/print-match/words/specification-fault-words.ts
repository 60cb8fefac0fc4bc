import type { z } from 'zod'
import type { Word } from '../../../base/words.ts'

/** What the schema of the specification asks for in rules of its own. */
const OWN_FAULTS: Readonly<Record<string, Word>> = {
  no_pattern: { ja: '正規表現として読めません。', en: 'This is not a regular expression.' },
  not_linear: {
    ja: '照合が終わらないおそれのある正規表現です。先読み・後読み、グループの再利用、空の繰り返しは使えません。',
    en: 'This regular expression might never come to an end. Look-ahead, look-behind, references to a group and repetition of nothing cannot be used.',
  },
  field_without_place: { ja: '項目には、枠(area)か型(pattern)が必要です。', en: 'A field needs an area or a pattern.' },
  constant_with_fields: {
    ja: '差し込み(constant)のページは目印(marks)で見分けます。目印を書き、項目などは書かないでください。',
    en: 'An insert (constant) is recognised by its marks. Give it marks, and no fields.',
  },
  page_order_without_duplex: {
    ja: 'pageOrder は両面印刷(duplex)のときだけ書けます。',
    en: 'Write pageOrder for printing on both sides (duplex) only.',
  },
  no_field: { ja: 'どのページにも項目がありません。', en: 'None of the pages has a field.' },
}

const MISSING: Word = {
  ja: 'ここに必要な設定が書かれていません。',
  en: 'A setting is required here, and it is missing.',
}
const UNFIT: Word = { ja: 'ここに書ける値ではありません。', en: 'This value cannot be used here.' }
const GAIJI: Word = {
  ja: '外字は、E000 のように16進数4～6桁(英字は大文字)で書いてください。',
  en: 'Write a private character as 4 to 6 hexadecimal digits in capitals, such as E000.',
}

/** By what zod calls the type that it expected. */
const EXPECTED: Readonly<Record<string, Word>> = {
  string: {
    ja: '文字で書いてください。数字だけのときは " " で囲みます。',
    en: 'Write text here. Put quotation marks around what is digits alone.',
  },
  number: { ja: '数で書いてください。', en: 'Write a number here.' },
  int: { ja: '小数のない数で書いてください。', en: 'Write a whole number here.' },
  boolean: { ja: 'true か false で書いてください。', en: 'Write true or false here.' },
  array: {
    ja: '[ ] で囲んだ一覧か、「- 」で始まる行で書いてください。',
    en: 'Write a list here: in [ ], or in lines that begin with "- ".',
  },
  object: { ja: '「名前: 値」の組で書いてください。', en: 'Write pairs of "name: value" here.' },
}

const ALIKE: Readonly<Record<string, string>> = { record: 'object', tuple: 'array' }

/**
 * What is wrong with one value of a specification.
 * @param isMissing nothing stands there at all
 */
export function specificationFaultWord(issue: z.core.$ZodIssue, isMissing: boolean): Word {
  if (isMissing) return MISSING
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[ALIKE[issue.expected] ?? issue.expected] ?? UNFIT
    case 'invalid_value':
      return oneOf(issue.values.map(String))
    case 'invalid_union':
      return 'options' in issue ? oneOf((issue.options as readonly unknown[]).map(String)) : UNFIT
    case 'unrecognized_keys':
      return unknownKeys(issue.keys)
    case 'too_small':
      return boundWord(BOUNDS.least, issue.origin, Number(issue.minimum), issue.inclusive)
    case 'too_big':
      return boundWord(BOUNDS.most, issue.origin, Number(issue.maximum), issue.inclusive)
    case 'invalid_format':
      return 'includes' in issue ? including(String(issue.includes)) : UNFIT
    case 'invalid_key':
      return GAIJI
    case 'custom':
      return OWN_FAULTS[issue.message] ?? UNFIT
    default:
      return UNFIT
  }
}

const oneOf = (values: readonly string[]): Word =>
  values.length === 1
    ? { ja: `${values[0]} と書いてください。`, en: `Write ${values[0]} here.` }
    : { ja: `${values.join('、')} のどれかを書いてください。`, en: `Write one of these: ${values.join(', ')}.` }

const unknownKeys = (keys: readonly string[]): Word => ({
  ja: `${keys.map((key) => `「${key}」`).join('')}という設定はありません。`,
  en: `There is no setting ${keys.map((key) => `"${key}"`).join(', ')}.`,
})

const including = (part: string): Word => ({ ja: `${part} を入れてください。`, en: `It must contain ${part}.` })

interface Bound {
  readonly text: (limit: number) => Word
  readonly list: (limit: number) => Word
  readonly number: (limit: number) => Word
  readonly beyond: (limit: number) => Word
}

const BOUNDS: Readonly<Record<'least' | 'most', Bound>> = {
  least: {
    text: (limit) =>
      limit === 1
        ? { ja: '空のままにはできません。', en: 'This cannot be left empty.' }
        : { ja: `${limit}文字以上で書いてください。`, en: `Write at least ${limit} characters.` },
    list: (limit) =>
      limit === 1
        ? { ja: '1つも書かれていません。', en: 'At least one is needed here.' }
        : { ja: `値は${limit}個以上必要です。`, en: `At least ${limit} values are needed here.` },
    number: (limit) => ({ ja: `${limit}以上の数にしてください。`, en: `The number must be ${limit} or more.` }),
    beyond: (limit) => ({ ja: `${limit}より大きい数にしてください。`, en: `The number must be more than ${limit}.` }),
  },
  most: {
    text: (limit) => ({ ja: `${limit}文字以内で書いてください。`, en: `Write no more than ${limit} characters.` }),
    list: (limit) => ({ ja: `値は${limit}個までです。`, en: `No more than ${limit} values can stand here.` }),
    number: (limit) => ({ ja: `${limit}以下の数にしてください。`, en: `The number must be ${limit} or less.` }),
    beyond: (limit) => ({ ja: `${limit}より小さい数にしてください。`, en: `The number must be less than ${limit}.` }),
  },
}

function boundWord(bound: Bound, origin: string, limit: number, isInclusive = true): Word {
  if (origin === 'string') return bound.text(limit)
  if (origin === 'array' || origin === 'set') return bound.list(limit)
  return isInclusive ? bound.number(limit) : bound.beyond(limit)
}
