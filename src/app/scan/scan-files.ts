import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ByteSource, type DocumentSandbox, openSandbox } from '../../engines/documents/index.ts'
import { fileReport } from '../../engines/pii/index.ts'
import { detectedIn } from '../documents/detected.ts'
import { pathBytes, shownPath } from './path-bytes.ts'
import { type ClosedFileReason, closedReason, type WalkedFile } from './walk-files.ts'
import type { ScannedFile } from './scanned-file.ts'
import type { ScanState } from './scan-state.ts'

export interface ScanOptions {
  /** Readers at a time, each a process of its own. */
  readonly size: number
  /** What an earlier scan has read already. */
  readonly state?: ScanState | undefined
}

/**
 * Reads files in sandboxed readers, several at a time, and answers each as it is done. A file that was read before and has
 * not changed is answered from the state. Memory does not grow with the number of files.
 */
export async function* scanFiles(
  files: AsyncIterable<WalkedFile>,
  { size, state }: ScanOptions,
): AsyncGenerator<ScannedFile> {
  const sandbox = await openSandbox({ inspector: new URL('../documents/inspect-document.ts', import.meta.url), size })
  const running = new Map<string, Promise<readonly [string, ScannedFile]>>()
  const next = async () => {
    const [path, scanned] = await Promise.race(running.values())
    running.delete(path)
    return scanned
  }
  try {
    for await (const file of files) {
      const known = 'reason' in file ? undefined : state?.known(file)
      if (known) {
        yield known
        continue
      }
      running.set(
        file.path,
        scanFile(file, sandbox, state).then((scanned) => [file.path, scanned]),
      )
      if (running.size > size) yield await next()
    }
    while (running.size > 0) yield await next()
  } finally {
    await sandbox.close()
  }
}

async function scanFile(
  file: WalkedFile,
  sandbox: DocumentSandbox,
  state: ScanState | undefined,
): Promise<ScannedFile> {
  if ('reason' in file) return closed(file.path, file.reason)
  try {
    await access(pathBytes(file.path), constants.R_OK)
    const path = shownPath(file.path)
    const { inspected, unread } = await sandbox.read(sourceOf(file), {
      name: basename(path),
      inspect: { want: 'detect' },
    })
    const scanned = { path, ...fileReport(detectedIn(inspected), unread) }
    await state?.keep(file, scanned)
    return scanned
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause
    return closed(file.path, closedReason(cause))
  }
}

function closed(path: string, reason: ClosedFileReason): ScannedFile {
  const nothing = fileReport(undefined, [])
  return { path: shownPath(path), ...nothing, reason }
}

const sourceOf = ({ path, byteCount }: { readonly path: string; readonly byteCount: number }): ByteSource => ({
  byteCount,
  open: ({ from, until }) => createReadStream(pathBytes(path), { start: from, end: Math.max(from, until - 1) }),
})
