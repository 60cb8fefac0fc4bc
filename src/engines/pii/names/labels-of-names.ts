/** Labels of the tagger: outside; beginning, inside, end of a person's name, or all of it; other names. */
export const NameLabel = { outside: 0, begin: 1, inside: 2, end: 3, single: 4, otherBegin: 5, otherInside: 6 } as const
export const LABEL_COUNT = 7
/** The row of the first place: what may stand there. */
export const AT_START = LABEL_COUNT

const { outside, begin, inside, end, single, otherBegin, otherInside } = NameLabel
const FOLLOWERS: readonly (readonly number[])[] = [
  [outside, begin, single, otherBegin],
  [inside, end],
  [inside, end],
  [outside, begin, single, otherBegin],
  [outside, begin, single, otherBegin],
  [outside, begin, single, otherBegin, otherInside],
  [outside, begin, single, otherBegin, otherInside],
  [outside, begin, single, otherBegin],
]

/** 1 where the label of the column may follow that of the row. */
export const MAY_FOLLOW: Readonly<Uint8Array> = Uint8Array.from(
  FOLLOWERS.flatMap((row) => Array.from({ length: LABEL_COUNT }, (_, label) => (row.includes(label) ? 1 : 0))),
)
