import { createHash } from 'node:crypto'

/**
 * Draws `count` different positions of a population, the same ones for the same seed, each set equally likely
 * (Floyd's algorithm; numbers from SHA-256 in counter mode, without modulo bias).
 *
 * @param seed hex, drawn after the population's hash was fixed (invariant 13)
 * @param size how many items the population has
 * @returns positions from 0, ascending
 */
export function drawSample(seed: string, size: number, count: number): readonly number[] {
  if (!(Number.isInteger(size) && Number.isInteger(count) && count >= 0 && count <= size && size < 2 ** 32))
    throw new RangeError(`cannot draw ${count} of ${size}`)
  const next = numbersFrom(seed)
  const drawn = new Set<number>()
  for (let top = size - count; top < size; top++) {
    const pick = next(top + 1)
    drawn.add(drawn.has(pick) ? top : pick)
  }
  return [...drawn].sort((a, b) => a - b)
}

/** Numbers below a bound: 32 bits at a time, and those beyond the last full multiple of the bound are thrown away. */
function numbersFrom(seed: string): (below: number) => number {
  let [block, offset, counter] = [Buffer.alloc(0), 0, 0]
  const word = () => {
    if (offset >= block.length) {
      block = createHash('sha256').update(`${seed}:${counter++}`).digest()
      offset = 0
    }
    offset += 4
    return block.readUInt32BE(offset - 4)
  }
  return (below) => {
    const limit = 2 ** 32 - (2 ** 32 % below)
    let value = word()
    while (value >= limit) value = word()
    return value % below
  }
}
