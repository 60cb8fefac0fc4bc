import type { ByteSource } from '../../engines/documents/index.ts'
import type { RowDigests } from '../../engines/pii/index.ts'

/** What stands in a received file. */
export interface ReadList {
  /** Undefined where nothing could look into it. */
  readonly rows: RowDigests | undefined
  /** Each file in it, itself first: for lineage. */
  readonly files: readonly { readonly sha256: string; readonly byteCount: number }[]
  /** Why it, or a part of it, could not be read: of the first such part. */
  readonly unreadReason: string | undefined
}

/** Where received files are opened: in a sandbox. `app` supplies it. */
export interface ListDesk {
  /** Never throws over what the bytes are. @param name tells the ending alone */
  read(content: ByteSource, name: string): Promise<ReadList>
}
