import { GATE_TEMPLATES, openPieces } from './gate.ts'
import { featuresAt, lookAt, makeSight, PAD, TEMPLATE_COUNT } from './features.ts'
import { AT_START, LABEL_COUNT, MAY_FOLLOW, NameLabel } from './labels-of-names.ts'
import { type NameModel, shippedModel, SLOT } from './model.ts'
import type { NameSpan, NameTagger } from './name-tagger.ts'

/** A piece is cut at the first end of sentence or line after so many code units, and anywhere at twice as many. */
const PIECE = 256
const IMPOSSIBLE = -1e6
/** Labels that may stand before each. */
const BEFORE = Array.from({ length: LABEL_COUNT }, (_, y) =>
  Array.from({ length: LABEL_COUNT }, (_, x) => x).filter((x) => MAY_FOLLOW[x * LABEL_COUNT + y]),
)
/** Above 0, more is taken for a person than the model holds most probable: a missed person costs more than a false one. */
const PERSON_BIAS = 0.3

/**
 * The shipped tagger: a linear-chain conditional random field over characters, read from a table. Time is linear in the
 * text, memory constant.
 */
export function makeNameTagger(model: NameModel, personBias = PERSON_BIAS): NameTagger {
  const sight = makeSight(2 * PIECE)
  const hashes = new Int32Array(TEMPLATE_COUNT)
  const emission = new Float64Array(2 * PIECE * LABEL_COUNT)
  const score = new Float64Array(2 * PIECE * LABEL_COUNT)
  const back = new Uint8Array(2 * PIECE * LABEL_COUNT)
  const { slots, scale } = model
  const marks = new Uint16Array(slots.buffer)
  const mask = slots.length / SLOT - 1
  const transitions = Float64Array.from(model.transitions, (value, k) => (MAY_FOLLOW[k] ? value / scale : IMPOSSIBLE))
  const bias = personBias / scale
  const pieces: number[] = []
  const gateRow = new Int32Array(GATE_TEMPLATES)

  const emit = (i: number) => {
    featuresAt(sight, i, hashes)
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let s4 = 0
    let s5 = 0
    let s6 = 0
    for (let f = 0; f < TEMPLATE_COUNT; f++) {
      const hash = hashes[f]!
      const slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask
      // All ones where the mark is the feature's own, without a branch.
      const own = ((marks[slot << 2]! ^ ((hash >>> 16) | 1)) - 1) >> 31
      const at = slot << 3
      s1 += slots[at + 2]! & own
      s2 += slots[at + 3]! & own
      s3 += slots[at + 4]! & own
      s4 += slots[at + 5]! & own
      s5 += slots[at + 6]! & own
      s6 += slots[at + 7]! & own
    }
    const row = i * LABEL_COUNT
    emission[row] = 0
    emission[row + 1] = s1 + bias
    emission[row + 2] = s2
    emission[row + 3] = s3
    emission[row + 4] = s4 + bias
    emission[row + 5] = s5
    emission[row + 6] = s6
  }

  const walk = (from: number, until: number) => {
    for (let i = from; i < until; i++) {
      const row = i * LABEL_COUNT
      for (let y = 0; y < LABEL_COUNT; y++) {
        let best = IMPOSSIBLE * 10
        if (i === from) best = transitions[AT_START * LABEL_COUNT + y]!
        else
          for (const x of BEFORE[y]!) {
            const value = score[row - LABEL_COUNT + x]! + transitions[x * LABEL_COUNT + y]!
            if (value > best) {
              best = value
              back[row + y] = x
            }
          }
        score[row + y] = best + emission[row + y]!
      }
    }
  }

  /** Names of one run of active places. Between runs everything is outside, so that each run stands alone. */
  const tagRun = (from: number, until: number, offset: number, into: NameSpan[]) => {
    for (let i = from; i < until; i++) emit(i)
    walk(from, until)
    let label = NameLabel.outside as number
    let best = -Infinity
    for (let y = 0; y < LABEL_COUNT; y++) {
      if (y === NameLabel.begin || y === NameLabel.inside) continue
      const value = score[(until - 1) * LABEL_COUNT + y]!
      if (value > best) {
        best = value
        label = y
      }
    }
    let end = -1
    for (let i = until - 1; i >= from; i--) {
      if (label === NameLabel.end || label === NameLabel.single) end = i + 1
      if (label === NameLabel.begin || label === NameLabel.single)
        into.push({ start: offset + i, end: offset + end, probability: confidence(i, end) })
      label = back[i * LABEL_COUNT + label]!
    }
  }

  /** From the margin of the name over nothing at its places. */
  const confidence = (from: number, end: number): number => {
    let margin = 0
    for (let i = from; i < end; i++) {
      const row = i * LABEL_COUNT
      const label =
        end - from === 1
          ? NameLabel.single
          : i === from
            ? NameLabel.begin
            : i === end - 1
              ? NameLabel.end
              : NameLabel.inside
      margin += emission[row + label]! - Math.max(emission[row]!, emission[row + 5]!, emission[row + 6]!)
    }
    return 1 / (1 + Math.exp((-margin * scale) / 2))
  }

  return (text) => {
    const out: NameSpan[] = []
    for (let from = 0; from < text.length;) {
      const until = endOfPiece(text, from)
      lookAt(sight, text, from, until, model.words)
      const n = until - from
      for (let i = 0; i < n;) {
        if (sight.isActive[i + PAD] === 0) {
          i++
          continue
        }
        let end = i + 1
        while (end < n && sight.isActive[end + PAD] === 1) end++
        const count = openPieces(model.gate, sight, [i, end], gateRow, pieces)
        for (let piece = 0; piece < count; piece += 2) {
          const found: NameSpan[] = []
          tagRun(pieces[piece]!, pieces[piece + 1]!, from, found)
          if (found.length > 0) out.push(...found.reverse())
        }
        i = end
      }
      from = until
    }
    return out
  }
}

function endOfPiece(text: string, from: number): number {
  const last = Math.min(text.length, from + 2 * PIECE)
  for (let i = from + PIECE; i < last; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x3002 || code === 0x0a) return i + 1
  }
  return last
}

let tagger: NameTagger | undefined

/** The tagger with the shipped weights, made at first use. */
export function shippedNameTagger(): NameTagger {
  return (tagger ??= makeNameTagger(shippedModel()))
}
