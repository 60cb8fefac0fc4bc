import type { LinearPattern } from '../pattern/linear-pattern.ts'
import type { PrintRecord } from '../print-run.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import { hasOtherSelector, lacksSelector } from '../values/selectors.ts'
import { PAPER_TEXT } from '../reading/page-content.ts'
import type { MismatchKind } from '../verdict.ts'
import type { CompiledField, CompiledPage, CompiledSpecification } from './compile.ts'
import { hasLostCharacter, holdsAsFarAsKnown, isAlikeAsFarAsKnown } from './broken-font-map.ts'
import type { Slot } from './layout.ts'
import { hasMark } from './find-mark.ts'
import { holdsJoined, isJoined } from './joined-bytes.ts'
import { mayBePicture } from './pictured.ts'
import {
  boxOf,
  continuation,
  hasGaps,
  marksOf,
  otherOrders,
  type PageView,
  readArea,
  type Reading,
  readPattern,
} from './read-field.ts'

export interface FieldProblem {
  readonly kind: MismatchKind
  readonly field: string
  readonly compiled?: CompiledField
  readonly expected?: string
  readonly printed?: string
  readonly box?: readonly [number, number, number, number]
  /** Which child of the record this place is for. */
  readonly child?: number
}

/** A page held against the place of one record. */
export interface Comparison {
  /** Values that are not empty, and how many of them are printed. */
  readonly compared: number
  readonly matched: number
  readonly problems: readonly FieldProblem[]
  readonly variantsRead: number
  /** What the patterns of the page's fields have found. */
  readonly listed: readonly Reading[]
}

const NO_PROBLEMS: readonly FieldProblem[] = []
const NO_READINGS: readonly Reading[] = []
/** Nothing is printed, as it should be. */
export const NOTHING_COMPARED: Comparison = {
  compared: 0,
  matched: 0,
  problems: NO_PROBLEMS,
  variantsRead: 0,
  listed: NO_READINGS,
}
/** What print systems put in the place of a character they do not have. */
const STAND_INS = /[〓□■▯\uFFFD?？]/u
const PRIVATE = /\p{Co}/u

export type ComparePage = (view: PageView, slot: Slot, record: PrintRecord) => Comparison

