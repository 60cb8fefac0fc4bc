import { CannotVerify } from '../cannot-verify.ts'
import type { PrintTable } from '../print-run.ts'
import type { Mismatch, MismatchKind, PrintSummary, SheetSpan, SheetState, SheetVerdict } from '../verdict.ts'
import { SHEET_STATES } from '../verdict.ts'
import { mismatchDetail } from '../words/mismatch-words.ts'
import { besideFields } from './beside-fields.ts'
import { BANNER_PLACE, type CheckedSheet, type Lane, sheetChecker, UNKNOWN_PLACE } from './check-sheet.ts'
import { pageComparer } from './compare-page.ts'
import type { CompiledSpecification } from './compile.ts'
import type { SheetPlaces } from './diagnose-backs.ts'
import { diagnoseRun } from './diagnose-run.ts'
import { diagnoseSets } from './diagnose-sets.ts'
import { identifier } from './identify.ts'
import { runLayout } from './layout.ts'
import { outOfOrder } from './diagnose-order.ts'
import { nobodysSheets, type PlacedSheet } from './nobodys-sheets.ts'
import type { PageView } from './read-field.ts'
import { scanChecker } from './scan-sheet.ts'
import { type SideWithCodes, strayCodes } from './stray-codes.ts'
import type { StrayCode, StraySide } from './stray-watch.ts'
import { type UnexpectedText, unexpectedText } from './unexpected-text.ts'

export interface RunShape {
  readonly of: 'file' | 'scan'
  /** Logical sheets at most: printed ones times cells. */
  readonly sheetCount: number
  /** Sheets in each stack of a cut-and-stack imposition; 0 without. */
  readonly stackHeight: number
}

export interface RunMatcher {
  /** @param index of the sheet in the run, from 0. @returns undefined for an empty cell after the end of the data */
  check(index: number, views: readonly PageView[], pages: readonly number[]): SheetVerdict | undefined
  /** A side of a sheet that is right by its fields, and what codes it has beside them. */
  seeCodes(side: Pick<StraySide, 'index' | 'side' | 'page'>, codes: readonly StrayCode[]): void
  mismatchCount(): number
  finish(pageCount: number, hashes: PrintSummary['hashes']): PrintSummary
}

const MOST_TOLD = 10_000
const NOT_COUNTED = 255
const MISMATCH = SHEET_STATES.indexOf('mismatch')
/** After so many sheets without one value of the data on them, the three do not belong together. */
const SHEETS_TO_FIT = 10

