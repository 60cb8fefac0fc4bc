import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { bytesOf } from '../../documents/index.ts'
import { fileBlocks } from './file-blocks.ts'
import { BLOCK_BYTES } from './thread-messages.ts'

/** A file of seven blocks and a little, and where it was read. */
function watchedFile() {
  const bytes = Uint8Array.from({ length: 7 * BLOCK_BYTES + 5 }, (_, at) => at % 251)
  const { byteCount, open } = bytesOf(bytes)
  const begins: number[] = []
  const source = {
    byteCount,
    open: (range: { from: number; until: number }) => {
      begins.push(range.from / BLOCK_BYTES)
      return open(range)
    },
  }
  return { bytes, source, begins }
}

test('並んで読むスレッドのために、同じ所は1度だけ読みます', async () => {
  const { bytes, source, begins } = watchedFile()
  const blocks = fileBlocks([source])
  for (let block = 0; block < 8; block++)
    for (let thread = 0; thread < 2; thread++) {
      const from = block * BLOCK_BYTES
      expect(Buffer.compare(await blocks(0, from), bytes.subarray(from, from + BLOCK_BYTES))).toBe(0)
    }
  expect(begins).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('続けて読むときは次の所を先に、飛び飛びに読むときは頼まれた所だけを読みます', async () => {
  const { source, begins } = watchedFile()
  const blocks = fileBlocks([source])
  await blocks(0, 5 * BLOCK_BYTES)
  await blocks(0, 2 * BLOCK_BYTES)
  expect(begins).toEqual([5, 2])
  await blocks(0, 3 * BLOCK_BYTES)
  expect(begins).toEqual([5, 2, 3, 4])
})

test('先に読んで失敗したことは、頼まれたときに言います', async () => {
  const { bytes } = watchedFile()
  const broken = () => Readable.from([]).destroy(new Error('読めません'))
  const good = bytesOf(bytes).open
  const open: typeof good = (range) => (range.from >= 2 * BLOCK_BYTES ? broken() : good(range))
  const blocks = fileBlocks([{ byteCount: bytes.length, open }])
  await blocks(0, 0)
  await blocks(0, BLOCK_BYTES)
  await new Promise((resolve) => setImmediate(resolve))
  await expect(blocks(0, 2 * BLOCK_BYTES)).rejects.toThrow('読めません')
})
