import { NO_CHARACTER, NO_GLYPH } from '../reading/page-content.ts'
import { normalised } from '../values/normalise.ts'
import type { MismatchKind } from '../verdict.ts'
import type { Comparison } from './compare-page.ts'
import type { PageView } from './read-field.ts'

/** Whose page it is: which side of which sheet of the run as it should be. */
export interface Identity {
  readonly ordinal: number
  readonly side: 0 | 1
  readonly comparison: Comparison
}

export const isRight = (comparison: Comparison): boolean => comparison.problems.length === 0

/** A page without any value may be anybody's. */
export const saysWhose = ({ comparison }: Identity) => comparison.matched > 0

/** At least half of what should stand there does. */
export const isLikely = ({ comparison }: Identity) =>
  comparison.matched > 0 && comparison.matched * 2 >= comparison.compared

/** What speaks for it outweighs what speaks against it. */
export const isMostly = ({ comparison }: Identity) => comparison.matched > comparison.problems.length

const EXPLAINS = new Set<MismatchKind>([
  'field_missing',
  'missing_glyph',
  'gaiji',
  'cut_off',
  'covered',
  'overflow',
  'variant',
])

/** Nothing of the record is printed as it should be, but it can be seen why: something is lost, or nearly right. */
export const isExplained = ({ comparison }: Identity) =>
  !comparison.problems.some(({ kind }) => kind === 'wrong_template') &&
  comparison.problems.some(
    ({ kind, expected = '', printed = '' }) =>
      EXPLAINS.has(kind) || (kind === 'field_differs' && isNear(printed, expected)),
  )

/** A value that is not found in its place stands on the page all the same: its label is lost, or it has moved. */
export function isShown(view: PageView, { comparison }: Identity): boolean {
  return comparison.problems.some(({ kind, expected = '' }) => {
    const value = normalised(expected)
    return kind === 'field_missing' && value.length > 1 && view.plain().includes(value)
  })
}

export const hasLostCharacters = ({ content }: PageView) =>
  content.marks.some((mark) => (mark & (NO_CHARACTER | NO_GLYPH)) !== 0)

/** Half of the characters are the same, place by place. */
function isNear(printed: string, expected: string): boolean {
  const [ours, theirs] = [normalised(printed), normalised(expected)]
  let same = 0
  for (let i = 0; i < ours.length; i++) if (ours[i] === theirs[i]) same++
  return same * 2 >= Math.max(ours.length, theirs.length) && same > 1
}

export const rank = ({ comparison }: Identity) => comparison.matched - comparison.problems.length / 2

export function bestOf(identities: readonly Identity[]): Identity | undefined {
  let best: Identity | undefined
  for (const identity of identities) if (!best || rank(identity) > rank(best)) best = identity
  return best
}
