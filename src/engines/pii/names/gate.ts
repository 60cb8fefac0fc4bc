import { PAD, type Sight } from './features.ts'
import { WORD_CLASS_COUNT } from './word-table.ts'

/**
 * A small first look: ten features a place in a table without marks. A run of places goes to the tagger only where one
 * of them reaches the threshold, which nearly every name does and most other runs do not.
 */
export interface Gate {
  readonly weights: Int8Array
  readonly threshold: number
}

const GATE_BITS = 18
export const GATE_SIZE = 2 ** GATE_BITS
export const GATE_TEMPLATES = 10
const SHIFT = 32 - GATE_BITS

/** Writes the slots of the features of one place (an offset into the piece). */
export function gateSlots(sight: Sight, offset: number, into: Int32Array): void {
  const { codes: c, classes: t, cover } = sight
  const i = offset + PAD
  const at = i * WORD_CLASS_COUNT
  const end = sight.runEnd[i]!
  const from = sight.runStart[i]!
  const names = (cover[at]! << 8) | cover[at + 1]!
  const others = (cover[at + 3]! << 16) | (cover[at + 6]! << 8) | cover[at + 7]!
  into[0] = slot(0x1b873593, c[i]!, t[i + 1]!)
  into[1] = slot(0x2b873593, c[i - 1]!, c[i]!)
  into[2] = slot(0x3b873593, c[i]!, c[i + 1]!)
  into[3] = slot(0x4b873593, names, t[i]!)
  into[4] = slot(0x5b873593, others, cover[at + 2]! * 31 + cover[at + 4]!)
  into[5] = slot(0x6b873593, c[end]!, (c[end + 1]! << 4) ^ t[i]!)
  into[6] = slot(0x7b873593, c[from - 1]!, (c[from - 2]! << 4) ^ t[i]!)
  into[8] = slot(0x9b873593, c[i - 1]!, (c[i]! << 8) ^ c[i + 1]!)
  into[9] = slot(0xab873593, (cover[at - WORD_CLASS_COUNT]! << 8) | cover[at + WORD_CLASS_COUNT]!, names)
  into[7] = slot(0x8b873593, (Math.min(end - i, 7) << 8) | Math.min(end - from, 15), (names << 4) ^ t[i]!)
}

function slot(seed: number, a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ seed
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return h >>> SHIFT
}

/** Letters of a name on both sides of the place that gives it away. */
const REACH = 7

/**
 * The pieces of the run `from` … `until` in which a name may stand, one after the other: start and end, then the next.
 * @returns how many numbers were written
 */
export function openPieces(
  gate: Gate,
  sight: Sight,
  [from, until]: readonly [number, number],
  slots: Int32Array,
  into: number[],
): number {
  const { weights, threshold } = gate
  let count = 0
  for (let i = from; i < until; i++) {
    gateSlots(sight, i, slots)
    let sum = 0
    for (let k = 0; k < GATE_TEMPLATES; k++) sum += weights[slots[k]!]!
    if (sum < threshold) continue
    if (count > 0 && into[count - 1]! >= i - REACH) into[count - 1] = Math.min(until, i + REACH + 1)
    else {
      into[count] = Math.max(from, i - REACH)
      into[count + 1] = Math.min(until, i + REACH + 1)
      count += 2
    }
  }
  return count
}
