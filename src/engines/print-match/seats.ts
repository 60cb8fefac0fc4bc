/** What is open for people who look at it: the next look at the same content comes at once. */
export interface Seats<T> {
  /** @param key what names the content */
  use<R>(key: string, open: () => Promise<T>, work: (opened: T) => Promise<R>): Promise<R>
  close(): Promise<void>
}

interface Seat<T> {
  readonly opened: Promise<T>
  users: number
  timer?: NodeJS.Timeout
}

/** @param most open at a time; each is a process. @param idleSeconds after which what nobody looks at is closed */
export function openSeats<T extends { close(): Promise<void> }>(most: number, idleSeconds: number): Seats<T> {
  // In the order of their last use.
  const seats = new Map<string, Seat<T>>()
  const waiting: (() => void)[] = []
  const end = (key: string, seat: Seat<T>) => {
    clearTimeout(seat.timer)
    if (seats.get(key) === seat) seats.delete(key)
    void seat.opened.then((opened) => opened.close()).catch(() => undefined)
    waiting.shift()?.()
  }
  const seatFor = async (key: string, open: () => Promise<T>): Promise<Seat<T>> => {
    for (;;) {
      const known = seats.get(key)
      if (known) seats.delete(key)
      if (known || seats.size < most) {
        const seat = known ?? { opened: open(), users: 0 }
        seats.set(key, seat)
        return seat
      }
      const idle = [...seats].find(([, seat]) => seat.users === 0)
      if (idle) end(...idle)
      else await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  return {
    async use(key, open, work) {
      const seat = await seatFor(key, open)
      seat.users++
      clearTimeout(seat.timer)
      try {
        return await work(await seat.opened)
      } catch (cause) {
        if (seats.get(key) === seat && seat.users === 1) end(key, seat)
        throw cause
      } finally {
        seat.users--
        if (seat.users === 0 && seats.get(key) === seat) {
          seat.timer = setTimeout(() => end(key, seat), idleSeconds * 1000).unref()
          waiting.shift()?.()
        }
      }
    },
    async close() {
      const open = [...seats.values()]
      seats.clear()
      for (const seat of open) clearTimeout(seat.timer)
      await Promise.all(open.map(({ opened }) => opened.then((each) => each.close()).catch(() => undefined)))
    },
  }
}
