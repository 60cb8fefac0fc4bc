import type { PrintTable } from '../print-run.ts'
import type { Mismatch, MismatchKind, SheetState } from '../verdict.ts'
import { mismatchDetail } from '../words/mismatch-words.ts'
import { type BannerSheet, bannerReader } from './banner-sheet.ts'
import type { BesideFields } from './beside-fields.ts'
import { NOTHING_COMPARED } from './compare-page.ts'
import type { CompiledSpecification } from './compile.ts'
import { distanceBit, MOST_DISTANCE } from './diagnose-backs.ts'
import type { Identifier } from './identify.ts'
import { isUnread, type SheetInput, sheetJudge, SIDES } from './judge-sheet.ts'
import type { RunLayout } from './layout.ts'
import type { PageView } from './read-field.ts'
import { type Identity, isMostly, isRight, saysWhose } from './weigh-identity.ts'

/** Where the run stands in one lane; sheets of a lane follow each other. */
export interface Lane {
  expected: number
  lastFront: number
  lastBack: number
  /** How far the back before was from its front. */
  shift: number
}

export interface CheckedSheet {
  readonly state: SheetState
  readonly mismatches: readonly Mismatch[]
  /** Place of each side in the run as it should be (`ordinal × 2 + side`); -1 where it is not known, -2 for a banner. */
  readonly places: readonly [number, number]
  /** The record that this sheet is for. */
  readonly record?: number
  readonly variantsRead: number
  readonly banner?: number
  /** Taken for this sheet of the run, which was there before; but it carries no value, and may be another like it. */
  readonly seemsRepeated?: number
  /** The back is wrong and says nobody's name: how far from the front's the records lie whose back it may be. */
  readonly fitting?: number
}

export const UNKNOWN_PLACE = -1
export const BANNER_PLACE = -2
/**
 * @param wasPrinted marks an ordinal, and says whether it was before
 * @param beside is shown each side that is right by its fields
 * @returns a function that judges the sheets of a run one by one
 */
