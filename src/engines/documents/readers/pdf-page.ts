import { askText, type Pdfium, withText } from './pdf-library.ts'

export interface PdfPlace {
  readonly document: number
  /** 0 where the document has no form. */
  readonly form: number
  /** From 0. */
  readonly page: number
}

export interface PdfPage {
  readonly text: string
  readonly annotations: readonly string[]
  /** Its font says of too many letters not which they are. */
  readonly isUnmapped: boolean
  /** It shows pictures, or is drawn without any letter: what they say nobody has read. */
  readonly hasPicture: boolean
}

const [PATH, IMAGE, SHADING, FORM] = [2, 3, 4, 5]
const [MOST_OBJECTS, MOST_DEPTH] = [200_000, 8]
const MOST_UNMAPPED_SHARE = 0.02
const WRITTEN = ['Contents', 'T', 'TU', 'V', 'RC', 'Subj', 'Alt']

export function readPdfPage(library: Pdfium, place: PdfPlace): PdfPage {
  const page = library.call('FPDF_LoadPage', place.document, place.page)
  if (page === 0) return { text: '', annotations: [], isUnmapped: true, hasPicture: false }
  if (place.form !== 0) library.call('FORM_OnAfterLoadPage', page, place.form)
  const letters = library.call('FPDFText_LoadPage', page)
  try {
    const count = letters === 0 ? 0 : Math.max(0, library.call('FPDFText_CountChars', letters))
    const text = count === 0 ? '' : lettersOf(library, letters, count)
    const { hasPicture, hasDrawing } = drawn(library, page)
    return {
      text,
      annotations: annotationsOf(library, place, page),
      isUnmapped: letters === 0 || isUnmapped(library, letters, count),
      hasPicture: hasPicture || (hasDrawing && text.trim() === ''),
    }
  } finally {
    if (letters !== 0) library.call('FPDFText_ClosePage', letters)
    if (place.form !== 0) library.call('FORM_OnBeforeClosePage', page, place.form)
    library.call('FPDF_ClosePage', page)
  }
}

const lettersOf = (library: Pdfium, letters: number, count: number) =>
  askText(library, (pointer, length) =>
    pointer === 0 ? (count + 1) * 2 : library.call('FPDFText_GetText', letters, 0, count, pointer) && length,
  ).replaceAll('\r\n', '\n')

function isUnmapped(library: Pdfium, letters: number, count: number): boolean {
  let unmapped = 0
  for (let at = 0; at < count; at++) {
    const code = library.call('FPDFText_GetUnicode', letters, at)
    const isNone = code === 0 || code === 0xfffd || code === 0xfffe || (code >= 0xe000 && code <= 0xf8ff)
    if (isNone || library.call('FPDFText_HasUnicodeMapError', letters, at) === 1) unmapped++
  }
  return unmapped > count * MOST_UNMAPPED_SHARE
}

function drawn(library: Pdfium, page: number): { hasPicture: boolean; hasDrawing: boolean } {
  let [seen, hasPicture, hasDrawing] = [0, false, false]
  const look = (object: number, depth: number) => {
    if (hasPicture) return
    // What is beyond the limits is taken for a picture: it is not read either.
    if (++seen > MOST_OBJECTS || depth > MOST_DEPTH) {
      hasPicture = true
      return
    }
    const type = library.call('FPDFPageObj_GetType', object)
    if (type === IMAGE) hasPicture = true
    else if (type === PATH || type === SHADING) hasDrawing = true
    else if (type === FORM) {
      const count = library.call('FPDFFormObj_CountObjects', object)
      for (let at = 0; at < Math.min(count, MOST_OBJECTS); at++)
        look(library.call('FPDFFormObj_GetObject', object, at), depth + 1)
    }
  }
  const count = library.call('FPDFPage_CountObjects', page)
  for (let at = 0; at < count; at++) look(library.call('FPDFPage_GetObject', page, at), 0)
  return { hasPicture, hasDrawing }
}

/** Comments, stamps, links and fields of forms. */
function annotationsOf(library: Pdfium, { form }: PdfPlace, page: number): string[] {
  const texts: string[] = []
  const count = Math.min(MOST_OBJECTS, library.call('FPDFPage_GetAnnotCount', page))
  for (let at = 0; at < count; at++) {
    const annotation = library.call('FPDFPage_GetAnnot', page, at)
    if (annotation === 0) continue
    for (const key of WRITTEN)
      texts.push(
        withText(library, key, (name) =>
          askText(library, (pointer, length) =>
            library.call('FPDFAnnot_GetStringValue', annotation, name, pointer, length),
          ),
        ),
      )
    if (form !== 0)
      texts.push(
        askText(library, (pointer, length) =>
          library.call('FPDFAnnot_GetFormFieldValue', form, annotation, pointer, length),
        ),
      )
    library.call('FPDFPage_CloseAnnot', annotation)
  }
  return [...new Set(texts.filter((text) => text.trim() !== ''))]
}
