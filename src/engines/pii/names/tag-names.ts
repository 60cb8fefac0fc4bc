import { GATE_TEMPLATES, openPieces } from './gate.ts'
import { featuresAt, lookAt, makeSight, PAD, TEMPLATE_COUNT } from './features.ts'
import { AT_START, LABEL_COUNT, MAY_FOLLOW, NameLabel } from './labels-of-names.ts'
import { type NameModel, shippedModel, SLOT } from './model.ts'
import type { NameSpan, NameTagger } from './name-tagger.ts'

/** A piece is cut at the first end of sentence or line after so many code units, and anywhere at twice as many. */
const PIECE = 256
const IMPOSSIBLE = -1e6
/** What the weights of all features together are above their value while they are added up. */
const ABOVE = 128 * TEMPLATE_COUNT
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
  const wide = new Int32Array(slots.buffer)
  const mask = slots.length / SLOT - 1
  const transitions = Float64Array.from(model.transitions, (value, k) => (MAY_FOLLOW[k] ? value / scale : IMPOSSIBLE))
  const bias = personBias / scale
  const pieces: number[] = []
  const gateRow = new Int32Array(GATE_TEMPLATES)

  const emit = (i: number) => {
    featuresAt(sight, i, hashes)
    let head = 0
    let odd = 0
    let even = 0
    for (let f = 0; f < TEMPLATE_COUNT; f++) {
      const hash = hashes[f]!
      const at = ((hash >>> 12) & mask) << 1
      const front = wide[at]!
      // All ones where the mark is the feature's own, without a branch.
      const own = (((front & 0xffff) ^ ((hash & 0xffff) | 1)) - 1) >> 31
      // Two weights at a time, 128 above their value so that none borrows from its neighbour.
      const first = ((front >>> 16) & own) ^ 0x8080
      const rest = (wide[at + 1]! & own) ^ 0x80808080
      head += (first & 0xff) | ((first & 0xff00) << 8)
      odd += rest & 0x00ff00ff
      even += (rest >>> 8) & 0x00ff00ff
    }
    const row = i * LABEL_COUNT
    emission[row] = 0
    emission[row + 1] = (head & 0xffff) - ABOVE + bias
    emission[row + 2] = (head >>> 16) - ABOVE
    emission[row + 3] = (odd & 0xffff) - ABOVE
    emission[row + 4] = (even & 0xffff) - ABOVE + bias
    emission[row + 5] = (odd >>> 16) - ABOVE
    emission[row + 6] = (even >>> 16) - ABOVE
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
