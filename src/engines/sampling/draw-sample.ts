import { createHash } from 'node:crypto'

/**
 * Draws items without replacement from a seed, the same on every machine: whoever has the seed and the population's hash
 * can draw again and compare.
 *
 * @param seed kept secret until the population is fixed; any text with at least 128 bits of chance
 * @param populationHash of what the numbers stand for (the PDF and its data), fixed before the draw
 * @param count of items, numbered from 0
 * @param without items that are opened anyway
 * @returns numbers in rising order
 */
export function drawSample(
  seed: string,
  populationHash: string,
  count: number,
  size: number,
  without: ReadonlySet<number> = new Set(),
): number[] {
  const random = numbersFrom(`${seed}\n${populationHash}`)
  // Fisher–Yates on the few places that it touches.
  const moved = new Map<number, number>()
  const drawn: number[] = []
  for (let i = 0; i < count && drawn.length < size; i++) {
    const at = i + random(count - i)
    const item = moved.get(at) ?? at
    moved.set(at, moved.get(i) ?? i)
    if (!without.has(item)) drawn.push(item)
  }
  return drawn.sort((a, b) => a - b)
}

/** Evenly spread whole numbers out of SHA-256 in counter mode. */
function numbersFrom(seed: string): (below: number) => number {
  let block = Buffer.alloc(0)
  let counter = 0
  const word = () => {
    if (block.length < 4) block = createHash('sha256').update(`${seed}\n${counter++}`).digest()
    const value = block.readUInt32BE(0)
    block = block.subarray(4)
    return value
  }
  return (below) => {
    // Values of the incomplete last round would favour the small numbers.
    const limit = 2 ** 32 - (2 ** 32 % below)
    let value = word()
    while (value >= limit) value = word()
    return value % below
  }
}
