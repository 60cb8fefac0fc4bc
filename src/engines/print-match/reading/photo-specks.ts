import type { GreyImage } from './render.ts'

const DARK = 128
/** Of the picture's long edge: longer than a character, be it printed large. */
const LONGEST_SHARE = 0.045
/** What is smaller is grain. */
const FEWEST_DOTS = 6
const SOFT_EDGE = 3

/**
 * What may be characters, on white: without rules of tables, pictures and grain. What hangs together and is too long, or
 * has too few dots, is none.
 */
export function lettersAlone(image: GreyImage): GreyImage {
  const { width, height } = image
  const runs = darkRuns(image)
  const { rootOf } = runs
  const most = Math.max(width, height) * LONGEST_SHARE
  const [left, right, top, bottom, dots] = [0, 0, 0, 0, 0].map(() => new Int32Array(runs.count))
  left!.fill(width)
  top!.fill(height)
  for (let run = 0; run < runs.count; run++) {
    const [root, from, until, line] = [rootOf(run), runs.from[run]!, runs.until[run]!, runs.line[run]!]
    left![root] = Math.min(left![root]!, from)
    right![root] = Math.max(right![root]!, until)
    top![root] = Math.min(top![root]!, line)
    bottom![root] = Math.max(bottom![root]!, line + 1)
    dots![root]! += until - from
  }
  const grey = new Uint8Array(image.grey.length).fill(255)
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(run)
    const length = Math.max(right![root]! - left![root]!, bottom![root]! - top![root]!)
    if (length > most || dots![root]! < FEWEST_DOTS) continue
    const [from, until] = [Math.max(0, runs.from[run]! - SOFT_EDGE), Math.min(width, runs.until[run]! + SOFT_EDGE)]
    for (let y = Math.max(0, runs.line[run]! - SOFT_EDGE); y <= Math.min(height - 1, runs.line[run]! + SOFT_EDGE); y++)
      grey.set(image.grey.subarray(y * width + from, y * width + until), y * width + from)
  }
  return { width, height, grey }
}

interface Runs {
  readonly count: number
  readonly from: Int32Array
  readonly until: Int32Array
  readonly line: Int32Array
  readonly parent: Int32Array
  readonly rootOf: (run: number) => number
}

/** Dark dots side by side, joined with those above and below that they touch. */
function darkRuns({ width, height, grey }: GreyImage): Runs {
  let count = 0
  for (let at = 0; at < grey.length; at++) if (grey[at]! < DARK && (at % width === 0 || grey[at - 1]! >= DARK)) count++
  const [from, until, line, parent] = [0, 0, 0, 0].map(() => new Int32Array(count)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const rootOf = (run: number): number => {
    let root = run
    while (parent[root] !== root) root = parent[root]!
    for (let at = run; at !== root;) [at, parent[at]] = [parent[at]!, root]
    return root
  }
  let run = 0
  let above = 0
  for (let y = 0; y < height; y++) {
    const first = run
    for (let x = 0; x < width; x++) {
      if (grey[y * width + x]! >= DARK) continue
      const begin = x
      while (x < width && grey[y * width + x]! < DARK) x++
      from[run] = begin
      until[run] = x
      line[run] = y
      parent[run] = run
      while (above < first && until[above]! < begin) above++
      for (let touched = above; touched < first && from[touched]! <= x; touched++) parent[rootOf(run)] = rootOf(touched)
      run++
    }
    above = first
  }
  return { count, from, until, line, parent, rootOf }
}
