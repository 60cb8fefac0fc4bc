/** One text put on a page that pdfkit writes, in each way in which a PDF may write text. */
import { createRequire } from 'node:module'
import { PAPER } from './print-runs.ts'

/** A dictionary of the PDF, or a stream. */
interface Dictionary {
  readonly data: Record<string, unknown>
  end(content?: Buffer): void
}
interface Glyph {
  readonly id: number
  readonly advanceWidth: number
  readonly path: { readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[] }
}
interface FontFile {
  readonly unitsPerEm: number
  layout(text: string): { readonly glyphs: readonly Glyph[] }
  createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array }
}
interface Writer {
  ref(data: object): Dictionary
  readonly page: {
    readonly resources: Dictionary
    readonly fonts: Record<string, Dictionary>
    readonly content: { readonly buffer: Buffer[] }
  }
}

export interface WrittenText {
  readonly text: string
  /** Millimetres: the left end of the middle of the line; of a column its upper end in the middle. */
  readonly x: number
  readonly y: number
  readonly sizePt: number
}
/** @param font a file of TrueType */
export type WayOfWriting = (document: PDFKit.PDFDocument, text: WrittenText, font: string) => void

const fontkit = createRequire(createRequire(import.meta.url).resolve('pdfkit'))('fontkit') as {
  openSync(path: string): FontFile
}
const files = new Map<string, FontFile>()
function fileOf(path: string): FontFile {
  const file = files.get(path) ?? fontkit.openSync(path)
  files.set(path, file)
  return file
}

const points = (mm: number) => (mm * 72) / 25.4
const ended = (what: Dictionary, content?: Buffer) => (what.end(content), what)
const hex = (value: number, digits = 4) => value.toString(16).padStart(digits, '0')
const utf16 = (text: string) => Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('')
let count = 0

/** In the axes of the PDF: points upwards from the lower left corner. */
function paint(document: PDFKit.PDFDocument, content: string) {
  const { page } = document as unknown as Writer
  page.content.buffer.push(Buffer.from(`q 1 0 0 -1 0 ${points(PAPER[1])} cm\n${content}\nQ\n`))
}
const baseOf = ({ y, sizePt }: WrittenText) => points(PAPER[1]) - points(y) - 0.36 * sizePt

function named(document: PDFKit.PDFDocument, font: Dictionary): string {
  const name = `Own${++count}`
  ;(document as unknown as Writer).page.fonts[name] = font
  return name
}

const show = (written: WrittenText, font: string, codes: string, mode = 0) =>
  `BT /${font} ${written.sizePt} Tf ${mode} Tr 1 0 0 1 ${points(written.x)} ${baseOf(written)} Tm <${codes}> Tj ET`

