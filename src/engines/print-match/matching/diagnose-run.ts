import type { PrintTable } from '../print-run.ts'
import type { Diagnosis, DiagnosisKind, Mismatch, MismatchKind } from '../verdict.ts'
import { diagnosis } from '../words/diagnosis-words.ts'
import { SIDE_WORDS } from '../words/mismatch-words.ts'
import { blankSideWord, fieldFaultWords } from '../words/field-fault-words.ts'
import { placesWord, pressWords } from '../words/place-words.ts'
import type { CompiledSpecification } from './compile.ts'
import { hasLostCharacter } from './broken-font-map.ts'
import { isJoined } from './joined-bytes.ts'
import { diagnoseBacks, diagnosePages, type SheetPlaces } from './diagnose-backs.ts'
import { diagnoseOrder } from './diagnose-order.ts'
import { diagnoseSets } from './diagnose-sets.ts'
import type { RunLayout } from './layout.ts'
import type { UnexpectedText } from './unexpected-text.ts'

export interface RunFacts {
  readonly compiled: CompiledSpecification
  readonly data: PrintTable
  readonly layout: RunLayout
  readonly places: SheetPlaces
  /** For each sheet of the run as it should be: 1 where it was printed, or may have been. */
  readonly printed: Uint8Array
  readonly mismatches: readonly Mismatch[]
  /** Columns that no field prints, with the page where their values stand. */
  readonly undeclared: readonly UnexpectedText[]
  readonly shape: { readonly of: 'file' | 'scan'; readonly stackHeight: number }
}

const MOST_FIELDS = 8
const ofKind =
  (kind: MismatchKind) =>
  (mismatch: Mismatch): boolean =>
    mismatch.kind === kind
/** What is wrong with what stands on the sheets, and the sentence for it. */
const CONTENTS: readonly (readonly [DiagnosisKind, (mismatch: Mismatch) => boolean])[] = [
  ['children_wrong', ofKind('other_child')],
  ['others_text', ({ kind, otherRecord }) => kind === 'unexpected_text' && otherRecord !== undefined],
  ['text_unexpected', ({ kind, otherRecord }) => kind === 'unexpected_text' && otherRecord === undefined],
  ['template_wrong', ofKind('wrong_template')],
  ['inserts_differ', ofKind('not_same')],
  ['sides_blank', ofKind('blank_side')],
  ['unknown', ofKind('unknown_record')],
]

/** What happened to the run, the greatest first: how sheets and sides lie, then what is wrong on them. */
export function diagnoseRun(facts: RunFacts): Diagnosis[] {
  const { compiled, data, layout, places, printed, mismatches, shape } = facts
  const pages =
    layout.sidesPerSheet === 2 && shape.of === 'file' ? diagnosePages(places) : { found: [], from: Infinity }
  // What lies behind a page too few is explained by it.
  const upTo = before(places, pages.from)
  const backs = diagnoseBacks(upTo)
  const sets = shape.of === 'file' && pages.from === Infinity ? diagnoseSets(places) : { found: [], places }
  const order =
    shape.of === 'scan' || compiled.specification.sequence === 'any'
      ? missingOnly(mismatches)
      : pages.from === Infinity
        ? diagnoseOrder(sets.places, printed, data, layout)
        : []
  const lastSheet = places.sheets[pages.from - 1] ?? (pages.from === 0 ? 0 : Infinity)
  const rest = mismatches.filter(
    ({ side, sheet = 0 }) => sheet <= lastSheet && !(side === 'back' && backs.explained.has(sheet)),
  )
  const found = [
    ...pages.found,
    ...backs.found,
    ...sets.found,
    ...order,
    ...diagnoseContents(rest),
    ...unverifiedSheets(rest, facts),
    ...facts.undeclared.map(columnUndeclared),
  ]
  // Sheets without a value leave no trace in the places; but nothing is reported without a sentence.
  const outOfOrder = mismatches.filter(({ kind }) => kind === 'order')
  const told =
    found.length === 0 && outOfOrder.length > 0
      ? [diagnosis('order_mixed', { count: outOfOrder.length, sheet: outOfOrder[0]!.sheet ?? 0 })]
      : found
  return told.map((each) => withPress(each, facts))
}

/** Where several lie on one sheet: which press sheet the first one is on. */
function withPress(told: Diagnosis, { compiled, shape }: RunFacts): Diagnosis {
  const { imposition } = compiled.specification
  const sheet = Number(told.facts['from'] ?? told.facts['sheet'] ?? told.facts['after'] ?? 0)
  if (!imposition || shape.of === 'scan' || !(sheet > 0)) return told
  const [count, height] = [imposition.columns * imposition.rows, shape.stackHeight]
  const [press, cell] =
    height > 0
      ? [((sheet - 1) % height) + 1, Math.ceil(sheet / height)]
      : [Math.ceil(sheet / count), ((sheet - 1) % count) + 1]
  const { ja, en } = pressWords(sheet, press, cell)
  return { ...told, sentence: { ja: told.sentence.ja + ja, en: told.sentence.en + en } }
}