export function sheetChecker(
  compiled: CompiledSpecification,
  data: PrintTable,
  layout: RunLayout,
  identify: Identifier,
  wasPrinted: (ordinal: number) => boolean,
  beside: BesideFields,
): (input: SheetInput, lane: Lane) => CheckedSheet {
  const bannerOf = bannerReader(compiled)
  const { judge, mayBeBlank } = sheetJudge(compiled, data, layout, identify)

  return (input, lane) => {
    const { views } = input
    const likely = [lane.expected, lane.lastFront + 1, lane.lastFront - 1, lane.lastFront]
    const front = identify.identify(views[0]!, 0, likely)
    const isExpected = front?.ordinal === lane.expected && front.side === 0 && isRight(front.comparison)
    const banner = isExpected ? undefined : bannerOf(views)
    if (banner && !isSomebodys(banner, views, front)) return checkBanner(input, banner)
    // An empty front is nobody's, even where the specification has an empty page.
    const known = views[0]!.isBlank() && !mayBeBlank(views[0]!, lane.expected, 0) ? undefined : front
    const anchor = known?.side === 0 ? known.ordinal : undefined
    const backHints = [
      ...(anchor === undefined ? [] : [anchor]),
      (anchor ?? lane.expected) + lane.shift,
      lane.lastBack + 1,
      lane.expected,
      lane.lastBack - 1,
      lane.lastBack,
    ]
    const back = views[1] && identifyBack(views[1], anchor ?? lane.expected, backHints, anchor, lane.shift)
    const ordinal = anchor ?? (back && back.side === 1 ? back.ordinal : (known?.ordinal ?? lane.expected))
    const wasThere = known?.side === 0 && wasPrinted(known.ordinal)
    const isTold = [known, back].some((side) => side && saysWhose(side))
    const mismatches = judge(input, Math.min(ordinal, layout.sheetCount - 1), known, back, wasThere && isTold)
    ;[known, back].forEach((identity, side) => {
      if (identity && !mismatches.some((each) => each.side === SIDES[side])) lookBeside(input, identity)
    })
    const isAnchored = known !== undefined || back !== undefined
    // A sheet that cannot be read may well be the one that belongs here: it is not also missing.
    const isUnknown = mismatches.some(({ kind, side }) => isUnread(kind) && side === 'front')
    if (!known && (back?.side === 1 || isUnknown || views.some((view) => view.isUnreadable()))) wasPrinted(ordinal)
    if (known) lane.lastFront = known.ordinal
    if (back) lane.lastBack = back.ordinal
    if (back && saysWhose(back) && anchor !== undefined) lane.shift = back.ordinal - anchor
    lane.expected = (isAnchored ? ordinal : lane.expected) + 1
    return {
      state:
        mismatches.length === 0 ? 'ok' : mismatches.every(({ kind }) => isUnread(kind)) ? 'unverified' : 'mismatch',
      mismatches,
      places: [placeOf(known), placeOf(back)],
      record: layout.recordOf(Math.min(ordinal, layout.sheetCount - 1)),
      variantsRead: (known?.comparison.variantsRead ?? 0) + (back?.comparison.variantsRead ?? 0),
      ...(wasThere && !isTold && { seemsRepeated: known.ordinal }),
      ...(anchor !== undefined &&
        mismatches.some(({ side }) => side === 'back') &&
        !(back && saysWhose(back)) && { fitting: distancesOf(views[1]!, anchor) }),
    }
  }

  /** What stands on the side of its right record beside that record's fields. */
  function lookBeside({ sheet, views, pages }: SheetInput, { ordinal, side, comparison }: Identity) {
    const { page } = layout.slotAt(ordinal, side)
    if (!page || page.page.blank) return
    const record = layout.recordOf(ordinal)
    beside.see(views[side]!, page, comparison.listed, { sheet, side, page: pages[side]!, record })
  }

  function distancesOf(view: PageView, ordinal: number): number {
    let bits = 0
    for (let distance = -MOST_DISTANCE; distance <= MOST_DISTANCE; distance++) {
      const other = ordinal + distance
      if (distance === 0 || other < 0 || other >= layout.sheetCount) continue
      if (isRight(identify.compareAt(view, other, 1).comparison)) bits |= distanceBit(distance)
    }
    return bits
  }

  function identifyBack(
    view: PageView,
    ordinal: number,
    hints: readonly number[],
    anchor: number | undefined,
    shift: number,
  ): Identity | undefined {
    if (anchor !== undefined && mayBeBlank(view, ordinal, 1)) return { ordinal, side: 1, comparison: NOTHING_COMPARED }
    if (view.isBlank()) return undefined
    return identify.identify(view, 1, hints, anchor !== undefined, shift === 0 ? -1 : ordinal + shift)
  }

  /** A banner's text on one side makes no banner of a sheet that shows whose it is: a wrong sheet must not hide behind it. */
  function isSomebodys({ strange }: BannerSheet, views: readonly PageView[], front: Identity | undefined): boolean {
    if (front && isMostly(front)) return true
    return strange.some((side) => {
      const identity = identify.identify(views[side]!, side, [])
      return identity !== undefined && saysWhose(identity)
    })
  }

  function checkBanner({ sheet, views, pages }: SheetInput, { banner, isLost, strange }: BannerSheet): CheckedSheet {
    const { name } = compiled.specification.banners[banner]!
    const told = (kind: MismatchKind, side: 0 | 1, field?: string): Mismatch => {
      const base = { kind, sheet, page: pages[side]!, side: SIDES[side]!, ...(field !== undefined && { field }) }
      return { ...base, detail: mismatchDetail(base) }
    }
    const mismatches = [
      ...(isLost ? [told('unverified', 0, name)] : []),
      ...strange.map((side) => (views[side]!.isUnreadable() ? told('unverified', side) : told('not_blank', side))),
    ]
    const isWrong = mismatches.some(({ kind }) => !isUnread(kind))
    return {
      state: isWrong ? 'mismatch' : mismatches.length > 0 ? 'unverified' : 'banner',
      mismatches,
      places: [BANNER_PLACE, BANNER_PLACE],
      variantsRead: 0,
      banner,
    }
  }
}

const placeOf = (identity: Identity | undefined) =>
  identity && saysWhose(identity) ? identity.ordinal * 2 + identity.side : UNKNOWN_PLACE
