import type { ByteSource } from '../documents/index.ts'
import type { PrintSpecification } from './specification.ts'
import type { SheetVerdict } from './verdict.ts'

/** One record of the data: a household, an addressee. Values stand in the order of the table's columns. */
export interface PrintRecord {
  readonly key: string
  /** Line in the data file, from 1. */
  readonly line: number
  readonly values: readonly string[]
  readonly children: readonly (readonly string[])[]
}

/** The data of a run, as it was read: hashes are sha256 (hex) of the files. */
export interface PrintTable {
  readonly columns: readonly string[]
  readonly childColumns: readonly string[]
  readonly records: readonly PrintRecord[]
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
}

/** A PDF of any size: ranges of it are read as they are needed, never the whole. */
export interface PrintPdf {
  readonly name: string
  readonly source: ByteSource
}

export interface PrintProgress {
  readonly pageCount: number
  readonly pagesDone: number
  readonly mismatchCount: number
}

/** A run as files: nothing of them has been read yet. The first of the data files has the records. */
export interface PrintFiles extends Omit<PrintRun, 'data'> {
  readonly data: readonly PrintPdf[]
}

export interface PrintRun {
  readonly specification: PrintSpecification
  readonly data: PrintTable
  /** In the order in which they are printed. */
  readonly pdfs: readonly PrintPdf[]
  /** `file`: the production PDF. `scan`: sheets from a scanner, any number in any order, known by their codes. */
  readonly of?: 'file' | 'scan'
  /** Threads that read pages, at most: memory has no room for several where the pages are very many. 1 unless said. */
  readonly threadCount?: number
  /** Each sheet as it is decided. What shows only at the end (order, missing records) stands in the summary. */
  readonly onSheet?: (verdict: SheetVerdict) => void | Promise<void>
  readonly onProgress?: (progress: PrintProgress) => void
  readonly signal?: AbortSignal
}
