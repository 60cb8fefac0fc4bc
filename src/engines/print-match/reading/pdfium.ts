import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumModule } from '@hyzyla/pdfium'

type Pointer = number
/** The table of functions that C calls by number. */
const FUNCTIONS = '__indirect_function_table'

/** The part of PDFium's C interface that is used here; pointers are offsets into `memory`. */
export interface Pdfium {
  readonly memory: WebAssembly.Memory
  readonly [FUNCTIONS]: WebAssembly.Table
  malloc(bytes: number): Pointer
  free(at: Pointer): void
  PDFium_Init(): void
  FPDF_LoadCustomDocument(access: Pointer, password: Pointer): Pointer
  FPDF_CloseDocument(document: Pointer): void
  FPDF_GetLastError(): number
  FPDF_GetPageCount(document: Pointer): number
  FPDF_LoadPage(document: Pointer, index: number): Pointer
  FPDF_ClosePage(page: Pointer): void
  FPDF_GetPageWidthF(page: Pointer): number
  FPDF_GetPageHeightF(page: Pointer): number
  FPDF_GetPageBoundingBox(page: Pointer, box: Pointer): number
  FPDFPage_GetRotation(page: Pointer): number
  FPDFPage_CountObjects(page: Pointer): number
  FPDFPage_GetAnnotCount(page: Pointer): number
  FPDFPage_GetAnnot(page: Pointer, index: number): Pointer
  FPDFPage_CloseAnnot(note: Pointer): void
  FPDFAnnot_GetSubtype(note: Pointer): number
  FPDFAnnot_GetFlags(note: Pointer): number
  FPDFAnnot_GetRect(note: Pointer, box: Pointer): number
  FPDFPage_GetObject(page: Pointer, index: number): Pointer
  FPDFFormObj_CountObjects(form: Pointer): number
  FPDFFormObj_GetObject(form: Pointer, index: number): Pointer
  FPDFPageObj_GetType(object: Pointer): number
  FPDFPageObj_GetBounds(object: Pointer, left: Pointer, bottom: Pointer, right: Pointer, top: Pointer): number
  FPDFPageObj_GetMatrix(object: Pointer, matrix: Pointer): number
  FPDFPageObj_GetFillColor(object: Pointer, r: Pointer, g: Pointer, b: Pointer, a: Pointer): number
  FPDFPageObj_CountMarks(object: Pointer): number
  FPDFPageObj_GetMark(object: Pointer, index: number): Pointer
  FPDFPageObjMark_GetName(mark: Pointer, buffer: Pointer, byteCount: number, length: Pointer): number
  FPDFPageObj_SetIsActive(object: Pointer, isActive: number): number
  FPDFPageObj_GetClipPath(object: Pointer): Pointer
  FPDFClipPath_CountPaths(clip: Pointer): number
  FPDFClipPath_CountPathSegments(clip: Pointer, path: number): number
  FPDFClipPath_GetPathSegment(clip: Pointer, path: number, index: number): Pointer
  FPDFPath_GetDrawMode(path: Pointer, fill: Pointer, stroke: Pointer): number
  FPDFPath_CountSegments(path: Pointer): number
  FPDFPathSegment_GetPoint(segment: Pointer, x: Pointer, y: Pointer): number
  FPDFPathSegment_GetType(segment: Pointer): number
  FPDFTextObj_GetFont(text: Pointer): Pointer
  FPDFTextObj_GetTextRenderMode(text: Pointer): number
  FPDFFont_GetIsEmbedded(font: Pointer): number
  FPDFFont_GetGlyphPath(font: Pointer, glyph: number, size: number): Pointer
  FPDFGlyphPath_CountGlyphSegments(path: Pointer): number
  FPDFGlyphPath_GetGlyphPathSegment(path: Pointer, index: number): Pointer
  FPDFText_LoadPage(page: Pointer): Pointer
  FPDFText_ClosePage(text: Pointer): void
  FPDFText_CountChars(text: Pointer): number
  FPDFText_GetUnicode(text: Pointer, index: number): number
  FPDFText_IsGenerated(text: Pointer, index: number): number
  FPDFText_HasUnicodeMapError(text: Pointer, index: number): number
  FPDFText_GetTextObject(text: Pointer, index: number): Pointer
  FPDFText_IsHyphen(text: Pointer, index: number): number
  FPDFText_GetCharAngle(text: Pointer, index: number): number
  FPDFText_GetFontSize(text: Pointer, index: number): number
  FPDFText_GetMatrix(text: Pointer, index: number, matrix: Pointer): number
  FPDFText_GetCharOrigin(text: Pointer, index: number, x: Pointer, y: Pointer): number
  FPDFText_GetLooseCharBox(text: Pointer, index: number, box: Pointer): number
  FPDFText_GetCharBox(
    text: Pointer,
    index: number,
    left: Pointer,
    right: Pointer,
    bottom: Pointer,
    top: Pointer,
  ): number
  FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: Pointer, stride: number): Pointer
  FPDFBitmap_FillRect(bitmap: Pointer, x: number, y: number, width: number, height: number, colour: number): void
  FPDFBitmap_GetBuffer(bitmap: Pointer): Pointer
  FPDFBitmap_GetStride(bitmap: Pointer): number
  FPDFBitmap_Destroy(bitmap: Pointer): void
  FPDF_RenderPageBitmap(
    bitmap: Pointer,
    page: Pointer,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void
}

let compiled: WebAssembly.Module | undefined

/** A new instance with memory of its own. It never gives memory back: drop it, and make another. */
export async function newPdfium(): Promise<Pdfium> {
  compiled ??= new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))))
  let made: Pdfium | undefined
  const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
    const instance = new WebAssembly.Instance(compiled!, imports)
    made = instance.exports as unknown as Pdfium
    done(instance)
    return instance.exports
  }
  await PDFiumModule({ instantiateWasm, print: () => undefined, printErr: () => undefined } as never)
  made!.PDFium_Init()
  return made!
}

/** `(i32, i32, i32, i32) → i32` imported as e.f and exported as f: what makes a JavaScript function callable from a table. */
const BRIDGE = Uint8Array.from(
  [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 9, 1, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f],
    [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    [7, 5, 1, 1, 0x66, 0, 0],
  ].flat(),
)

/**
 * Makes `read` callable from C. The table of this build cannot grow; its slot 0, the null pointer, is never called.
 * @returns the function pointer
 */
export function readCallback(
  pdfium: Pdfium,
  read: (parameter: number, position: number, buffer: number, size: number) => number,
): number {
  const bridge = new WebAssembly.Instance(new WebAssembly.Module(BRIDGE), { e: { f: read } })
  pdfium[FUNCTIONS].set(0, bridge.exports.f)
  return 0
}
