import { featuresSight } from './sights.ts'
import { GATE_SIZE, GATE_TEMPLATES, type Gate, gateSlots } from '../../src/engines/pii/names/gate.ts'
import { PAD } from '../../src/engines/pii/names/features.ts'
import type { WordTable } from '../../src/engines/pii/names/word-table.ts'
import { DICTIONARY } from './dictionary-texts.ts'
import type { LabelledText } from './labelled-texts.ts'

/** One missed name in so many is the price of the gate. */
const MISSED = 1 / 200
const EPOCHS = 5

interface Run {
  readonly slots: Int32Array
  readonly isName: Uint8Array
  readonly holdsName: boolean
}

/** Logistic regression of "a name stands here"; a tenth of the texts sets the threshold. */
export function trainGate(texts: readonly LabelledText[], words: WordTable, random: () => number): Gate {
  const weights = new Float32Array(GATE_SIZE)
  const squares = new Float32Array(GATE_SIZE)
  const runs = texts.map((text) => runsOf(text, words))
  const isForThreshold = (i: number) => i % 10 === 0
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const [i, ofText] of runs.entries()) {
      if (isForThreshold(i)) continue
      for (const { slots, isName } of ofText)
        for (let at = 0; at < isName.length; at++) {
          let sum = 0
          for (let k = 0; k < GATE_TEMPLATES; k++) sum += weights[slots[at * GATE_TEMPLATES + k]!]!
          const wanted = isName[at]!
          const g = (wanted - 1 / (1 + Math.exp(-sum))) * (wanted === 1 ? 3 : 1)
          if (Math.abs(g) < 0.01 || (wanted === 0 && random() < 0.3)) continue
          for (let k = 0; k < GATE_TEMPLATES; k++) {
            const slot = slots[at * GATE_TEMPLATES + k]!
            squares[slot]! += g * g
            weights[slot]! += (0.08 * g) / Math.sqrt(squares[slot]! + 1e-6)
          }
        }
    }
  const scale = 32
  const small = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight * scale))))
  const best = (run: Run) => {
    let top = -Infinity
    for (let at = 0; at < run.isName.length; at++) {
      let sum = 0
      for (let k = 0; k < GATE_TEMPLATES; k++) sum += small[run.slots[at * GATE_TEMPLATES + k]!]!
      top = Math.max(top, sum)
    }
    return top
  }
  // Words put together from the dictionary are no measure of what passes in texts.
  const held = runs.filter((_, i) => isForThreshold(i) && texts[i]!.id !== DICTIONARY).flat()
  const named = held
    .filter(({ holdsName }) => holdsName)
    .map(best)
    .toSorted((a, b) => a - b)
  const threshold = named[Math.floor(named.length * MISSED)] ?? 0
  const passed = held.filter((run) => best(run) >= threshold)
  const places = (list: readonly Run[]) => list.reduce((sum, { isName }) => sum + isName.length, 0)
  console.log(
    `gate: threshold ${threshold}, ${passed.length} of ${held.length} runs pass (${named.length} hold names), ${((100 * places(passed)) / places(held)).toFixed(0)} % of the places`,
  )
  return { weights: small, threshold }
}

function runsOf(labelled: LabelledText, words: WordTable): Run[] {
  const { text, ents } = labelled
  const sight = featuresSight(labelled, words)
  const isName = new Uint8Array(text.length)
  for (const { s, e, isPerson } of ents) if (isPerson) isName.fill(1, s, e)
  const row = new Int32Array(GATE_TEMPLATES)
  const out: Run[] = []
  for (let from = 0; from < text.length; from++) {
    if (!sight.isActive[from + PAD]) continue
    let end = from
    while (end < text.length && sight.isActive[end + PAD]) end++
    const slots = new Int32Array((end - from) * GATE_TEMPLATES)
    for (let i = from; i < end; i++) {
      gateSlots(sight, i, row)
      slots.set(row, (i - from) * GATE_TEMPLATES)
    }
    const names = isName.slice(from, end)
    out.push({ slots, isName: names, holdsName: names.includes(1) })
    from = end
  }
  return out
}
