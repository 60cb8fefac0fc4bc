import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import { VaultDamage } from './damage.ts'
import { DEFAULT_FRAME_BYTES, frameHeader, HEADER_BYTES, sealFrame, TAG_BYTES } from './frames.ts'
import { readSealed } from './read-file.ts'
import { receiveFile } from './receive-file.ts'
import { openVaultFolder, type VaultFolder } from './vault-folder.ts'

const FRAME = 64
const SEALED = FRAME + TAG_BYTES
let folder: string
let vaultFolder: VaultFolder

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-frames-'))
  vaultFolder = await openVaultFolder(join(folder, 'vault'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A vault file with small frames, so that thousands of faults can be tried. */
function sealedWith(fileId: string, key: Buffer, plain: Buffer): Buffer {
  const by = { fileId, key, header: frameHeader(fileId, FRAME) }
  const count = Math.max(1, Math.ceil(plain.length / FRAME))
  const frames = Array.from({ length: count }, (_, n) =>
    sealFrame(by, n, n === count - 1, plain.subarray(n * FRAME, (n + 1) * FRAME)),
  )
  return Buffer.concat([by.header, ...frames.flat()])
}

async function readBack(fileId: string, key: Buffer, byteCount: number, bytes: Buffer): Promise<Buffer> {
  const path = join(folder, fileId)
  await writeFile(path, bytes)
  return buffer(readSealed({ fileId, path, key, byteCount }))
}

const contentOf = (least: number) => fc.integer({ min: least, max: FRAME * 6 }).map((size) => randomBytes(size))
const plainOf = contentOf(0)

/** Ways to damage a file of the vault. Each answers other bytes than it was given. */
const damages: Record<string, (good: Buffer, at: number, other: Buffer) => Buffer> = {
  'a flipped bit': (good, at) => {
    const bad = Buffer.from(good)
    bad[at % bad.length]! ^= 1 << (at % 8)
    return bad
  },
  'a cut end': (good, at) => good.subarray(0, at % good.length),
  'a dropped frame': (good, at) => {
    const start = HEADER_BYTES + SEALED * (at % Math.ceil((good.length - HEADER_BYTES) / SEALED))
    return Buffer.concat([good.subarray(0, start), good.subarray(start + SEALED)])
  },
  'a repeated frame': (good, at) => {
    const start = HEADER_BYTES + SEALED * (at % Math.ceil((good.length - HEADER_BYTES) / SEALED))
    return Buffer.concat([good.subarray(0, start + SEALED), good.subarray(start)])
  },
  'swapped frames': (good) => {
    const [one, two] = [good.subarray(HEADER_BYTES, HEADER_BYTES + SEALED), good.subarray(HEADER_BYTES + SEALED)]
    return Buffer.concat([good.subarray(0, HEADER_BYTES), two.subarray(0, SEALED), one, two.subarray(SEALED)])
  },
  'added bytes': (good, at) => Buffer.concat([good, randomBytes((at % 200) + 1)]),
  'a frame of another file under the same key': (good, at, other) => {
    const start = HEADER_BYTES + SEALED * (at % Math.ceil((good.length - HEADER_BYTES) / SEALED))
    return Buffer.concat([
      good.subarray(0, start),
      other.subarray(start, start + SEALED),
      good.subarray(start + SEALED),
    ])
  },
  'another file in its place': (_good, _at, other) => other,
}

test.each(Object.entries(damages))('%s is found', async (_name, damage) => {
  await fc.assert(
    fc.asyncProperty(contentOf(FRAME + 1), fc.nat(), async (plain, at) => {
      const [id, key] = [newId(), randomBytes(32)]
      const good = sealedWith(id, key, plain)
      expect((await readBack(id, key, plain.length, good)).equals(plain)).toBe(true)
      const bad = damage(good, at, sealedWith(newId(), key, plain))
      fc.pre(!bad.equals(good))
      await expect(readBack(id, key, plain.length, bad)).rejects.toThrow(VaultDamage)
      // Also where the row in the database was made to fit the damaged file.
      const frames = Math.ceil(Math.max(0, bad.length - HEADER_BYTES) / SEALED)
      const fitting = bad.length - HEADER_BYTES - frames * TAG_BYTES
      await expect(readBack(id, key, Math.max(0, fitting), bad)).rejects.toThrow(VaultDamage)
    }),
    { numRuns: 150 },
  )
})

test('nothing of a damaged frame is handed out: what came before it is a prefix of the content', async () => {
  await fc.assert(
    fc.asyncProperty(plainOf, fc.nat(), async (plain, at) => {
      const [id, key] = [newId(), randomBytes(32)]
      const bad = damages['a flipped bit']!(sealedWith(id, key, plain), at, Buffer.alloc(0))
      const path = join(folder, id)
      await writeFile(path, bad)
      const got: Buffer[] = []
      const reading = (async () => {
        for await (const chunk of readSealed({ fileId: id, path, key, byteCount: plain.length }))
          got.push(chunk as Buffer)
      })()
      await expect(reading).rejects.toThrow(VaultDamage)
      const handedOut = Buffer.concat(got)
      expect(plain.subarray(0, handedOut.length).equals(handedOut)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('what is received is read back, for every size around the borders of frames, in chunks of any size', async () => {
  const border = fc
    .nat({ max: 3 })
    .chain((frames) => fc.integer({ min: -2, max: 2 }).map((by) => Math.max(0, frames * DEFAULT_FRAME_BYTES + by)))
  const content = randomBytes(4 * DEFAULT_FRAME_BYTES)
  const cuts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(border, cuts, async (size, chunkSizes) => {
      const plain = content.subarray(0, size)
      const chunks: Buffer[] = []
      for (let [from, n] = [0, 0]; from < size; from += chunkSizes[n++ % chunkSizes.length]!) {
        chunks.push(plain.subarray(from, from + chunkSizes[n % chunkSizes.length]!))
      }
      const { pending, dataKey } = await receiveFile(vaultFolder, Readable.from(chunks))
      const path = vaultFolder.pathOf(pending.id)
      const back = await buffer(readSealed({ fileId: pending.id, path, key: dataKey, byteCount: size }))
      expect([back.equals(plain), pending.byteCount]).toEqual([true, size])
      expect((await readFile(path)).length).toBeGreaterThanOrEqual(size + HEADER_BYTES + TAG_BYTES)
      await rm(path)
    }),
    { numRuns: 120 },
  )
})
