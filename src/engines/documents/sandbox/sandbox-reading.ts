import type { ByteSource } from '../byte-source.ts'
import type { DocumentPart, FoundFile, ReadOptions, UnreadPart } from '../document-reading.ts'
import type { FoundPhoto, ShownPicture } from '../pictures/show-picture.ts'

/**
 * Runs in the child beside the reader: sees every part, in order, and answers what the caller wants to know of them, as
 * JSON. The module named by `SandboxOptions.inspector` exports it as `inspectDocument`. What it throws is `crashed`.
 */
export type DocumentInspector = (parts: AsyncIterable<DocumentPart>, options: InspectOptions) => Promise<unknown>

/** What the caller asks of the inspector; plain JSON, its meaning is theirs. */
export type InspectOptions = Readonly<Record<string, unknown>>

export interface SandboxOptions {
  /** The module's `file:` URL. */
  readonly inspector: URL
  /** Children at most; each reads one file at a time. Left out: 1. */
  readonly size?: number
  readonly limits?: Partial<SandboxLimits>
}

export interface SandboxLimits {
  /** Of one file. */
  readonly seconds: number
  /** Of one child, resident. */
  readonly memoryBytes: number
  /** Files after which a child makes room for a new one. */
  readonly filesPerChild: number
}

export const SANDBOX_LIMITS: SandboxLimits = { seconds: 30, memoryBytes: 512 * 1024 * 1024, filesPerChild: 200 }

/** `full`: without network and without other processes in sight. `partial`: the system permits no namespaces. */
export const SANDBOX_STATES = ['full', 'partial'] as const
export type SandboxState = (typeof SANDBOX_STATES)[number]

export interface SandboxReading {
  readonly unread: readonly UnreadPart[]
  readonly files: readonly FoundFile[]
  readonly pictures: readonly ShownPicture[]
  readonly pictureCount: number
  readonly photos: readonly FoundPhoto[]
  /** The inspector's answer; undefined where the child died over the file, which `unread` says too. */
  readonly inspected: unknown
}

export interface DocumentSandbox {
  readonly state: SandboxState
  /** Reads one file; waits for a free child. It never throws over hostile bytes. */
  read(
    source: Uint8Array | ByteSource,
    options?: ReadOptions & { readonly inspect?: InspectOptions },
  ): Promise<SandboxReading>
  close(): Promise<void>
}
