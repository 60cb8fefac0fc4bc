import { CannotVerify } from '../cannot-verify.ts'
import type { PageRequest } from '../reading/thread-messages.ts'
import type { PrintSpecification } from '../specification.ts'

/** A printed sheet as it leaves the printer: its pages, front first; a back that the file lacks is undefined. */
export interface PressSheet {
  readonly front: number
  readonly back?: number
}

export interface SheetPlan {
  readonly pageCount: number
  readonly pressSheets: PressSheetList
  request(page: number, side: 0 | 1): PageRequest
}

/** Computed, because a run may have a million. */
export interface PressSheetList {
  readonly length: number
  at(index: number): PressSheet
}

/** @throws CannotVerify `page_count_odd` where nobody can say which back belongs to which front */
export function sheetPlan(specification: PrintSpecification, pageCounts: readonly number[]): SheetPlan {
  const pageCount = pageCounts.reduce((sum, count) => sum + count, 0)
  const starts = pageCounts.map((_, file) => pageCounts.slice(0, file).reduce((sum, count) => sum + count, 0))
  const { duplex, pageOrder } = specification
  const isApart = pageOrder === 'fronts_then_backs' || pageOrder === 'fronts_then_backs_reversed'
  if (duplex && isApart && pageCount % 2 === 1) throw new CannotVerify('page_count_odd', { pages: pageCount })
  const half = pageCount / 2
  const at = (index: number): PressSheet => {
    if (!duplex) return { front: index }
    if (pageOrder === 'fronts_then_backs') return { front: index, back: half + index }
    if (pageOrder === 'fronts_then_backs_reversed') return { front: index, back: pageCount - 1 - index }
    const [first, second] = [index * 2, index * 2 + 1]
    if (second >= pageCount) return { front: first }
    return pageOrder === 'back_front' ? { front: second, back: first } : { front: first, back: second }
  }
  return {
    pageCount,
    pressSheets: { length: duplex ? Math.ceil(pageCount / 2) : pageCount, at },
    request(page, side) {
      const file = starts.findLastIndex((start, i) => start <= page && pageCounts[i]! > 0)
      return { file, page: page - starts[file]!, side }
    },
  }
}