/** What each code means (ISO 32000-1 §9.10.3). */
function mapOf(document: PDFKit.PDFDocument, meanings: ReadonlyMap<string, string>): Dictionary {
  const width = [...meanings.keys()][0]!.length
  const lines = [...meanings].map(([code, text]) => `<${code}> <${utf16(text)}>`)
  return ended(
    (document as unknown as Writer).ref({}),
    Buffer.from(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <${'0'.repeat(width)}> <${'f'.repeat(width)}> endcodespacerange
${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar endcmap end end`,
    ),
  )
}

/** A composite font with a subset in it; its codes are the numbers of its glyphs there. */
function compositeFont(
  document: PDFKit.PDFDocument,
  path: string,
  text: string,
  { encoding = 'Identity-H', hasMap = true, meaning = (each: string) => each } = {},
) {
  const writer = document as unknown as Writer
  const file = fileOf(path)
  const subset = file.createSubset()
  const glyphs = Array.from(text, (each) => ({ each, id: subset.includeGlyph(file.layout(each).glyphs[0]!.id) }))
  const descriptor = writer.ref({
    Type: 'FontDescriptor',
    FontName: 'AAAAAA+Own',
    Flags: 4,
    FontBBox: [0, -200, 1000, 900],
    ItalicAngle: 0,
    Ascent: 880,
    Descent: -120,
    CapHeight: 700,
    StemV: 80,
    FontFile2: ended(writer.ref({}), Buffer.from(subset.encode())),
  })
  const descendant = writer.ref({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: 'AAAAAA+Own',
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: ended(descriptor),
    DW: 1000,
    CIDToGIDMap: 'Identity',
  })
  const meanings = new Map(glyphs.map(({ each, id }) => [hex(id), meaning(each)]))
  const font = writer.ref({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: 'AAAAAA+Own',
    Encoding: encoding,
    DescendantFonts: [ended(descendant)],
    ...(hasMap && { ToUnicode: mapOf(document, meanings) }),
  })
  return { name: named(document, ended(font)), codes: glyphs.map(({ id }) => hex(id)).join('') }
}

/** A font whose glyphs are drawings (ISO 32000-1 §9.6.5). */
function type3(
  document: PDFKit.PDFDocument,
  path: string | undefined,
  text: string,
  nameOf: (at: number) => string,
  hasMap: boolean,
) {
  const writer = document as unknown as Writer
  const file = path === undefined ? undefined : fileOf(path)
  const characters = [...new Set(text)]
  const codeOf = (each: string) => hex(65 + characters.indexOf(each), 2)
  const drawings = characters.map((each) => ended(writer.ref({}), Buffer.from(drawingOf(file, each))))
  const font = writer.ref({
    Type: 'Font',
    Subtype: 'Type3',
    FontBBox: [0, -300, 1200, 1000],
    FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
    CharProcs: Object.fromEntries(drawings.map((drawing, at) => [nameOf(at), drawing])),
    Encoding: { Type: 'Encoding', Differences: [65, ...characters.map((_, at) => nameOf(at))] },
    FirstChar: 65,
    LastChar: 64 + characters.length,
    Widths: characters.map(() => 1000),
    Resources: {},
    ...(hasMap && { ToUnicode: mapOf(document, new Map(characters.map((each) => [codeOf(each), each]))) }),
  })
  return { name: named(document, ended(font)), codes: Array.from(text, codeOf).join('') }
}

const OPERATORS: Readonly<Record<string, string>> = { moveTo: 'm', lineTo: 'l', bezierCurveTo: 'c', closePath: 'h' }

function outlineOf(file: FontFile, character: string, scale: number, x: number, y: number): string {
  const to = (args: readonly number[]) => args.map((arg, at) => (arg * scale + (at % 2 === 0 ? x : y)).toFixed(3))
  let [lastX, lastY] = [0, 0]
  return file
    .layout(character)
    .glyphs[0]!.path.commands.map(({ command, args }) => {
      let [operator, values] = [OPERATORS[command], args]
      if (command === 'quadraticCurveTo') {
        const [cx, cy, ex, ey] = args as [number, number, number, number]
        operator = 'c'
        values = [
          lastX + (2 * (cx - lastX)) / 3,
          lastY + (2 * (cy - lastY)) / 3,
          ex + (2 * (cx - ex)) / 3,
          ey + (2 * (cy - ey)) / 3,
          ex,
          ey,
        ]
      }
      if (values.length > 0) [lastX, lastY] = values.slice(-2) as [number, number]
      return `${to(values).join(' ')} ${operator}`
    })
    .join('\n')
}
const drawingOf = (file: FontFile | undefined, character: string) =>
  `1000 0 0 -300 1200 1000 d1\n${file ? outlineOf(file, character, 1000 / file.unitsPerEm, 0, 0) : ''}\nf`

const composite =
  (options: Parameters<typeof compositeFont>[3], mode = 0): WayOfWriting =>
  (document, written, path) => {
    const { name, codes } = compositeFont(document, path, written.text, options)
    paint(document, show(written, name, codes, mode))
  }
const drawnFont =
  (nameOf: (at: number) => string, hasMap: boolean, isEmpty = false): WayOfWriting =>
  (document, written, path) => {
    const { name, codes } = type3(document, isEmpty ? undefined : path, written.text, nameOf, hasMap)
    paint(document, show(written, name, codes))
  }

export const WAYS_OF_WRITING = {
  plain: composite({}),
  invisible: composite({}, 3),
  'only a clip': composite({}, 7),
  stroked: composite({}, 1),
  'without a map': composite({ hasMap: false }),
  'a map to private characters': composite({ meaning: () => '\uE000' }),
  'a private character for 髙': composite({ meaning: (each) => (each === '髙' ? '\uE000' : each) }),
  'a map to nothing': composite({ meaning: () => '\u0000' }),
  'a map to letters from the right': composite({ meaning: () => '\u0672' }),
  'Type 3 with a map': drawnFont((at) => `g${at}`, true),
  'Type 3 without a map': drawnFont((at) => `g${at}`, false),
  'Type 3 with names of letters': drawnFont((at) => String.fromCharCode(97 + at), false),
  'Type 3 with empty drawings': drawnFont((at) => `g${at}`, true, true),
  column: (document, written, path) => {
    const { name, codes } = compositeFont(document, path, written.text, { encoding: 'Identity-V' })
    const y = points(PAPER[1] - written.y)
    paint(document, `BT /${name} ${written.sizePt} Tf 1 0 0 1 ${points(written.x)} ${y} Tm <${codes}> Tj ET`)
  },
  outlines: (document, written, path) => paint(document, `${outlines(written, path)}\nf`),
  'outlines over invisible text': (document, written, path) => {
    paint(document, `${outlines(written, path)}\nf`)
    WAYS_OF_WRITING.invisible(document, written, path)
  },
  'one character as an outline': (document, written, path) => {
    const [first, ...rest] = Array.from(written.text)
    const after = written.x + (written.sizePt * 25.4) / 72
    paint(document, `${outlines({ ...written, text: first! }, path)}\nf`)
    WAYS_OF_WRITING.plain(document, { ...written, text: rest.join(''), x: after }, path)
  },
  'a font that is not there': (document, written) => {
    const writer = document as unknown as Writer
    const descendant = writer.ref({
      Type: 'Font',
      Subtype: 'CIDFontType0',
      BaseFont: 'Ryumin-Light',
      CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Japan1'), Supplement: 6 },
      FontDescriptor: ended(
        writer.ref({
          Type: 'FontDescriptor',
          FontName: 'Ryumin-Light',
          Flags: 4,
          FontBBox: [0, -200, 1000, 900],
          ItalicAngle: 0,
          Ascent: 880,
          Descent: -120,
          CapHeight: 700,
          StemV: 80,
        }),
      ),
    })
    const font = { Type: 'Font', Subtype: 'Type0', BaseFont: 'Ryumin-Light-UniJIS-UTF16-H', Encoding: 'UniJIS-UTF16-H' }
    const name = named(document, ended(writer.ref({ ...font, DescendantFonts: [ended(descendant)] })))
    paint(document, show(written, name, utf16(written.text)))
  },
} as const satisfies Readonly<Record<string, WayOfWriting>>

function outlines(written: WrittenText, path: string): string {
  const scale = written.sizePt / fileOf(path).unitsPerEm
  return Array.from(written.text, (each, at) =>
    outlineOf(fileOf(path), each, scale, points(written.x) + at * written.sizePt, baseOf(written)),
  ).join('\n')
}
