import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { LABEL_COUNT } from './labels-of-names.ts'
import type { WordTable } from './word-table.ts'

/** Bytes of a row of weights: one a label, and one that is empty. */
export const ROW = 8

/** The trained table: features by 16-bit marks in an open-addressed table, a row of small weights each. */
export interface NameModel {
  readonly words: WordTable
  readonly marks: Uint16Array
  readonly rows: Int8Array
  /** What one step of a row is worth. */
  readonly scale: number
  /** `(LABEL_COUNT + 1) × LABEL_COUNT`, real values; the last row is the beginning. */
  readonly transitions: Float32Array
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
  const wordMarks = take(wordSlots * 2, (offset) => new Uint16Array(buffer, offset, wordSlots))
  const marks = take(featureSlots * 2, (offset) => new Uint16Array(buffer, offset, featureSlots))
  const classes = take(wordSlots, (offset) => new Uint8Array(buffer, offset, wordSlots))
  const rows = take(featureSlots * ROW, (offset) => new Int8Array(buffer, offset, featureSlots * ROW))
  return { words: { marks: wordMarks, classes }, marks, rows, scale, transitions }
}

/** The other way round, not yet deflated. */
export function modelBytes({ words, marks, rows, scale, transitions }: NameModel): Uint8Array {
  const head = new Uint32Array([MAGIC, words.marks.length, marks.length, 0])
  const parts = [head, new Float32Array([scale]), transitions, words.marks, marks, words.classes, rows]
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)))
}

const SHIPPED = new URL('../weights/names.bin', import.meta.url)
let shipped: NameModel | undefined

/** The weights that lie beside the code, read at first use. */
export function shippedModel(): NameModel {
  return (shipped ??= readModel(readFileSync(SHIPPED)))
}

/** Slot of a feature, or -1. */
export function slotOf(marks: Uint16Array, hash: number): number {
  const mask = marks.length - 1
  const mark = (hash >>> 16) | 1
  for (let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask; ; slot = (slot + 1) & mask) {
    const found = marks[slot]!
    if (found === mark) return slot
    if (found === 0) return -1
  }
}

/** Builds the table of features. `weights` has `LABEL_COUNT` real values a hash. */
export function packFeatures(
  features: ReadonlyMap<number, Float32Array>,
  slots: number,
  scale: number,
): Pick<NameModel, 'marks' | 'rows'> {
  const marks = new Uint16Array(slots)
  const rows = new Int8Array(slots * ROW)
  const mask = slots - 1
  for (const [hash, weights] of features) {
    const mark = (hash >>> 16) | 1
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask
    while (marks[slot] !== 0 && marks[slot] !== mark) slot = (slot + 1) & mask
    marks[slot] = mark
    for (let y = 0; y < LABEL_COUNT; y++)
      rows[slot * ROW + y] = Math.max(-127, Math.min(127, Math.round(weights[y]! / scale)))
  }
  return { marks, rows }
}
