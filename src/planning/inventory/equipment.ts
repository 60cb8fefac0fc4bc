import type { ByteSource } from '../../engines/documents/index.ts'
import type { FileReport } from '../../engines/pii/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import type { ClosedFileReason } from './scan-states.ts'

interface ListedPath {
  /** Below the folder; what `open` is asked for. */
  readonly path: string
  /** For people, where the bytes of the name are no UTF-8. It leads to no file. */
  readonly shownPath?: string
}

/** A file of a folder. */
export type ListedFile =
  (ListedPath & { readonly byteCount: number }) | (ListedPath & { readonly reason: ClosedFileReason })

/** A file of a folder, held open while it is read: what its name leads to meanwhile is nobody's matter. */
export type OpenedFile =
  { readonly content: ByteSource; readonly close: () => Promise<void> } | { readonly reason: ClosedFileReason }

/** The folders of this server that may be searched. `app` supplies it. */
export interface ScanFolders {
  /** As the settings name them; none by default. */
  readonly allowed: readonly string[]
  /** The real path of a place in an allowed folder; undefined where it lies in none, by whatever links. */
  placeOf(folder: string, below: string): Promise<string | undefined>
  list(place: string): AsyncIterable<ListedFile>
  open(place: string, path: string): Promise<OpenedFile>
}

/** Where files are opened: in a sandbox, with the detector beside the reader. `app` supplies it. */
export interface ScanDesk {
  /** Name and version of what looks. */
  readonly engine: string
  /** How many files it reads side by side. */
  readonly size: number
  /** Never throws over what the bytes are. */
  read(content: ByteSource, name: string): Promise<FileReport>
}

export interface InventoryEquipment {
  readonly vault: Vault
  readonly folders: ScanFolders
  readonly scans: ScanDesk
}
