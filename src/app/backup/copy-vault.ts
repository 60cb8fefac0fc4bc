import { createReadStream } from 'node:fs'
import { link, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { copyOut } from '../../kernel/db/copy-rows.ts'
import { storedBytesOf } from '../../kernel/vault/index.ts'
import { type StoredFile, VaultLine } from './manifest.ts'
import { inBatches, readStored, textLines, writeStored } from './stored-files.ts'

export const VAULT_LIST = 'vault.ndjson'
/** Files under way side by side. */
const AT_ONCE = 8
const BATCH = 256

export interface CopyVault {
  readonly from: string
  readonly to: string
  /** An earlier backup beside it: its files never change, so what is in both is one file with two names. */
  readonly before?: { readonly folder: string; readonly list: StoredFile } | undefined
  readonly onProgress: (done: number, total: number) => void
}

export interface CopiedVault {
  readonly list: StoredFile
  readonly fileCount: number
  readonly byteCount: number
  readonly copiedCount: number
  readonly linkedCount: number
  /** Contents whose file is missing, or not of the length that it was written with. */
  readonly missingCount: number
  /** The same, but an earlier backup still has them, and so has this one. */
  readonly lostCount: number
}

export const vaultPath = (id: string) => `vault/${id.slice(-2)}/${id}`

/**
 * Copies every file of the vault that the snapshot can still open, and writes the list of them. Contents that were erased
 * before the snapshot have no key, and are not in it.
 */
export async function copyVault(client: pg.Client, { from, to, before, onProgress }: CopyVault): Promise<CopiedVault> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from file_key where file_id is not null',
  )
  const total = rows[0]!.count
  const counts = { fileCount: 0, byteCount: 0, copiedCount: 0, linkedCount: 0, missingCount: 0, lostCount: 0 }
  const shelves = new Set<string>()
  const earlier = before && linesInOrder(before.folder, before.list)

  async function copyOne({ id, plainBytes, known }: { id: string; plainBytes: number; known: VaultLine | undefined }) {
    const byteCount = storedBytesOf(plainBytes)
    const path = vaultPath(id)
    const source = join(from, id.slice(-2), id)
    const { size } = await stat(source).catch(() => ({ size: -1 }))
    if (known?.byteCount === byteCount && (await linked(join(before!.folder, path), join(to, path), byteCount))) {
      counts.linkedCount++
      if (size !== byteCount) counts.lostCount++
      return known
    }
    if (size !== byteCount) return void counts.missingCount++
    const { sha256 } = await writeStored(to, path, createReadStream(source) as AsyncIterable<Buffer>)
    counts.copiedCount++
    return { id, byteCount, sha256 }
  }

  async function* lines(): AsyncGenerator<Buffer> {
    for await (const batch of inBatches(contentsOf(client), BATCH)) {
      for (const { id } of batch) {
        const shelf = dirname(join(to, vaultPath(id)))
        if (shelves.has(shelf)) continue
        await mkdir(shelf, { recursive: true, mode: 0o700 })
        shelves.add(shelf)
      }
      const asked: Parameters<typeof copyOne>[0][] = []
      for (const content of batch) asked.push({ ...content, known: await earlier?.find(content.id) })
      const copied = await atOnce(asked, copyOne)
      let text = ''
      for (const line of copied) {
        if (!line) continue
        counts.fileCount++
        counts.byteCount += line.byteCount
        text += `${JSON.stringify(line)}\n`
      }
      onProgress(counts.fileCount + counts.missingCount, total)
      yield Buffer.from(text)
    }
  }
  const list = await writeStored(to, VAULT_LIST, lines())
  await earlier?.close()
  return { list, ...counts }
}

/** The contents of the snapshot, by id. */
async function* contentsOf(client: pg.Client): AsyncGenerator<{ id: string; plainBytes: number }> {
  const rows = copyOut(
    client,
    `copy (select k.id, f.byte_count from file_key k join vault_file f on f.org_id = k.org_id and f.id = k.file_id
       order by k.id) to stdout`,
  )
  for await (const line of textLines(rows)) {
    const [id, byteCount] = line.split('\t')
    yield { id: id!, plainBytes: Number(byteCount) }
  }
}

/** Both lists are in the order of their ids, so one way through the older one is enough. */
function linesInOrder(folder: string, list: StoredFile) {
  const lines = textLines(readStored(folder, list))
  let current: VaultLine | undefined
  let isOver = false
  return {
    async find(id: string): Promise<VaultLine | undefined> {
      while (!isOver && (current === undefined || current.id < id)) {
        const { done, value } = await lines.next()
        if (done) isOver = true
        else current = VaultLine.parse(JSON.parse(value))
      }
      return current?.id === id ? current : undefined
    },
    async close() {
      await lines.return(undefined)
    },
  }
}

async function linked(from: string, to: string, byteCount: number): Promise<boolean> {
  const { size } = await stat(from).catch(() => ({ size: -1 }))
  if (size !== byteCount) return false
  // Some file systems know no second name for a file; then it is copied.
  return link(from, to).then(
    () => true,
    () => false,
  )
}

export async function atOnce<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await act(items[at]!)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}
