import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { DOCUMENT_ENGINE } from '../documents/document-desk.ts'
import type { ScannedFile } from './scanned-file.ts'

interface FileMark {
  readonly path: string
  readonly byteCount: number
  readonly changedMs: number
}

/** What has been scanned, in a file: a scan that was broken off, or killed, goes on from it. */
export interface ScanState {
  /** What was said of the file, unless it has changed since. */
  known(file: FileMark): ScannedFile | undefined
  keep(file: FileMark, scanned: ScannedFile): Promise<void>
  close(): Promise<void>
}

/** It is another file: nothing is written over it. */
export class NotAScanState extends Error {}

const HEAD = { format: 'sekisho scan state', version: 1, engine: DOCUMENT_ENGINE }

/**
 * Opens the state, and makes it (0600: paths and counts stand in it) where there is none. What another version of the
 * detector said is forgotten. A line that was cut off by a kill is passed over.
 * @throws NotAScanState
 */
export async function openScanState(path: string): Promise<ScanState> {
  const before = await readBefore(path)
  const file = await open(path, before ? 'a' : 'w', 0o600)
  // Behind a line that was cut off, a new one begins.
  await file.appendFile(before ? '\n' : `${JSON.stringify(HEAD)}\n`)
  const done = before ?? new Map<string, string>()
  return {
    known({ path: name, byteCount, changedMs }) {
      const said = done.get(name)
      if (said === undefined) return undefined
      const { mark, scanned } = JSON.parse(said) as { mark: [number, number]; scanned: ScannedFile }
      return mark[0] === byteCount && mark[1] === changedMs ? scanned : undefined
    },
    async keep({ path: name, byteCount, changedMs }, scanned) {
      // What is shown of a name that is no UTF-8 does not lead back to it.
      const key = name === scanned.path ? {} : { key: name }
      await file.appendFile(`${JSON.stringify({ mark: [byteCount, changedMs], ...key, scanned })}\n`)
    },
    close: () => file.close(),
  }
}

/** Lines by path; undefined where the state begins anew. */
async function readBefore(path: string): Promise<Map<string, string> | undefined> {
  const done = new Map<string, string>()
  let isHead = true
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      if (line === '') continue
      const said = parse(line)
      if (isHead && said?.['format'] !== HEAD.format) throw new NotAScanState(path)
      if (isHead && (said?.['engine'] !== HEAD.engine || said['version'] !== HEAD.version)) return undefined
      const scanned = said?.['scanned'] as ScannedFile | undefined
      if (scanned) done.set((said?.['key'] as string | undefined) ?? scanned.path, line)
      isHead = false
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
  return isHead ? undefined : done
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}
