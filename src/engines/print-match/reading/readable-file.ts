import type { PageContent } from './page-content.ts'
import type { Look } from './thread-messages.ts'

/** A file whose pages are read by index, from 0. */
export interface FileReader {
  readonly pageCount: number
  /** Of the first page. */
  readonly widthMm: number
  readonly heightMm: number
  read(page: number, look: Look): Promise<PageContent>
  close(): void
}
