import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { syncFolder } from './durable-file.ts'

/** One erasure, as it stands in the list outside the database: ids only. */
export interface ListedErasure {
  readonly orgId: string
  readonly kind: string
  readonly subjectId: string
  /** ISO 8601. */
  readonly erasedAt: string
}

/** How far a list reaches. A list only ever grows, so an older end stands somewhere in a newer one. */
export interface ErasureListEnd {
  readonly count: number
  /** sha256 of the last line; empty for the empty list. */
  readonly head: string
}

/** The list is not what was written: a line changed, taken out, or cut off at its end. */
export class ErasureListDamage extends Error {}

const Line = z.strictObject({
  n: z.int().min(1),
  org: z.uuid(),
  kind: z.string().regex(/^[a-z][a-z-]*$/),
  id: z.uuid(),
  at: z.iso.datetime(),
  prev: z.string(),
})

const hashOf = (line: string) => createHash('sha256').update(line).digest('hex')
/** More than the longest line. */
const TAIL_BYTES = 4096
const EMPTY: ErasureListEnd = { count: 0, head: '' }

/**
 * Reads a list from its beginning, verifying that each line continues the one before. A line that a crash tore in the
 * middle of its writing is passed over, where the next one continues the last whole one.
 * @param known an end that must stand in it: what a backup has seen of the list
 * @throws ErasureListDamage
 */
export async function* readErasureList(
  file: string,
  known: ErasureListEnd = EMPTY,
): AsyncGenerator<ListedErasure, ErasureListEnd> {
  let end = EMPTY
  if ((await sizeOf(file)) === 0 && known.count === 0) return end
  if ((await sizeOf(file)) === 0)
    throw new ErasureListDamage(`${file} is missing, and the backup has seen ${known.count} lines`)
  let isKnownSeen = known.count === 0
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })
  for await (const text of lines) {
    if (text === '') continue
    const line = parse(text)
    if (!line) continue
    if (line.n !== end.count + 1 || line.prev !== end.head)
      throw new ErasureListDamage(`${file}: line ${line.n} does not continue line ${end.count}`)
    end = { count: line.n, head: hashOf(text) }
    if (end.count === known.count) {
      if (end.head !== known.head)
        throw new ErasureListDamage(`${file}: line ${line.n} is not what the backup has seen`)
      isKnownSeen = true
    }
    yield { orgId: line.org, kind: line.kind, subjectId: line.id, erasedAt: line.at }
  }
  if (!isKnownSeen) throw new ErasureListDamage(`${file}: ${end.count} lines, and the backup has seen ${known.count}`)
  return end
}

function parse(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * Where a list ends, read from its tail only: whether the rest holds is for a backup and a drill to verify. A list that is
 * not there is empty.
 * @throws ErasureListDamage when no whole line stands at its end
 */
export async function endOfErasureList(file: string): Promise<ErasureListEnd> {
  const size = await sizeOf(file)
  if (size === 0) return EMPTY
  const tail = (await bytesAt(file, Math.max(0, size - TAIL_BYTES), TAIL_BYTES)).toString('utf8')
  for (const text of tail.split('\n').toReversed()) {
    const line = parse(text)
    if (line) return { count: line.n, head: hashOf(text) }
  }
  throw new ErasureListDamage(`${file}: no line can be read at its end`)
}

/** Appends to a list, down to the disk. One writer at a time; `end` is where the list ends now. */
export async function appendToErasureList(
  file: string,
  end: ErasureListEnd,
  erasures: readonly ListedErasure[],
): Promise<ErasureListEnd> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const isNew = (await sizeOf(file)) === 0
  const handle = await open(file, 'a+', 0o600)
  let { count, head } = end
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    let text = bytesRead === 1 && buffer[0] !== 0x0a ? '\n' : ''
    for (const { orgId, kind, subjectId, erasedAt } of erasures) {
      const line = JSON.stringify({ n: ++count, org: orgId, kind, id: subjectId, at: erasedAt, prev: head })
      head = hashOf(line)
      text += `${line}\n`
    }
    await handle.appendFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (isNew) await syncFolder(dirname(file))
  return { count, head }
}

/**
 * Brings the copy of a list up to it: appends what the copy has not yet.
 * @throws ErasureListDamage when the copy is no beginning of the list: then somebody must look, and nothing is overwritten
 */
export async function mirrorErasureList(file: string, copy: string): Promise<void> {
  const [from, to] = await Promise.all([sizeOf(file), sizeOf(copy)])
  const tailAt = Math.max(0, to - TAIL_BYTES)
  const isBeginning =
    to <= from && (await bytesAt(file, tailAt, to - tailAt)).equals(await bytesAt(copy, tailAt, to - tailAt))
  if (!isBeginning) throw new ErasureListDamage(`${copy} is not the beginning of ${file}`)
  if (from === to) return
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 })
  const handle = await open(copy, 'a', 0o600)
  try {
    for await (const chunk of createReadStream(file, { start: to, end: from - 1 })) {
      await handle.appendFile(chunk as Buffer)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (to === 0) await syncFolder(dirname(copy))
}

const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0

async function bytesAt(file: string, position: number, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0)
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