/** @param of `scan`: only codes are compared, because paper has no text that a machine could read */
export function pageComparer(compiled: CompiledSpecification, of: 'file' | 'scan'): ComparePage {
  const withGaiji = gaijiReader(compiled)
  let isFileBroken = false
  return (view, slot, record) => {
    if (!slot.page || slot.page.page.blank) return compareBlank(view)
    isFileBroken ||= view.lacksCharacters()
    const state = { ...NOTHING_COMPARED, problems: NO_PROBLEMS as FieldProblem[], listed: NO_READINGS }
    const add = (problem: FieldProblem) => {
      if (state.problems.length === 0) state.problems = []
      state.problems.push(problem)
    }
    if (of === 'file')
      for (const mark of slot.page.marks)
        if (!hasMark(view, mark))
          add({ kind: isMarkLost(view, mark) ? 'unverified' : 'wrong_template', field: mark.text })
    for (const field of slot.page.fields) {
      if (of === 'scan' && field.field.read !== 'code') continue
      compareField(field, slot.page)
    }
    // A pattern finds nothing where the characters are lost that it looks for.
    if (view.lacksCharacters() || state.problems.some(({ kind }) => kind === 'unverified'))
      state.problems = state.problems.map((problem) =>
        problem.kind === 'field_missing' && problem.compiled?.pattern ? { ...problem, kind: 'unverified' } : problem,
      )
    return state

    function isMarkLost(on: PageView, { plain, text }: CompiledPage['marks'][number]) {
      return (
        holdsAsFarAsKnown(on.plain(), plain, isFileBroken, compiled.rareLetters) || holdsJoined(on.content.text, text)
      )
    }

    function compareField(field: CompiledField, page: CompiledPage) {
      const rows = field.isChild ? field.rowCount : 1
      const isListed = field.field.read === 'text' && field.pattern !== undefined
      const listed = isListed ? listOf(field, field.pattern) : NO_READINGS
      if (listed.length > 0) state.listed = state.listed.concat(listed)
      if (field.isChild && !page.repeatFor && record.children.length > rows && !isListed)
        add({
          kind: 'count',
          field: field.field.name,
          compiled: field,
          expected: String(record.children.length),
          printed: String(rows),
        })
      const rowCount = isListed && field.isChild ? Math.max(listed.length, childrenOn(field, page)) : rows
      for (let row = 0; row < rowCount; row++) {
        const child = slot.firstChild + row
        const values = field.isChild ? record.children[child] : record.values
        const isThere = values !== undefined && (!field.isChild || page.repeatFor === undefined || row < page.repeatFor)
        const value = isThere ? valueOf(field, values) : ''
        const reading =
          field.field.read === 'code'
            ? readCode(view, field)
            : isListed
              ? (listed[row] ?? NONE)
              : readArea(view.content, field.areaOf(row)!)
        compareValue(field, value, reading, row, field.isChild ? child : undefined, isThere)
      }
    }

    /** With the spaces of the text, or without those that may be none: as more values are found. */
    function listOf(field: CompiledField, pattern: LinearPattern): readonly Reading[] {
      const loose = readPattern(view, pattern, field.field.area)
      if (!hasGaps(view.content)) return loose
      const rightOf = (readings: readonly Reading[]) =>
        readings.filter((reading, row) => {
          const values = field.isChild ? record.children[slot.firstChild + row] : record.values
          return values && equals(field, valueOf(field, values), reading, view) !== 'no'
        }).length
      const tight = readPattern(view, pattern, field.field.area, true)
      return rightOf(tight) > rightOf(loose) ? tight : loose
    }

    function childrenOn(field: CompiledField, page: CompiledPage): number {
      return Math.min(page.repeatFor ?? Infinity, Math.max(0, record.children.length - slot.firstChild))
    }

    function compareValue(
      field: CompiledField,
      value: string,
      reading: Reading,
      row: number,
      child: number | undefined,
      isThere: boolean,
    ) {
      const at = { field: field.field.name, compiled: field, ...(child !== undefined && { child }) }
      if (value === '') {
        const printed = normalised(reading.text)
        if (printed === '' || (isThere && printed === field.before + field.after)) return
        state.compared++
        return add({
          kind: child === undefined ? 'field_differs' : 'other_child',
          ...at,
          expected: '',
          ...printedAt(view, reading),
        })
      }
      state.compared++
      const equality = equals(field, value, reading, view)
      if (equality === 'same' || equality === 'variant') {
        const marks = reading.units.length === 0 ? undefined : marksOf(view.content, reading)
        const kind = (marks && kindOfMarks(marks)) ?? kindOfForm(field, value, reading)
        if (!kind && equality === 'same') {
          if (lacksSelector(value, reading.text)) state.variantsRead++
          return void state.matched++
        }
        if (!kind && field.field.variants === 'same') return void (state.matched++, state.variantsRead++)
        if (!kind) state.matched++
        return add({ kind: kind ?? 'variant', ...at, expected: value, ...printedAt(view, reading) })
      }
      const kind = kindOfDifference(field, value, reading)
      const area = field.areaOf(row)
      const isPictured =
        (kind === 'field_missing' || kind === 'cut_off' || kind === 'field_differs') &&
        area !== undefined &&
        field.field.read === 'text' &&
        mayBePicture(
          view.content,
          area,
          normalised(withGaiji(reading.text)),
          normalised(withGaiji(field.before + value + field.after)),
        )
      add({ kind: isPictured ? 'unverified' : kind, ...at, expected: value, ...printedAt(view, reading) })
    }

    /** Of a text whose characters are as they should be: what form they are printed in is another question. */
    function kindOfForm({ field }: CompiledField, value: string, { text }: Reading): MismatchKind | undefined {
      if (field.read === 'code') return undefined
      // The same number of a private character is another shape in another font.
      if (PRIVATE.test(text) && PRIVATE.test(withGaiji(text))) return 'gaiji'
      return field.variants === 'exact' && hasOtherSelector(value, text) ? 'variant' : undefined
    }

    function kindOfDifference(field: CompiledField, value: string, reading: Reading): MismatchKind {
      if (field.field.read === 'code') return reading.text === '' ? 'unverified' : 'field_differs'
      if (reading.text === '') return 'field_missing'
      if (isJoined(reading.text, field.field.before + value + field.field.after)) return 'unverified'
      const marks = marksOf(view.content, reading)
      if (marks?.isUnknown) return 'unverified'
      if (marks?.hasNoGlyph) return 'missing_glyph'
      const more = continuation(view.content, reading)
      const whole = more.units.length > 0 && {
        units: [...reading.units, ...more.units],
        text: reading.text + more.text,
      }
      if (whole && equals(field, value, whole, view) !== 'no') return 'overflow'
      const [printed, expected] = [
        normalised(withGaiji(reading.text)),
        normalised(withGaiji(field.before + value + field.after)),
      ]
      const isLost =
        field.field.as === 'text'
          ? isAlikeAsFarAsKnown(printed, expected, isFileBroken, compiled.rareLetters)
          : hasLostCharacter(printed, compiled.rareLetters)
      if (isLost && (marks?.hasUnknown || !printed.includes('\uFFFD'))) return 'unverified'
      if (
        printed.length > 0 &&
        printed.length < expected.length &&
        (expected.startsWith(printed) || expected.endsWith(printed))
      )
        return 'cut_off'
      if (PRIVATE.test(printed) && alikeButFor(printed, expected, PRIVATE)) return 'gaiji'
      if (alikeButFor(printed, expected, STAND_INS)) return 'missing_glyph'
      return 'field_differs'
    }

    function equals(field: CompiledField, value: string, reading: Reading, page: PageView): 'same' | 'variant' | 'no' {
      if (field.field.read === 'code') return isSame(field, value, reading.text) ? 'same' : 'no'
      if (isSame(field, value, reading.text)) return 'same'
      if (reading.units.length === 0) return 'no'
      const orders = otherOrders(page.content, reading)
      if (orders.some((text) => isSame(field, value, text))) return 'same'
      return field.field.as === 'text' &&
        withVariantsRead(normalised(withGaiji(reading.text))) ===
          withVariantsRead(normalised(withGaiji(field.before + value + field.after)))
        ? 'variant'
        : 'no'
    }

    function isSame(field: CompiledField, value: string, text: string): boolean {
      const whole =
        field.field.before === '' && field.field.after === '' ? value : field.field.before + value + field.field.after
      if (text === whole) return true
      const [printed, expected] = [normalised(withGaiji(text)), normalised(withGaiji(whole))]
      if (printed === expected) return true
      if (field.field.as === 'text') return false
      return meaningOf(bare(printed, field), field.field.as) === meaningOf(value, field.field.as)
    }
  }
}

