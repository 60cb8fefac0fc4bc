import { randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VaultDamage } from './damage.ts'
import { openSealedStream, sealStream } from './sealed-stream.ts'

const FRAME = 64 * 1024
const key = randomBytes(32)

async function* inPieces(content: Buffer, size: number) {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size)
}
const sealed = (id: string, content: Buffer, size = 100_000) =>
  buffer(Readable.from(sealStream(key, id, inPieces(content, size))))
const opened = (id: string, content: Buffer, size: number, by = key) =>
  buffer(Readable.from(openSealedStream(by, id, inPieces(content, size))))

const lengths = fc.oneof(
  fc.constantFrom(0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 1),
  fc.integer({ min: 0, max: 4 * FRAME }),
)

test('what was sealed opens again, in whatever pieces it comes', () =>
  fc.assert(
    fc.asyncProperty(
      lengths,
      fc.integer({ min: 1000, max: 200_000 }),
      fc.integer({ min: 1000, max: 200_000 }),
      async (length, a, b) => {
        const [id, content] = [randomUUID(), randomBytes(length)]
        expect((await opened(id, await sealed(id, content, a), b)).equals(content)).toBe(true)
      },
    ),
    { numRuns: 40 },
  ))

test('one byte changed, cut off or added, another id, another key: nothing of it opens as if it were whole', () =>
  fc.assert(
    fc.asyncProperty(
      lengths,
      fc.nat(),
      fc.constantFrom('flip', 'cut', 'add', 'id', 'key'),
      async (length, at, damage) => {
        const id = randomUUID()
        const whole = await sealed(id, randomBytes(length))
        const place = at % whole.length
        const broken = Buffer.from(whole)
        if (damage === 'flip') broken[place]! ^= 1 << (at % 8)
        const given =
          damage === 'cut'
            ? whole.subarray(0, place)
            : damage === 'add'
              ? Buffer.concat([whole, Buffer.from('x')])
              : broken
        const as = damage === 'id' ? randomUUID() : id
        await expect(opened(as, given, 70_000, damage === 'key' ? randomBytes(32) : key)).rejects.toThrow(VaultDamage)
      },
    ),
    { numRuns: 80 },
  ))
