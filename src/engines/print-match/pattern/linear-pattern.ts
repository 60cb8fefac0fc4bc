import { NotLinear, parsePattern } from './parse-pattern.ts'
import { type PatternProgram, programOf, STEP } from './pattern-program.ts'

export interface PatternMatch {
  /** What counts: the first group where it took part, else the whole. Places are units of the text. */
  readonly text: string
  readonly from: number
  readonly until: number
}

/**
 * A regular expression of a stranger. It finds what the language's own would find, in a time that grows with the length of
 * the text alone: no step is taken twice at the same place, so `(a+)+$` is as quick as any other.
 */
export interface LinearPattern {
  readonly source: string
  /** One after the other, as `matchAll`. */
  all(text: string): PatternMatch[]
  first(text: string): PatternMatch | undefined
}

/** Why a text is no pattern for us; undefined: it is one. */
export function patternFault(source: string): 'no_pattern' | 'not_linear' | undefined {
  try {
    linearPattern(source)
    return undefined
  } catch (cause) {
    if (cause instanceof NotLinear) return 'not_linear'
    if (cause instanceof SyntaxError) return 'no_pattern'
    throw cause
  }
}

/** @throws SyntaxError, NotLinear */
export function linearPattern(source: string): LinearPattern {
  const program = programOf(parsePattern(source))
  const find = (text: string, most: number): PatternMatch[] => {
    const run = startRun(program, text)
    const found: PatternMatch[] = []
    for (let from = 0; found.length < most;) {
      const match = run(from)
      if (!match) break
      const [start, end, groupStart, groupEnd] = match
      const [a, b] = groupStart >= 0 && groupEnd >= 0 ? [groupStart, groupEnd] : [start, end]
      found.push({ text: text.slice(a, b), from: a, until: b })
      from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1)
    }
    return found
  }
  return { source, all: (text) => find(text, Infinity), first: (text) => find(text, 1)[0] }
}

type Found = readonly [start: number, end: number, groupStart: number, groupEnd: number]
/** On the stack, instead of a step: put back the place where the group began or ended. */
const PUT_BACK = -1

/** @returns a search for the next match from a place on; places are asked in rising order */
function startRun({ steps, x, y, tests, first }: PatternProgram, text: string): (from: number) => Found | undefined {
  const width = steps.length
  // A bit for each step at each place: where it was taken before, it led nowhere.
  const taken = new Uint8Array(Math.ceil(((text.length + 1) * width) / 8))
  const stack: number[] = []
  const group: [number, number] = [-1, -1]

  const runFrom = (start: number): number => {
    stack.length = 0
    stack.push(0, start)
    group[0] = group[1] = -1
    while (stack.length > 0) {
      let at = stack.pop()!
      let step = stack.pop()!
      if (step < 0) {
        group[PUT_BACK - step] = at
        continue
      }
      for (;;) {
        const bit = at * width + step
        const mask = 1 << (bit & 7)
        if ((taken[bit >> 3]! & mask) !== 0) break
        taken[bit >> 3]! |= mask
        const kind = steps[step]!
        if (kind === STEP.found) return at
        if (kind === STEP.character || kind === STEP.test) {
          const code = text.codePointAt(at)
          if (code === undefined) break
          if (kind === STEP.character ? code !== x[step] : !tests[x[step]!]!(code)) break
          at += code > 0xffff ? 2 : 1
          step++
        } else if (kind === STEP.split) {
          stack.push(y[step]!, at)
          step = x[step]!
        } else if (kind === STEP.jump) step = x[step]!
        else if (kind === STEP.save) {
          const slot = x[step] as 0 | 1
          stack.push(PUT_BACK - slot, group[slot])
          group[slot] = at
          step++
        } else if (kind === STEP.forget) {
          stack.push(PUT_BACK, group[0], PUT_BACK - 1, group[1])
          group[0] = group[1] = -1
          step++
        } else if (isAt(kind, text, at)) step++
        else break
      }
    }
    return -1
  }

  return (from) => {
    // What was taken on the way to the match before did lead somewhere.
    for (let bit = from * width; bit < Math.min((from + 1) * width, taken.length * 8); bit++)
      taken[bit >> 3]! &= ~(1 << (bit & 7))
    for (let start = from; start <= text.length;) {
      if (first !== undefined) {
        start = text.indexOf(first, start)
        if (start < 0) return undefined
      }
      const end = runFrom(start)
      if (end >= 0) return [start, end, ...group]
      start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
    }
    return undefined
  }
}

function isAt(kind: number, text: string, at: number): boolean {
  if (kind === STEP.start) return at === 0
  if (kind === STEP.end) return at === text.length
  const isBorder = isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at))
  return isBorder === (kind === STEP.word)
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