const NONE: Reading = { text: '', units: [] }

/** The text between what always stands before and after it. */
export function bare(printed: string, field: CompiledField): string {
  let text = printed
  if (field.before !== '' && text.startsWith(field.before)) text = text.slice(field.before.length)
  if (field.after !== '' && text.endsWith(field.after)) text = text.slice(0, text.length - field.after.length)
  return text
}

export function valueOf(field: CompiledField, values: readonly string[]): string {
  if (field.columns.length === 1) return (values[field.columns[0]!] ?? '').trim()
  return field.columns
    .map((column) => values[column] ?? '')
    .join('')
    .trim()
}

export function readCode({ content }: PageView, field: CompiledField): Reading {
  const codes = content.codes.filter(
    (code) =>
      code.format !== PAPER_TEXT &&
      (field.codeArea === undefined || code.area === field.codeArea || code.area === -1) &&
      (field.field.code === undefined || code.format === field.field.code),
  )
  for (const { text } of codes) {
    const found = field.pattern ? field.pattern.first(text) : { text }
    if (found) return { text: found.text, units: [] }
  }
  return NONE
}

function compareBlank(view: PageView): Comparison {
  return view.isBlank() ? NOTHING_COMPARED : { ...NOTHING_COMPARED, problems: [{ kind: 'not_blank', field: '' }] }
}

function kindOfMarks(marks: NonNullable<ReturnType<typeof marksOf>>): MismatchKind | undefined {
  // What lies under something else shows no glyph either.
  if (marks.hasNoGlyph && !marks.isHidden) return 'missing_glyph'
  if (marks.isCut) return 'cut_off'
  if (marks.isHidden) return 'covered'
  return marks.isNotEmbedded ? 'unverified' : undefined
}

function printedAt(view: PageView, reading: Reading) {
  const box = boxOf(view.content, reading)
  return { printed: reading.text, ...(box && { box }) }
}

/** Equal but for places where the printed text has a stand-in, and at least one of those. */
function alikeButFor(printed: string, expected: string, standIn: RegExp): boolean {
  const [ours, theirs] = [Array.from(printed), Array.from(expected)]
  if (ours.length !== theirs.length) return false
  let count = 0
  for (let i = 0; i < ours.length; i++) {
    if (ours[i] === theirs[i]) continue
    if (!standIn.test(ours[i]!)) return false
    count++
  }
  return count > 0
}

/** 外字 read as what the specification says they stand for. */
function gaijiReader({ gaiji }: CompiledSpecification): (text: string) => string {
  if (gaiji.size === 0) return (text) => text
  return (text) => {
    if (!PRIVATE.test(text)) return text
    let read = ''
    for (const each of text) read += gaiji.get(each) ?? each
    return read
  }
}
