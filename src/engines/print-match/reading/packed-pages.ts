import type { PageContent } from './page-content.ts'

/** Pages on their way from one thread to another: each buffer that is handed over costs as much as a page's text. */
export interface PackedPages {
  readonly texts: readonly string[]
  /** Width and height in mm of each page. */
  readonly sizes: readonly number[]
  /** Of all pages, one behind the other. */
  readonly boxes: Float32Array<ArrayBuffer>
  /** What most pages have not. */
  readonly rest: readonly (Pick<PageContent, 'marks' | 'pictures' | 'codes'> | undefined)[]
}

const NO_MARKS = new Uint8Array()
const NOTHING_MORE = { marks: NO_MARKS, pictures: [], codes: [] } as const

export function packed(contents: readonly PageContent[]): PackedPages {
  const boxes = new Float32Array(contents.reduce((sum, content) => sum + content.boxes.length, 0))
  let at = 0
  for (const content of contents) {
    boxes.set(content.boxes, at)
    at += content.boxes.length
  }
  return {
    texts: contents.map(({ text }) => text),
    sizes: contents.flatMap(({ widthMm, heightMm }) => [widthMm, heightMm]),
    boxes,
    rest: contents.map(({ marks, pictures, codes }) =>
      marks.length + pictures.length + codes.length === 0 ? undefined : { marks, pictures, codes },
    ),
  }
}

export function unpacked({ texts, sizes, boxes, rest }: PackedPages): PageContent[] {
  let at = 0
  return texts.map((text, i) => {
    const from = at
    at += text.length * 4
    return {
      widthMm: sizes[i * 2]!,
      heightMm: sizes[i * 2 + 1]!,
      text,
      boxes: boxes.subarray(from, at),
      ...(rest[i] ?? NOTHING_MORE),
    }
  })
}
