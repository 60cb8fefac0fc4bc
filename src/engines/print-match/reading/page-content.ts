/** What stands on one page, as far as print can be told from the file. Millimetres from the upper left corner. */
export interface PageContent {
  readonly widthMm: number
  readonly heightMm: number
  /** In the order of the file; line breaks and gaps as spaces and \n. */
  readonly text: string
  /** For each unit of `text` its left, top, right, bottom. */
  readonly boxes: Float32Array
  /** For each unit of `text` one of, or a sum of, the marks below; empty where there is none at all. */
  readonly marks: Uint8Array
  /** Images and drawn shapes: what may be text that cannot be read. */
  readonly pictures: readonly Picture[]
  readonly codes: readonly ReadCode[]
}

export interface Picture {
  readonly kind: 'image' | 'outline'
  readonly box: readonly [number, number, number, number]
}

/** What was read of a drawn area: the content of a code, or text that a machine read from paper. */
export interface ReadCode {
  /** The code's, or `PAPER_TEXT`. */
  readonly format: string
  readonly text: string
  /** Index of the area that was looked at; -1 for the whole page. Areas of text are numbered by themselves. */
  readonly area: number
  /** Of text: 0 to 100. */
  readonly confidence?: number
}

export const PAPER_TEXT = 'paper-text'

/** The file does not say which character this is. */
export const NO_CHARACTER = 1
/** Painted over, or in the colour of the paper: too little of it is seen. */
export const HIDDEN = 2
/** The font draws nothing, or its box for "no such character". */
export const NO_GLYPH = 4
/** Cut by the edge of a window through which the page is painted. */
export const CUT = 8
/** The font is not in the file: which shape is printed depends on who prints it. */
export const NOT_EMBEDDED = 16
/** A space that may be no more than the gap that typesetters leave between Japanese and figures (四分アキ). */
export const QUARTER_SPACE = 32

const EMPTY = new Uint8Array()

export function pageContent(partial: Partial<PageContent> & { readonly text: string }): PageContent {
  return {
    widthMm: 210,
    heightMm: 297,
    boxes: new Float32Array(partial.text.length * 4),
    marks: EMPTY,
    pictures: [],
    codes: [],
    ...partial,
  }
}
