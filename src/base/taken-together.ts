/** What is done together, and how. */
export interface Together<T, R> {
  /** Answers for each in the given order; an `Error` is the answer of that one alone. */
  readonly work: (lane: string, items: readonly T[]) => Promise<readonly (R | Error)[]>
  readonly atMost: number
  /** How many calls of a lane may be under way side by side. Default 1. */
  readonly sideBySide?: number
  /** Two of the same key never go into one call: the second waits for the next. */
  readonly keyOf: (item: T) => unknown
  /**
   * Whether a call that failed as a whole is tried again one by one, so that the one that was refused does not take its
   * neighbours with it.
   */
  readonly isAboutOne: (cause: unknown) => boolean
}

interface Waiting<T, R> {
  readonly item: T
  readonly resolve: (answer: R) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Group commit: while the calls of a lane are under way, what arrives waits, and all of it goes into the next one. A single
 * one never waits for others to come.
 */
export function takenTogether<T, R>(together: Together<T, R>): (lane: string, item: T) => Promise<R> {
  const lanes = new Map<string, { readonly waiting: Waiting<T, R>[]; calls: number }>()
  const run = async (name: string, lane: { readonly waiting: Waiting<T, R>[]; calls: number }) => {
    lane.calls++
    while (lane.waiting.length > 0) await call(together, name, takeFrom(lane.waiting, together))
    if (--lane.calls === 0) lanes.delete(name)
  }
  return (name, item) =>
    new Promise((resolve, reject) => {
      const lane = lanes.get(name) ?? { waiting: [], calls: 0 }
      lanes.set(name, lane)
      lane.waiting.push({ item, resolve, reject })
      if (lane.calls < (together.sideBySide ?? 1)) void run(name, lane)
    })
}

/** The oldest that may go together; the others stay where they are. */
function takeFrom<T, R>(lane: Waiting<T, R>[], { atMost, keyOf }: Together<T, R>): Waiting<T, R>[] {
  const taken = new Map<unknown, Waiting<T, R>>()
  const stays = lane.splice(0).filter((one) => {
    const key = keyOf(one.item)
    if (taken.size === atMost || taken.has(key)) return true
    taken.set(key, one)
    return false
  })
  lane.push(...stays)
  return [...taken.values()]
}

async function call<T, R>(together: Together<T, R>, lane: string, some: readonly Waiting<T, R>[]): Promise<void> {
  const items = some.map(({ item }) => item)
  const outcome = await together.work(lane, items).then(
    (answers) => ({ answers }),
    (cause: unknown) => ({ cause }),
  )
  if ('cause' in outcome) {
    if (some.length > 1 && together.isAboutOne(outcome.cause)) for (const one of some) await call(together, lane, [one])
    else for (const { reject } of some) reject(outcome.cause)
    return
  }
  for (const [at, { resolve, reject }] of some.entries()) {
    const answer = outcome.answers[at]!
    if (answer instanceof Error) reject(answer)
    else resolve(answer)
  }
}
