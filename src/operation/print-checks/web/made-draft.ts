import type { OutputOf } from '../../../base/endpoint.ts'
import type { MadeField, MadeFree, proposePrintFields, readPrintSample } from '../making/contract.ts'

export type Sample = OutputOf<typeof readPrintSample>
export type Proposal = OutputOf<typeof proposePrintFields>['proposals'][number]

export interface DraftPage {
  readonly name: string
  readonly marks: readonly string[]
  readonly blank: boolean
  readonly fields: readonly MadeField[]
  /** 自由領域 */
  readonly free: readonly MadeFree[]
}

export interface Draft {
  readonly title: string
  readonly duplex: boolean
  /** 印刷物の文字も読み取る */
  readonly readsText: boolean
  readonly pages: readonly DraftPage[]
}

/** Goes on with what lies there, as far as the screen can make it. */
export const draftOf = ({ saved, pagesPerRecord }: Sample): Draft =>
  saved?.made ?? { title: '', duplex: pagesPerRecord % 2 === 0, readsText: false, pages: [] }

/** A draft has as many pages as a record; what was clicked before stays. */
export function withPages(draft: Draft, count: number, nameOf: (page: number) => string): Draft {
  const pages = Array.from({ length: count }, (_, at): DraftPage => {
    return draft.pages[at] ?? { name: nameOf(at), marks: [], blank: false, fields: [], free: [] }
  })
  return { ...draft, pages }
}

export function changePage(draft: Draft, at: number, change: Partial<DraftPage>): Draft {
  return { ...draft, pages: draft.pages.map((page, i) => (i === at ? { ...page, ...change } : page)) }
}

/** Adds a field under a name of its own on its page. */
export function addField(draft: Draft, at: number, field: MadeField): Draft {
  const page = draft.pages[at]
  if (!page) return draft
  const taken = new Set(page.fields.map(({ name }) => name))
  let name = field.name
  for (let n = 2; taken.has(name); n++) name = `${field.name.slice(0, 55)} (${n})`
  return changePage(draft, at, { blank: false, fields: [...page.fields, { ...field, name }] })
}

export const isKnown = (page: DraftPage | undefined, field: MadeField): boolean =>
  page?.fields.some((each) => each.of === field.of && each.columns.join('\n') === field.columns.join('\n')) ?? false

/** Numbers of the pages, from 1, that would be compared with nothing: constant texts do not tell whose page it is. */
export const pagesWithoutField = (draft: Draft): readonly number[] =>
  draft.pages.flatMap(({ blank, fields }, at) => (blank || fields.length > 0 ? [] : [at + 1]))

/** The word under a press, or the nearest one within a finger's width. */
export function wordAt(
  words: readonly { readonly box: readonly [number, number, number, number] }[],
  x: number,
  y: number,
  withinMm = 6,
): number | undefined {
  let best: number | undefined
  let nearest = withinMm
  words.forEach(({ box: [left, top, width, height] }, at) => {
    const dx = Math.max(left - x, 0, x - left - width)
    const dy = Math.max(top - y, 0, y - top - height)
    const far = Math.hypot(dx, dy)
    if (far < nearest || (far === 0 && best === undefined)) [best, nearest] = [at, far]
  })
  return best
}
