import type { PrintTable } from '../print-run.ts'
import type { Mismatch, MismatchKind, Side } from '../verdict.ts'
import { mismatchDetail } from '../words/mismatch-words.ts'
import { hasLostCharacter, isLost } from './broken-font-map.ts'
import type { FieldProblem } from './compare-page.ts'
import type { CompiledSpecification } from './compile.ts'
import type { Identifier } from './identify.ts'
import type { RunLayout } from './layout.ts'
import type { PageView } from './read-field.ts'
import { type Identity, isRight } from './weigh-identity.ts'

const AROUND_LOST = 30

/** One sheet as it comes: its sides, and the pages of the PDF on which they stand (from 1). */
export interface SheetInput {
  readonly sheet: number
  readonly views: readonly PageView[]
  readonly pages: readonly number[]
}

export const SIDES: readonly Side[] = ['front', 'back']
/** Findings of a machine that could not look. */
export const isUnread = (kind: MismatchKind) => kind === 'unverified'

/** What is wrong on a sheet of which it is known whose it is. */
export function sheetJudge(compiled: CompiledSpecification, data: PrintTable, layout: RunLayout, identify: Identifier) {
  const recordAt = (ordinal: number) => data.records[layout.recordOf(ordinal)]!
  return { judge, mayBeBlank }

  /** Empty, and nothing of this record is to be printed there. */
  function mayBeBlank(view: PageView, ordinal: number, side: 0 | 1): boolean {
    if (!view.isBlank() || ordinal < 0 || ordinal >= layout.sheetCount) return false
    return isEmptySlot(ordinal, side) || isRight(identify.compareAt(view, ordinal, side).comparison)
  }

  function isEmptySlot(ordinal: number, side: 0 | 1): boolean {
    if (ordinal < 0 || ordinal >= layout.sheetCount) return false
    const { page } = layout.slotAt(ordinal, side)
    return page === undefined || page.page.blank
  }

  /**
   * @param ordinal the sheet of the run that this one is for
   * @param front whose its sides are; undefined where nobody knows
   */
  function judge(
    input: SheetInput,
    ordinal: number,
    front: Identity | undefined,
    back: Identity | undefined,
    isRepeated: boolean,
  ): Mismatch[] {
    const record = recordAt(ordinal)
    const found: Mismatch[] = []
    const add = (kind: MismatchKind, side: 0 | 1, facts: Partial<Mismatch> = {}, problem?: FieldProblem) => {
      const base = {
        sheet: input.sheet,
        page: input.pages[side]!,
        side: SIDES[side]!,
        record: record.key,
        line: record.line,
      }
      const mismatch = { kind, ...base, ...facts }
      found.push({ ...mismatch, detail: mismatchDetail(mismatch, problem?.child) })
    }
    const judgeSide = (side: 0 | 1, identity: Identity | undefined) => {
      const view = input.views[side]
      if (!view) return
      if (!identity) {
        if (view.isBlank()) return mayBeBlank(view, ordinal, side) ? undefined : judgeBlank(side, view)
        if (isEmptySlot(ordinal, side)) return add('not_blank', side)
        return judgeUnknown(side, view)
      }
      const isOther = identity.ordinal !== ordinal || identity.side !== side
      if (isOther) {
        const other = recordAt(identity.ordinal)
        add(other === record ? 'order' : 'other_record', side, { otherRecord: other.key })
      }
      for (const problem of identity.comparison.problems)
        addProblem(add, side, problem, view, layout.recordOf(identity.ordinal))
    }
    /** Nothing is seen; but where values lie under something, they are covered. */
    const judgeBlank = (side: 0 | 1, view: PageView) => {
      const { problems } = identify.compareAt(view, ordinal, side).comparison
      const covered = problems.filter(({ kind }) => kind === 'covered')
      for (const problem of covered) addProblem(add, side, problem, view, layout.recordOf(ordinal))
      if (covered.length === 0) add('blank_side', side)
    }
    /** Nobody's page; but where it shows values of others, these are named. */
    const judgeUnknown = (side: 0 | 1, view: PageView) => {
      if (view.isUnreadable()) return add('unverified', side, lostText(view))
      const { problems } = identify.compareAt(view, ordinal, side).comparison
      const ofAnother = problems.filter((problem) => isOfAnother(problem, layout.recordOf(ordinal)))
      for (const problem of ofAnother) addProblem(add, side, problem, view, layout.recordOf(ordinal))
      // Names and amounts that others have as well do not make a page theirs.
      if (ofAnother.length * 2 > problems.length) return undefined
      // Where characters are lost the page may well be this record's.
      return add(problems.some(({ kind }) => isUnread(kind)) ? 'unverified' : 'unknown_record', side)
    }
    judgeSide(0, front)
    judgeSide(1, back)
    if (isRepeated) add('printed_twice', 0)
    return found
  }

  /** A little of a line whose characters are lost: the file has text, and does not say which. */
  function lostText({ content }: PageView): Partial<Mismatch> {
    const line = content.text.split('\n').find((each) => hasLostCharacter(each, compiled.rareLetters))
    if (line === undefined) return {}
    const letters = Array.from(line.trim())
    const at = letters.findIndex((each) => isLost(each, compiled.rareLetters))
    // Put together anew: a part of a page's text would keep all of that in memory.
    return { printed: letters.slice(Math.max(0, at - AROUND_LOST), at + AROUND_LOST).join('') }
  }

  function isOfAnother({ compiled: of, printed = '' }: FieldProblem, record: number): boolean {
    return of !== undefined && printed !== '' && identify.ownersOf(of, printed).some((each) => each !== record)
  }

  function addProblem(
    add: (kind: MismatchKind, side: 0 | 1, facts?: Partial<Mismatch>, problem?: FieldProblem) => void,
    side: 0 | 1,
    problem: FieldProblem,
    view: PageView,
    record: number,
  ) {
    const { kind, field, expected, printed, box, compiled: of } = problem
    const facts: Partial<Mismatch> = {
      ...(field !== '' && { field }),
      ...(expected !== undefined && { expected }),
      ...(printed !== undefined && { printed }),
      ...(box && { box }),
    }
    if (view.isUnreadable() && kind !== 'not_blank') return add('unverified', side, facts, problem)
    const isValue = of && printed && (kind === 'field_differs' || kind === 'other_child')
    const owner = isValue ? identify.ownersOf(of, printed).find((each) => each !== record) : undefined
    if (owner === undefined) return add(kind, side, facts, problem)
    add(of!.isChild ? 'other_child' : kind, side, { ...facts, otherRecord: data.records[owner]!.key }, problem)
  }
}