function before(places: SheetPlaces, from: number): SheetPlaces {
  if (from === Infinity) return places
  const { sheets, fronts, backs, fitting, sheetsPerRecord } = places
  return {
    sheets: sheets.slice(0, from),
    fronts: fronts.slice(0, from),
    backs: backs.slice(0, from),
    fitting: fitting.slice(0, from),
    sheetsPerRecord,
  }
}

/** Where order does not count: how many records are nowhere. */
function missingOnly(mismatches: readonly Mismatch[]): Diagnosis[] {
  const missing = mismatches.filter(({ kind }) => kind === 'missing_record')
  const twice = mismatches.find(({ kind }) => kind === 'printed_twice')
  const [first, last] = [missing[0], missing.at(-1)]
  const found: Diagnosis[] = []
  if (first && last) {
    const facts = { after: '?', key: first.record ?? '', line: first.line ?? 0 }
    found.push(
      missing.length === 1
        ? diagnosis('record_missing', facts)
        : diagnosis('records_missing', { ...facts, count: missing.length }),
    )
  }
  if (twice)
    found.push(diagnosis('record_repeated', { sheet: twice.sheet!, key: twice.record ?? '', line: twice.line ?? 0 }))
  return found
}

function columnUndeclared({ kind, at, page, column = '', count = 1 }: UnexpectedText): Diagnosis {
  return diagnosis(kind === 'undeclared_code' ? 'code_undeclared' : 'column_undeclared', {
    side: SIDE_WORDS[at.side]!,
    page,
    field: column,
    count,
    sheet: at.sheet,
  })
}

/** Why sheets could not be verified: the file does not say which characters these are, or it shows none. */
function unverifiedSheets(mismatches: readonly Mismatch[], { compiled, shape }: RunFacts): Diagnosis[] {
  const [lost, rest] = [new Set<number>(), new Set<number>()]
  for (const { kind, sheet = 0, field, printed = '', expected } of mismatches) {
    if (kind !== 'unverified') continue
    const isConstantText = shape.of === 'file' && field !== undefined && expected === undefined
    const isLost = hasLostCharacter(printed, compiled.rareLetters) || isJoined(printed, expected ?? '')
    ;(isLost || isConstantText ? lost : rest).add(sheet)
  }
  const told = (as: DiagnosisKind, of: readonly number[]) => {
    const sheets = of.toSorted((a, b) => a - b)
    return sheets.length === 0
      ? []
      : [diagnosis(as, { places: placesWord(sheets), count: sheets.length, sheet: sheets[0]! })]
  }
  return [
    ...told('characters_lost', [...lost]),
    ...told(
      'unverified',
      [...rest].filter((sheet) => !lost.has(sheet)),
    ),
  ]
}

function diagnoseContents(mismatches: readonly Mismatch[]): Diagnosis[] {
  const found: Diagnosis[] = []
  const sheetsOf = (is: (mismatch: Mismatch) => boolean) =>
    [...new Set(mismatches.filter(is).map(({ sheet = 0 }) => sheet))].sort((a, b) => a - b)
  for (const [as, is] of CONTENTS) {
    const sheets = sheetsOf(is)
    if (sheets.length > 0)
      found.push(diagnosis(as, { places: placesWord(sheets), count: sheets.length, sheet: sheets[0]! }))
  }
  const faults = new Map<
    string,
    { kind: keyof typeof fieldFaultWords; field: string; sheets: Set<number>; sheet: number }
  >()
  for (const { kind, field = '', sheet } of mismatches) {
    if (sheet === undefined || !(kind in fieldFaultWords)) continue
    const fault = kind as keyof typeof fieldFaultWords
    const known = faults.get(`${kind} ${field}`)
    if (known) known.sheets.add(sheet)
    else faults.set(`${kind} ${field}`, { kind: fault, field, sheets: new Set([sheet]), sheet })
  }
  for (const { kind, field, sheets, sheet } of [...faults.values()]
    .sort((a, b) => b.sheets.size - a.sheets.size)
    .slice(0, MOST_FIELDS))
    found.push(
      diagnosis('fields_wrong', {
        field: field === '' ? blankSideWord : field,
        what: fieldFaultWords[kind],
        places: placesWord([...sheets].sort((a, b) => a - b)),
        count: sheets.size,
        sheet,
      }),
    )
  for (const { kind, field, expected, printed } of mismatches)
    if (kind === 'count')
      found.push(diagnosis('counts', { what: field ?? '', expected: expected ?? '', found: printed ?? '' }))
  return dedupe(found)
}

/** The same count fault on many sheets is one sentence. */
function dedupe(found: readonly Diagnosis[]): Diagnosis[] {
  const seen = new Set<string>()
  return found.filter(({ kind, sentence }) => {
    if (kind !== 'counts') return true
    const isNew = !seen.has(sentence.ja)
    seen.add(sentence.ja)
    return isNew
  })
}
