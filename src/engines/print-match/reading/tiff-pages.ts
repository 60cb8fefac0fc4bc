import { CannotVerify } from '../cannot-verify.ts'
import type { BlockFile } from './block-file.ts'
import { readDirectory, viewOf } from './tiff-fields.ts'
import { type TiffPage, tiffPage } from './tiff-page.ts'

/** As many as a TIFF can number. */
const MOST_PAGES = 65_536
const MOST_STRIPS = 1_000_000
const [TIFF, BIG_TIFF] = [42, 43]

/** Which way round the numbers of a TIFF stand; undefined where this is none. */
export function tiffOrder(file: BlockFile): { readonly isLittle: boolean; readonly isBig: boolean } | undefined {
  const view = viewOf(file, { from: 0, length: 4 })
  const mark = view?.getUint16(0)
  if (!view || (mark !== 0x4949 && mark !== 0x4d4d)) return undefined
  const isLittle = mark === 0x4949
  const version = view.getUint16(2, isLittle)
  return version === TIFF || version === BIG_TIFF ? { isLittle, isBig: version === BIG_TIFF } : undefined
}

/**
 * All pages of a TIFF, in the order of its directories. A file that ends before its last page does, or whose directories lead
 * back to each other, is read in no part.
 * @throws CannotVerify `tiff_unreadable`, `tiff_page_unreadable`
 */
export function tiffPages(file: BlockFile, name: string): TiffPage[] {
  const order = tiffOrder(file)
  if (!order || order.isBig)
    throw new CannotVerify('tiff_unreadable', { file: name, what: order ? 'big_tiff' : 'damaged' })
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  let strips = 0
  for (let at = viewOf(file, { from: 4, length: 4 })?.getUint32(0, order.isLittle) ?? 0; at !== 0 || seen.size === 0;) {
    const fault = (what: string) =>
      new CannotVerify('tiff_page_unreadable', { file: name, page: pages.length + 1, what })
    if (seen.size === MOST_PAGES) throw new CannotVerify('tiff_unreadable', { file: name, what: 'pages' })
    const directory = at === 0 || seen.has(at) ? undefined : readDirectory(file, order.isLittle, at)
    if (!directory) throw fault('damaged')
    seen.add(at)
    const page = tiffPage(file, directory.fields, MOST_STRIPS - strips)
    if (typeof page === 'string') throw fault(page)
    strips += page.strips.length
    if (!isCopyOf(pages.at(-1), page)) pages.push(page)
    at = directory.next
  }
  return pages
}

/** A picture for a list is no page. What only says so of itself, and is as large as the page before it, is one. */
const isCopyOf = (before: TiffPage | undefined, page: TiffPage) =>
  before !== undefined && page.isReduced && page.width < before.width && page.height < before.height
