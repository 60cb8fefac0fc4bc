export type DotsPerMm = readonly [across: number, down: number]

/** What a resolution must be to be believed. */
export interface PaperLimits {
  /** Dots an inch. */
  readonly coarsest: number
  readonly finest: number
  readonly shortestMm: number
  readonly longestMm: number
  /** Of the shorter side; else as long as the longer one may be. */
  readonly widestMm?: number
}

export interface Paper {
  readonly widthMm: number
  readonly heightMm: number
}

const A4 = [210, 297] as const

/**
 * How large the paper is that was scanned: by the first resolution that can be meant. A4 as the picture lies, without
 * stretching it, where the file states none, or none that can be.
 * @param width in dots, as is `height`
 */
export function paperOfScan(
  width: number,
  height: number,
  stated: readonly DotsPerMm[],
  { coarsest, finest, shortestMm, longestMm, widestMm = longestMm }: PaperLimits,
): Paper {
  for (const dots of stated) {
    const [widthMm, heightMm] = [width / dots[0], height / dots[1]]
    const [short, long] = [Math.min(widthMm, heightMm), Math.max(widthMm, heightMm)]
    const isMeant = dots.every((each) => each * 25.4 >= coarsest && each * 25.4 <= finest)
    if (isMeant && short >= shortestMm && short <= widestMm && long <= longestMm) return { widthMm, heightMm }
  }
  const [wide, high] = width > height ? [A4[1], A4[0]] : A4
  const scale = Math.min(wide / width, high / height)
  return { widthMm: width * scale, heightMm: height * scale }
}
