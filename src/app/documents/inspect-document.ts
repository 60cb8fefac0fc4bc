// Runs in the sandbox, beside the reader of documents: nothing here sees a database, the environment or the network.
import type { DocumentInspector, DocumentPart, SheetRow } from '../../engines/documents/index.ts'
import { collectDigests, type DetectedParts, detectParts } from '../../engines/pii/index.ts'

export interface PreviewedPart {
  readonly path: readonly string[]
  readonly note?: string
  readonly text?: string
  readonly rows?: readonly (readonly string[])[]
}

export interface DocumentPreview {
  readonly parts: readonly PreviewedPart[]
  readonly isCut: boolean
}

const PREVIEW = { units: 40_000, parts: 60, rows: 100, columns: 40 }

/** `options.want`: `preview`, `pictures` (which the reader draws; nothing else), `rows` (what it holds, and who stands in it), or what kinds of personal information it holds. */
export const inspectDocument: DocumentInspector = (parts, options) => {
  if (options['want'] === 'preview') return previewOf(parts)
  if (options['want'] === 'pictures') return nothingOf(parts)
  return options['want'] === 'rows' ? rowsOf(parts) : detectParts(parts)
}

export interface DetectedRows extends DetectedParts {
  /** Base64. They can be tried by whoever sees them: the parent puts a key upon them, and keeps nothing else. */
  readonly rows: { readonly digests: string; readonly counts: string; readonly isCut: boolean }
}

async function rowsOf(parts: AsyncIterable<DocumentPart>): Promise<DetectedRows> {
  const collected = collectDigests()
  const detected = await detectParts(parts, {}, (record) => collected.add(record))
  const { digests, counts, isCut } = collected.end()
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  return { ...detected, rows: { digests: base64(digests), counts: base64(counts), isCut } }
}

async function nothingOf(parts: AsyncIterable<DocumentPart>): Promise<DocumentPreview> {
  for await (const _ of parts);
  return { parts: [], isCut: false }
}

async function previewOf(parts: AsyncIterable<DocumentPart>): Promise<DocumentPreview> {
  const shown: PreviewedPart[] = []
  let [left, isCut] = [PREVIEW.units, false]
  for await (const part of parts) {
    if (left <= 0 || shown.length >= PREVIEW.parts) {
      isCut = true
      break
    }
    const place = { path: part.path, ...(part.note && { note: part.note }) }
    if (part.kind === 'text') {
      const text = part.text.slice(0, left).toWellFormed().replaceAll('\0', '')
      isCut ||= text.length < part.text.length
      left -= text.length
      shown.push({ ...place, text })
    } else {
      const { rows, isWhole } = await firstRows(part.rows)
      isCut ||= !isWhole
      left -= rows.reduce((sum, cells) => sum + cells.reduce((units, cell) => units + cell.length, 0), 0)
      shown.push({ ...place, rows })
    }
  }
  return { parts: shown, isCut }
}

async function firstRows(batches: AsyncIterable<readonly SheetRow[]>): Promise<{ rows: string[][]; isWhole: boolean }> {
  const rows: string[][] = []
  for await (const batch of batches) {
    for (const { cells } of batch) {
      if (rows.length >= PREVIEW.rows) return { rows, isWhole: false }
      rows.push(cells.slice(0, PREVIEW.columns).map((cell) => cell.slice(0, 500).toWellFormed().replaceAll('\0', '')))
    }
  }
  return { rows, isWhole: true }
}
