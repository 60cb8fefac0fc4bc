/** Types whose every finding is somebody's: a number that the law guards, or special-care information. */
export const isGuarded = (type: string): boolean =>
  /^(MYNUMBER|LICENSE|PASSPORT|RESIDENCE|PENSION|HEALTHINS|JUMINHYO|CARD|ACCOUNT|SC_\w+)$/.test(type)

/** Fewer persons stand in any letter: who wrote it, whom it is for, whom to ask. */
export const MOST_PERSONS_IN_BUSINESS = 10
