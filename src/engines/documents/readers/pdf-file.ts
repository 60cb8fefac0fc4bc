import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { drawPage } from '../pictures/draw-page.ts'
import { meetPicture } from '../pictures/show-picture.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'
import { askBytes, askText, type Pdfium, pdfium, withBytes, withText } from './pdf-library.ts'
import { readPdfPage } from './pdf-page.ts'

const META = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer']
const [PASSWORD, FORM_BYTES, MOST_BOOKMARKS] = [4, 256, 10_000]
const LOOSE_END_BYTES = 1024

/** A PDF: the text of each page with its number, annotations, form values, bookmarks, properties, files in it. */
export async function* readPdfFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  if (bytes.length - bytes.lastIndexOf('%%EOF') > LOOSE_END_BYTES) markUnread(walk, file.path, 'hidden_data')
  const library = await pdfium()
  const memory = library.malloc(bytes.length)
  if (memory === 0) throw new UnreadableFile('too_large', { part: 'pdf' })
  library.memory().set(bytes, memory)
  const document = opened(library, memory, bytes.length, walk.passwords)
  try {
    if (document === 0)
      throw new UnreadableFile(library.call('FPDF_GetLastError') === PASSWORD ? 'encrypted' : 'damaged')
    yield* textParts(
      walk,
      file.path,
      META.map((tag) => metaText(library, document, tag))
        .filter(Boolean)
        .join('\n'),
      'property',
    )
    yield* readPages(walk, file, library, document)
    yield* textParts(walk, file.path, bookmarks(library, document).join('\n'), 'property')
    yield* textParts(walk, file.path, scripts(library, document).join('\n'), 'hidden')
    yield* attachments(walk, file, library, document)
  } finally {
    if (document !== 0) library.call('FPDF_CloseDocument', document)
    library.free(memory)
  }
}

function opened(library: Pdfium, memory: number, length: number, passwords: readonly string[]): number {
  const document = library.call('FPDF_LoadMemDocument', memory, length, 0)
  if (document !== 0) return document
  for (const password of passwords) {
    const found = withText(library, password, (pointer) =>
      library.call('FPDF_LoadMemDocument', memory, length, pointer),
    )
    if (found !== 0) return found
  }
  // Asked again, so that the last error is that of the document and not of a password.
  return library.call('FPDF_LoadMemDocument', memory, length, 0)
}

const metaText = (library: Pdfium, document: number, tag: string) =>
  withText(library, tag, (name) =>
    askText(library, (pointer, length) => library.call('FPDF_GetMetaText', document, name, pointer, length)),
  )

async function* readPages(
  walk: Walk,
  file: WalkedFile,
  library: Pdfium,
  document: number,
): AsyncGenerator<DocumentPart> {
  const info = Buffer.alloc(FORM_BYTES)
  info.writeUInt32LE(2, 0)
  const pointer = library.malloc(FORM_BYTES)
  library.memory().set(info, pointer)
  const form = library.call('FPDFDOC_InitFormFillEnvironment', document, pointer)
  try {
    const count = library.call('FPDF_GetPageCount', document)
    for (let page = 0; page < count; page++) {
      if (--walk.left.pages < 0) throw new UnreadableFile('too_large', { part: 'pages' })
      const path = [...file.path, `p.${page + 1}`]
      const { text, annotations, isUnmapped, hasPicture } = readPdfPage(library, { document, form, page })
      yield* textParts(walk, path, text)
      yield* textParts(walk, path, annotations.join('\n'), 'comment')
      if (isUnmapped) markUnread(walk, path, 'unknown_encoding')
      if (hasPicture) markUnread(walk, path, 'picture')
      meetPicture(walk.pictures, path, () => drawPage(library, document, form, page))
    }
  } finally {
    if (form !== 0) library.call('FPDFDOC_ExitFormFillEnvironment', form)
    library.free(pointer)
  }
}

/** Titles of the outline; one that leads back to itself ends at the count. */
function bookmarks(library: Pdfium, document: number): string[] {
  const titles: string[] = []
  const waiting = [library.call('FPDFBookmark_GetFirstChild', document, 0)]
  for (let mark = waiting.pop(); mark !== undefined; mark = waiting.pop()) {
    if (mark === 0 || titles.length >= MOST_BOOKMARKS) continue
    const here = mark
    titles.push(askText(library, (pointer, length) => library.call('FPDFBookmark_GetTitle', here, pointer, length)))
    waiting.push(
      library.call('FPDFBookmark_GetNextSibling', document, here),
      library.call('FPDFBookmark_GetFirstChild', document, here),
    )
  }
  return titles
}

function scripts(library: Pdfium, document: number): string[] {
  const found: string[] = []
  const count = Math.min(1000, library.call('FPDFDoc_GetJavaScriptActionCount', document))
  for (let at = 0; at < count; at++) {
    const action = library.call('FPDFDoc_GetJavaScriptAction', document, at)
    if (action === 0) continue
    found.push(
      askText(library, (pointer, length) => library.call('FPDFJavaScriptAction_GetScript', action, pointer, length)),
    )
    library.call('FPDFDoc_CloseJavaScriptAction', action)
  }
  return found
}

async function* attachments(
  walk: Walk,
  file: WalkedFile,
  library: Pdfium,
  document: number,
): AsyncGenerator<DocumentPart> {
  const count = library.call('FPDFDoc_GetAttachmentCount', document)
  for (let at = 0; at < count; at++) {
    if (--walk.budget.members < 0) throw new UnreadableFile('too_many_members')
    const attachment = library.call('FPDFDoc_GetAttachment', document, at)
    const name = askText(library, (pointer, length) =>
      library.call('FPDFAttachment_GetName', attachment, pointer, length),
    )
    const path = [...file.path, name]
    const size = withBytes(library, Buffer.alloc(4), (pointer) => {
      const isThere = library.call('FPDFAttachment_GetFile', attachment, 0, 0, pointer)
      return isThere ? Buffer.from(library.memory().slice(pointer, pointer + 4)).readUInt32LE(0) : -1
    })
    if (size < 0 || size > Math.min(walk.limits.nestedBytes, walk.budget.bytes)) {
      markUnread(walk, path, size < 0 ? 'damaged' : 'too_large')
      continue
    }
    walk.budget.bytes -= size
    const content = withBytes(library, Buffer.alloc(4), (written) =>
      askBytes(library, (pointer, length) =>
        pointer === 0 ? size : library.call('FPDFAttachment_GetFile', attachment, pointer, length, written),
      ),
    )
    yield* walk.inner({ path, source: bytesOf(content), depth: file.depth + 1, wasEncrypted: false })
  }
}