/** Judges the sheets of a run one after the other, and says at the end what happened to the run. */
export function runMatcher(compiled: CompiledSpecification, data: PrintTable, shape: RunShape): RunMatcher {
  const layout = runLayout(compiled, data.records)
  const identify = identifier(compiled, data, layout, pageComparer(compiled, shape.of))
  const printed = new Uint8Array(layout.sheetCount)
  const wasPrinted = (ordinal: number) => {
    const before = printed[ordinal] === 1
    printed[ordinal] = 1
    return before
  }
  const beside = besideFields(shape.sheetCount)
  const checkSheet =
    shape.of === 'scan'
      ? scanChecker(compiled, data, layout, identify, wasPrinted)
      : sheetChecker(compiled, data, layout, identify, wasPrinted, beside)
  const states = new Uint8Array(shape.sheetCount).fill(NOT_COUNTED)
  const fronts = new Int32Array(shape.sheetCount).fill(BANNER_PLACE)
  const backs = new Int32Array(shape.sheetCount).fill(BANNER_PLACE)
  const fitting = new Uint16Array(shape.sheetCount)
  const lanes: Lane[] = []
  const nobodys = nobodysSheets(data, layout)
  const mismatches: Mismatch[] = []
  let [mismatchCount, variantsRead, known, judged] = [0, 0, 0, 0]
  const withCodes: SideWithCodes[] = []
  const bannerCounts = compiled.banners.map(() => 0)

  const tell = (found: readonly Mismatch[]) => {
    mismatchCount += found.length
    for (const mismatch of found) if (mismatches.length < MOST_TOLD) mismatches.push(mismatch)
  }

  return {
    mismatchCount: () => mismatchCount,
    seeCodes({ index, side, page: pdfPage }, codes) {
      const ordinal = fronts[index]! >> 1
      if (ordinal < 0 || codes.length === 0) return
      const { page } = layout.slotAt(ordinal, side)
      const at = { sheet: index + 1, page: pdfPage, side, record: layout.recordOf(ordinal) }
      if (page) withCodes.push({ at, page, codes })
    },
    check(index, views, pages) {
      const laneNumber = shape.stackHeight === 0 ? 0 : Math.floor(index / shape.stackHeight)
      const start = laneNumber * shape.stackHeight
      const lane = (lanes[laneNumber] ??= { expected: start, lastFront: start - 1, lastBack: start - 1, shift: 0 })
      const isFile = shape.of === 'file'
      if (
        isFile &&
        lane.expected >= layout.sheetCount &&
        compiled.specification.imposition &&
        views.every((view) => view.isBlank())
      )
        return undefined
      if (index === 0 && isFile) checkFits(compiled, views)
      const checked: CheckedSheet = checkSheet({ sheet: index + 1, views, pages }, lane)
      states[index] = SHEET_STATES.indexOf(checked.state)
      ;[fronts[index], backs[index]] = checked.places
      if (checked.seemsRepeated !== undefined) nobodys.repeated({ index, ordinal: checked.seemsRepeated })
      fitting[index] = checked.fitting ?? 0
      variantsRead += checked.variantsRead
      if (checked.banner !== undefined) bannerCounts[checked.banner]!++
      else judged++
      if (checked.places.some((place) => place >= 0) || checked.state !== 'mismatch') known++
      if (isFile && judged === SHEETS_TO_FIT && known === 0) throw doesNotFit()
      tell(checked.mismatches)
      return {
        sheet: index + 1,
        state: checked.state,
        pages,
        ...(checked.record !== undefined && { record: data.records[checked.record]!.key }),
        mismatches: checked.mismatches,
      }
    },
    finish(pageCount, hashes) {
      const moved = shape.of === 'file' ? settleNobodys() : new Set<number>()
      const { sheets, places } = withoutBanners()
      let undeclared: readonly UnexpectedText[] = []
      const children = data.records.reduce((sum, record) => sum + record.children.length, 0)
      if (shape.of === 'file') {
        if (compiled.specification.sequence === 'data') markOrder(places, moved)
        tell(missing())
        undeclared = tellBeside()
      }
      const count = (state: SheetState) => states.filter((each) => each === SHEET_STATES.indexOf(state)).length
      const counts = wrongCounts(sheets.length, children)
      tell(counts)
      const diagnosis = diagnoseRun({ compiled, data, layout, places, printed, mismatches, undeclared, shape })
      const unverified = count('unverified')
      const isWrong = mismatches.some(({ kind }) => kind !== 'unverified')
      return {
        outcome: isWrong ? 'mismatches' : unverified > 0 || mismatchCount > 0 || judged === 0 ? 'unverified' : 'right',
        pages: pageCount,
        sheets: sheets.length,
        records: data.records.length,
        children,
        ok: count('ok'),
        unverified,
        banners: count('banner'),
        mismatchCount,
        mismatches,
        diagnosis,
        spans: spansOf(states),
        variantsRead,
        hashes,
      }
    },
  }

  function doesNotFit(): CannotVerify {
    const page = compiled.pages.find(({ fields }) => fields.length > 0)
    const field = page!.fields[0]!.field
    const facts = {
      page: 1,
      field: field.name,
      column: field.columns.join('+'),
      line: data.records[0]?.line ?? 0,
      sheets: SHEETS_TO_FIT,
    }
    return new CannotVerify('specification_does_not_fit', facts)
  }

  /** Those that were only moved get the place that is theirs. @returns the numbers of their sheets, from 1 */
  function settleNobodys(): ReadonlySet<number> {
    const { moved, twice } = nobodys.settle(printed)
    for (const { index, ordinal } of moved) fronts[index] = ordinal * 2
    tell(twice.map(toldTwice))
    return new Set(moved.map(({ index }) => index + 1))
  }

  function toldTwice({ index, ordinal }: PlacedSheet): Mismatch {
    const { key, line } = data.records[layout.recordOf(ordinal)]!
    const base = { kind: 'printed_twice', sheet: index + 1, side: 'front', record: key, line } as const
    states[index] = SHEET_STATES.indexOf('mismatch')
    return { ...base, detail: mismatchDetail(base) }
  }

  function withoutBanners() {
    const numbers: number[] = []
    for (let i = 0; i < states.length; i++) if (states[i] !== NOT_COUNTED && fronts[i] !== BANNER_PLACE) numbers.push(i)
    const sheets = Int32Array.from(numbers, (i) => i + 1)
    const lengths = new Set(data.records.map((_, record) => layout.slotsOf(record).length / layout.sidesPerSheet))
    const sheetsPerRecord = lengths.size === 1 ? [...lengths][0]! : 0
    const pick = (from: Int32Array) => Int32Array.from(numbers, (i) => from[i]!)
    const places = {
      sheets,
      fronts: pick(fronts),
      backs: pick(backs),
      fitting: Uint16Array.from(numbers, (i) => fitting[i]!),
    }
    return { sheets, places: { ...places, sheetsPerRecord } }
  }

  function markOrder(places: SheetPlaces, moved: ReadonlySet<number>) {
    const { sheets, fronts } = places
    const sets = diagnoseSets(places)
    // What is printed a second time is told as such; the others may lie in their order all the same.
    const twice = new Set(mismatches.flatMap(({ kind, sheet }) => (kind === 'printed_twice' ? (sheet ?? []) : [])))
    const inOrder = sets.places.fronts.map((place, at) => (twice.has(sheets[at]!) ? UNKNOWN_PLACE : place))
    const wrong = new Set(outOfOrder(inOrder))
    sheets.forEach((sheet, at) => (moved.has(sheet) || (sets.mixed.has(sheet) && !twice.has(sheet))) && wrong.add(at))
    for (const at of wrong) {
      const place = fronts[at]!
      const record = data.records[layout.recordOf(place >> 1)]!
      const base = { kind: 'order', sheet: sheets[at]!, record: record.key, line: record.line } as const
      const isTold = place % 2 === 1 // a back on a front has been told already
      if (!isTold) tell([{ ...base, detail: mismatchDetail(base) }])
      states[sheets[at]! - 1] = SHEET_STATES.indexOf('mismatch')
    }
  }

  /** Text beside the fields can be judged only when all of the run was seen. @returns the columns that no field prints */
  function tellBeside(): UnexpectedText[] {
    const isInOrder = !mismatches.some(({ kind }) => kind === 'order' || kind === 'printed_twice')
    const found = [...unexpectedText(beside, compiled, data, isInOrder), ...strayCodes(withCodes, compiled, data)].sort(
      (a, b) => a.at.sheet - b.at.sheet,
    )
    tell(found.map(toldBeside))
    for (const { kind, at } of found) {
      const state: SheetState = kind === 'unverified' && states[at.sheet - 1] !== MISMATCH ? 'unverified' : 'mismatch'
      if (!isUndeclared(kind)) states[at.sheet - 1] = SHEET_STATES.indexOf(state)
    }
    return found.filter(({ kind }) => isUndeclared(kind))
  }

  function toldBeside({ kind, at, page, printed, box, owner, column }: UnexpectedText): Mismatch {
    const { key, line } = data.records[at.record]!
    const base = {
      ...({ kind, sheet: at.sheet, page: at.page, side: at.side === 0 ? 'front' : 'back', record: key, line } as const),
      ...(printed !== undefined && { printed }),
      ...(box && { box }),
      ...(owner !== undefined && { otherRecord: data.records[owner]!.key }),
      ...(kind === 'not_same' && { field: page }),
      ...(column !== undefined && { field: column }),
    }
    return { ...base, detail: mismatchDetail(base) }
  }

  /** Records of which no sheet, or not every sheet, was printed. */
  function missing(): Mismatch[] {
    const found: Mismatch[] = []
    data.records.forEach(({ key, line }, record) => {
      const first = layout.firstSheetOf(record)
      const size = layout.slotsOf(record).length / layout.sidesPerSheet
      let there = 0
      for (let sheet = 0; sheet < size; sheet++) there += printed[first + sheet]!
      if (there === size) return
      const base = {
        kind: there === 0 ? 'missing_record' : 'missing_page',
        record: key,
        line,
        expected: String(size),
        printed: String(there),
      } as const
      found.push({ ...base, detail: mismatchDetail(base) })
    })
    return found
  }

  /** Sides of the sheets that were printed, which are the same in every set. */
  function insertCount(): number {
    let count = 0
    for (let ordinal = 0; ordinal < layout.sheetCount; ordinal++)
      for (let side = 0; printed[ordinal] === 1 && side < layout.sidesPerSheet; side++)
        if (layout.slotAt(ordinal, side as 0 | 1).page?.page.constant) count++
    return count
  }

  function wrongCounts(sheetCount: number, childCount: number): Mismatch[] {
    const { counts, banners } = compiled.specification
    const inserts = counts.inserts === undefined ? 0 : insertCount()
    const pairs: [string, number | undefined, number][] = [
      ['レコード(records)', counts.records, data.records.length],
      ['子(children)', counts.children, childCount],
      ['用紙(sheets)', counts.sheets, sheetCount],
      ['差し込み(inserts)', counts.inserts, inserts],
      ...banners.map(({ name, count }, i): [string, number | undefined, number] => [name, count, bannerCounts[i]!]),
    ]
    return pairs.flatMap(([field, agreed, found]) => {
      if (agreed === undefined || agreed === found) return []
      const base = { kind: 'count', field, expected: String(agreed), printed: String(found) } as const
      return [{ ...base, detail: mismatchDetail(base) }]
    })
  }
}

