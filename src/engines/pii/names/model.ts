import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { LABEL_COUNT } from './labels-of-names.ts'
import { type Gate, GATE_SIZE } from './gate.ts'
import { BEGINNING_BYTES, withSingles, type WordTable } from './word-table.ts'

/**
 * Bytes of a slot: a 16-bit mark, and a weight for each label but "outside", whose weight is 0 by convention (only
 * differences count). One slot a feature, never a second look: of features that meet the heaviest stays.
 */
export const SLOT = 8

/** The trained table. */
export interface NameModel {
  readonly words: WordTable
  /** Slots one after the other; a power of two of them. */
  readonly slots: Int8Array
  /** What one step of a weight is worth. */
  readonly scale: number
  /** `(LABEL_COUNT + 1) × LABEL_COUNT`, real values; the last row is the beginning. */
  readonly transitions: Float32Array
  readonly gate: Gate
}

const MAGIC = 0x534b4e31

/** A model as bytes, deflated. Little-endian. */
export function readModel(deflated: Uint8Array): NameModel {
  const bytes = inflateRawSync(deflated)
  // An own buffer, so that the wide views are aligned.
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const head = new Uint32Array(buffer, 0, 4)
  if (head[0] !== MAGIC) throw new Error('not a table of name weights')
  const [, wordSlots, featureSlots] = head as unknown as [number, number, number]
  let at = 16
  const take = <T>(size: number, view: (offset: number) => T): T => {
    const taken = view(at)
    at += size
    return taken
  }
  const scale = take(4, (offset) => new Float32Array(buffer, offset, 1)[0]!)
  const count = (LABEL_COUNT + 1) * LABEL_COUNT
  const transitions = take(count * 4, (offset) => new Float32Array(buffer, offset, count))
  const gateThreshold = take(4, (offset) => new Float32Array(buffer, offset, 1)[0]!)
  const wordMarks = take(wordSlots * 2, (offset) => new Uint16Array(buffer, offset, wordSlots))
  const slots = take(featureSlots * SLOT, (offset) => new Int8Array(buffer.slice(offset, offset + featureSlots * SLOT)))
  const classes = take(wordSlots, (offset) => new Uint8Array(buffer, offset, wordSlots))
  const beginnings = take(BEGINNING_BYTES, (offset) => new Uint8Array(buffer, offset, BEGINNING_BYTES))
  const gate = {
    weights: take(GATE_SIZE, (offset) => new Int8Array(buffer, offset, GATE_SIZE)),
    threshold: gateThreshold,
  }
  return { words: withSingles({ marks: wordMarks, classes, beginnings }), slots, scale, transitions, gate }
}

/** The other way round, not yet deflated. */
export function modelBytes({ words, slots, scale, transitions, gate }: NameModel): Uint8Array {
  const head = new Uint32Array([MAGIC, words.marks.length, slots.length / SLOT, 0])
  const parts = [
    head,
    new Float32Array([scale]),
    transitions,
    new Float32Array([gate.threshold]),
    words.marks,
    slots,
    words.classes,
    words.beginnings,
    gate.weights,
  ]
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)))
}

const SHIPPED = new URL('../weights/names.bin', import.meta.url)
let shipped: NameModel | undefined

/** The weights that lie beside the code, read at first use. */
export function shippedModel(): NameModel {
  return (shipped ??= readModel(readFileSync(SHIPPED)))
}

/** Where a feature lies, if it does: the upper bits of its hash; the lower ones tell it from others of its slot. */
export function slotOf(hash: number, slotCount: number): number {
  return (hash >>> 12) & (slotCount - 1)
}

/** What tells a feature from others of its slot; never 0. */
export function markOf(hash: number): number {
  return (hash & 0xffff) | 1
}

/** Builds the table of features, heaviest first. `weights` has `LABEL_COUNT` real values a feature. */
export function packFeatures(
  features: readonly { readonly hash: number; readonly weights: Float32Array }[],
  slotCount: number,
  scale: number,
): { slots: Int8Array; kept: number } {
  const slots = new Int8Array(slotCount * SLOT)
  const marks = new Uint16Array(slots.buffer)
  let kept = 0
  for (const { hash, weights } of features) {
    const slot = slotOf(hash, slotCount)
    if (marks[slot * 4] !== 0) continue
    kept++
    marks[slot * 4] = markOf(hash)
    for (let y = 1; y < LABEL_COUNT; y++)
      slots[slot * SLOT + 1 + y] = Math.max(-127, Math.min(127, Math.round((weights[y]! - weights[0]!) / scale)))
  }
  return { slots, kept }
}
