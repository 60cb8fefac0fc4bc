/** One part's state. `degraded`: the system runs without it for a while (the relay is down, a scan engine is missing). */
export interface PartHealth {
  readonly state: 'ok' | 'degraded' | 'down'
  /** A short code, e.g. `relay_unreachable`; never a message with data in it. */
  readonly why?: string
  /** How old its last good moments are, in hours. */
  readonly ages?: Readonly<Record<string, number>>
}

export interface Health {
  readonly status: 'ok' | 'degraded' | 'down'
  readonly parts: Readonly<Record<string, PartHealth>>
}

/** Asks every part; one that throws or does not answer in time is down. The whole is as bad as its worst part. */
export async function askHealth(
  parts: Readonly<Record<string, () => Promise<PartHealth>>>,
  limitMs = 2000,
): Promise<Health> {
  const answers = await Promise.all(
    Object.entries(parts).map(async ([name, ask]): Promise<[string, PartHealth]> => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<PartHealth>((resolve) => {
        timer = setTimeout(() => resolve({ state: 'down', why: 'no_answer' }), limitMs)
      })
      const answer = await Promise.race([ask().catch((): PartHealth => ({ state: 'down', why: 'fault' })), late])
      clearTimeout(timer)
      return [name, answer]
    }),
  )
  const states = new Set(answers.map(([, answer]) => answer.state))
  const status = states.has('down') ? 'down' : states.has('degraded') ? 'degraded' : 'ok'
  return { status, parts: Object.fromEntries(answers) }
}
