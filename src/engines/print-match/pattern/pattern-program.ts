import { NotLinear, type PatternNode } from './parse-pattern.ts'

/** Steps of a program; `x` and `y` are steps, slots, characters or tests, as the step wants them. */
export const STEP = {
  character: 0,
  test: 1,
  /** Goes on at `x`, and where that leads nowhere, at `y`. */
  split: 2,
  jump: 3,
  /** The first group begins (0) or ends (1) here. */
  save: 4,
  /** The first group is none again: its loop begins anew. */
  forget: 5,
  start: 6,
  end: 7,
  word: 8,
  noWord: 9,
  found: 10,
} as const

export interface PatternProgram {
  readonly steps: Uint8Array
  readonly x: Int32Array
  readonly y: Int32Array
  readonly tests: readonly ((code: number) => boolean)[]
  /** The character with which each match begins, where there is one. */
  readonly first: string | undefined
}

/** Repetitions are written out: beyond this a pattern is not one that somebody needs. */
const MOST_STEPS = 1000
const PLACES = { '^': STEP.start, $: STEP.end, b: STEP.word, B: STEP.noWord } as const

/** @throws NotLinear where it would be too long */
export function programOf(pattern: PatternNode): PatternProgram {
  const [steps, x, y]: [number[], number[], number[]] = [[], [], []]
  const tests: ((code: number) => boolean)[] = []
  const emit = (step: number, a = 0, b = 0): number => {
    if (steps.length >= MOST_STEPS) throw new NotLinear('too many repetitions')
    steps.push(step)
    x.push(a)
    return y.push(b) - 1
  }
  const here = () => steps.length

  function write(node: PatternNode): void {
    if (node.is === 'character') emit(STEP.character, node.code)
    else if (node.is === 'test') emit(STEP.test, tests.push(node.matches) - 1)
    else if (node.is === 'place') emit(PLACES[node.place])
    else if (node.is === 'group') {
      if (node.number === 1) emit(STEP.save, 0)
      write(node.body)
      if (node.number === 1) emit(STEP.save, 1)
    } else if (node.is === 'repeat') writeRepeat(node)
    else if (node.is === 'choice') writeChoice(node.parts)
    else node.parts.forEach(write)
  }

  function writeChoice(parts: readonly PatternNode[]): void {
    const ends: number[] = []
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1
      const split = isLast ? -1 : emit(STEP.split)
      if (!isLast) x[split] = here()
      write(part)
      if (isLast) continue
      ends.push(emit(STEP.jump))
      y[split] = here()
    }
    for (const end of ends) x[end] = here()
  }

  function writeRepeat({ body, least, most, isLazy }: Extract<PatternNode, { is: 'repeat' }>): void {
    // The language has rules of its own for a turn that takes nothing; nobody needs them on a printed page.
    if (most > least && mayBeEmpty(body)) throw new NotLinear('what may be nothing is repeated')
    const once = () => {
      if (hasFirstGroup(body)) emit(STEP.forget)
      write(body)
    }
    const branch = (split: number, into: number, out: number) => {
      x[split] = isLazy ? out : into
      y[split] = isLazy ? into : out
    }
    for (let time = 0; time < least; time++) once()
    if (most === Infinity) {
      const split = emit(STEP.split)
      once()
      emit(STEP.jump, split)
      return branch(split, split + 1, here())
    }
    const splits: number[] = []
    for (let time = least; time < most; time++) {
      splits.push(emit(STEP.split))
      once()
    }
    for (const split of splits) branch(split, split + 1, here())
  }
  write(pattern)
  emit(STEP.found)
  return { steps: Uint8Array.from(steps), x: Int32Array.from(x), y: Int32Array.from(y), tests, first: firstOf(pattern) }
}

function mayBeEmpty(node: PatternNode): boolean {
  if (node.is === 'place') return true
  if (node.is === 'group') return mayBeEmpty(node.body)
  if (node.is === 'sequence') return node.parts.every(mayBeEmpty)
  if (node.is === 'choice') return node.parts.some(mayBeEmpty)
  return node.is === 'repeat' && (node.least === 0 || mayBeEmpty(node.body))
}

function hasFirstGroup(node: PatternNode): boolean {
  if (node.is === 'group') return node.number === 1 || hasFirstGroup(node.body)
  if (node.is === 'repeat') return hasFirstGroup(node.body)
  return 'parts' in node && node.parts.some(hasFirstGroup)
}

function firstOf(node: PatternNode | undefined): string | undefined {
  if (node?.is === 'character') return String.fromCodePoint(node.code)
  if (node?.is === 'sequence') return firstOf(node.parts[0])
  if (node?.is === 'group') return firstOf(node.body)
  return node?.is === 'repeat' && node.least > 0 ? firstOf(node.body) : undefined
}
