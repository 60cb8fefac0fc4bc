import type { PageContent } from './page-content.ts'

/** Pages on their way from one thread to another: each buffer that is handed over costs as much as a page's text. */
export interface PackedPages {
  readonly texts: readonly string[]
  /** Width and height in mm of each page. */
  readonly sizes: readonly number[]
  /** Of all pages, one behind the other. */
  readonly boxes: Float32Array<ArrayBuffer>
  /** Of the pages that have any, one behind the other. */
  readonly marks: Uint8Array<ArrayBuffer>
  readonly markCounts: readonly number[]
  /** What most pages have not. */
  readonly rest: readonly (Pick<PageContent, 'pictures' | 'codes'> | undefined)[]
}

const NOTHING_MORE = { pictures: [], codes: [] } as const

export function packed(contents: readonly PageContent[]): PackedPages {
  const boxes = new Float32Array(contents.reduce((sum, content) => sum + content.boxes.length, 0))
  const marks = new Uint8Array(contents.reduce((sum, content) => sum + content.marks.length, 0))
  let [boxAt, markAt] = [0, 0]
  for (const content of contents) {
    boxes.set(content.boxes, boxAt)
    boxAt += content.boxes.length
    marks.set(content.marks, markAt)
    markAt += content.marks.length
  }
  return {
    texts: contents.map(({ text }) => text),
    sizes: contents.flatMap(({ widthMm, heightMm }) => [widthMm, heightMm]),
    boxes,
    marks,
    markCounts: contents.map((content) => content.marks.length),
    rest: contents.map(({ pictures, codes }) =>
      pictures.length + codes.length === 0 ? undefined : { pictures, codes },
    ),
  }
}

export function unpacked({ texts, sizes, boxes, marks, markCounts, rest }: PackedPages): PageContent[] {
  let [boxAt, markAt] = [0, 0]
  return texts.map((text, i) => {
    const [boxFrom, markFrom] = [boxAt, markAt]
    boxAt += text.length * 4
    markAt += markCounts[i]!
    return {
      widthMm: sizes[i * 2]!,
      heightMm: sizes[i * 2 + 1]!,
      text,
      boxes: boxes.subarray(boxFrom, boxAt),
      marks: marks.subarray(markFrom, markAt),
      ...(rest[i] ?? NOTHING_MORE),
    }
  })
}