/** What the specification lacks: no sheet is wrong by it. */
const isUndeclared = (kind: MismatchKind) => kind === 'undeclared_column' || kind === 'undeclared_code'

/** @throws CannotVerify `field_outside_page` */
function checkFits({ pages, specification }: CompiledSpecification, views: readonly PageView[]) {
  const { widthMm, heightMm } = views[0]!.content
  for (const { page, fields } of pages)
    for (const compiled of fields) {
      if (compiled.field.read === 'code' && !specification.imposition) continue
      for (let row = 0; row < compiled.rowCount; row++) {
        const area = compiled.areaOf(row)
        if (!area) continue
        const isOutside = area[0] < -1 || area[1] < -1 || area[0] >= widthMm || area[1] >= heightMm
        if (!isOutside) continue
        const facts = {
          field: compiled.field.name,
          page: page.name,
          row: row + 1,
          widthMm: Math.round(widthMm),
          heightMm: Math.round(heightMm),
        }
        throw new CannotVerify('field_outside_page', facts)
      }
    }
}

function spansOf(states: Uint8Array): SheetSpan[] {
  const spans: { from: number; to: number; state: SheetState }[] = []
  for (let i = 0; i < states.length; i++) {
    if (states[i] === NOT_COUNTED) continue
    const state = SHEET_STATES[states[i]!]!
    const last = spans.at(-1)
    if (last && last.state === state && last.to === i) last.to = i + 1
    else spans.push({ from: i + 1, to: i + 1, state })
  }
  return spans
}
