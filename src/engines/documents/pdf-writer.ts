import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Content } from 'pdfmake'

/** One part of a document that is kept or handed over: headings, sentences, facts, tables. */
export type PdfPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly isStrong?: boolean }
  /** Name and value, as a form on paper has them. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | {
      readonly kind: 'table'
      readonly heads: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** Of each column: so many parts of the width; left out, as wide as it needs. */
      readonly widths?: readonly (number | 'auto')[]
      /** Columns of numbers, from 0. */
      readonly numbers?: readonly number[]
    }

export interface PdfDocumentPlan {
  readonly title: string
  readonly language: 'ja' | 'en'
  /** Written into the file; without, two files of one content differ. */
  readonly madeAt: Date
  /** At the foot of each page, beside the page's number. */
  readonly foot: string
  readonly parts: readonly PdfPart[]
}

const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'))
const [REGULAR, BOLD] = [
  join(FONTS, '400Regular', 'NotoSansJP_400Regular.ttf'),
  join(FONTS, '700Bold', 'NotoSansJP_700Bold.ttf'),
]
const INK = '#1f2328'
const QUIET = '#57606a'
const LINE = '#c9c5bb'
/** Share of the page below which nothing has room under a heading. */
const LOWEST_HEADING = 0.85
const MARGINS: [number, number, number, number] = [56, 56, 56, 64]
/** Hashes and file names have no place to break by themselves. */
const LONG_RUN = /[!-~]{33}/

/**
 * Writes a PDF on A4 with embedded Japanese fonts: titles, facts and tables, page numbers, nothing from outside. Texts are
 * texts; nothing in them is read as a command.
 */
export async function pdfBytes(plan: PdfDocumentPlan): Promise<Uint8Array> {
  const { default: pdfmake } = await import('pdfmake') // its fonts are large: only where a document is made
  pdfmake.setFonts({ jp: { normal: REGULAR, bold: BOLD, italics: REGULAR, bolditalics: BOLD } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === REGULAR || path === BOLD)
  const pages = (page: number, count: number) =>
    plan.language === 'ja' ? `${page} / ${count} ページ` : `Page ${page} of ${count}`
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: MARGINS,
    info: {
      title: plan.title,
      producer: 'Sekisho',
      creator: 'Sekisho',
      creationDate: plan.madeAt,
      modDate: plan.madeAt,
    },
    language: plan.language,
    defaultStyle: { font: 'jp', fontSize: 9.5, lineHeight: 1.35, color: INK },
    // A heading goes with what stands below it.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel === 1 && startPosition.verticalRatio > LOWEST_HEADING,
    footer: (page, count) => ({
      margin: [MARGINS[0], 18, MARGINS[2], 0],
      fontSize: 7.5,
      color: QUIET,
      columns: [
        { ...textOf(plan.foot), width: '*' },
        { text: pages(page, count), width: 'auto', alignment: 'right' },
      ],
    }),
    content: [{ text: plan.title, fontSize: 17, bold: true, margin: [0, 0, 0, 12] }, ...plan.parts.map(contentOf)],
  })
  return new Uint8Array(await document.getBuffer())
}

const TABLE_LAYOUT = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => LINE,
  paddingLeft: (column: number) => (column === 0 ? 0 : 6),
  paddingRight: () => 6,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}

function contentOf(part: PdfPart): Content {
  switch (part.kind) {
    case 'heading':
      return { text: part.text, fontSize: 12, bold: true, margin: [0, 14, 0, 5], headlineLevel: 1 }
    case 'paragraph':
      return { ...textOf(part.text), bold: part.isStrong ?? false, margin: [0, 0, 0, 5] }
    case 'facts':
      return {
        layout: TABLE_LAYOUT,
        margin: [0, 0, 0, 6],
        table: {
          widths: [120, '*'],
          dontBreakRows: true,
          body: part.rows.map(([name, value]) => [{ text: name, color: QUIET }, textOf(value)]),
        },
      }
    default: {
      const isNumber = (column: number) => part.numbers?.includes(column) ?? false
      const cells = (row: readonly string[], isHead: boolean) =>
        part.heads.map((_, column) => ({
          ...textOf(row[column] ?? ''),
          alignment: isNumber(column) ? ('right' as const) : ('left' as const),
          ...(isHead && { bold: true, color: QUIET }),
        }))
      return {
        layout: TABLE_LAYOUT,
        margin: [0, 0, 0, 6],
        fontSize: 8.5,
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: widthsOf(part),
          body: [cells(part.heads, true), ...part.rows.map((row) => cells(row, false))],
        },
      }
    }
  }
}

function widthsOf({ heads, widths }: Extract<PdfPart, { kind: 'table' }>): (string | number)[] {
  const usable = 595.28 - MARGINS[0] - MARGINS[2] - heads.length * 12
  const shares = (widths ?? heads.map(() => 1)).map((width) => (width === 'auto' ? 0 : width))
  const sum = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => (share === 0 ? 'auto' : (usable * share) / sum))
}

/** Long runs without a space (a hash, a file's name) may break anywhere, where they would not fit otherwise. */
const textOf = (text: string) =>
  LONG_RUN.test(text) && !/[\uD800-\uDFFF]/.test(text) ? { text, wordBreak: 'break-all' as const } : { text }
