import { setTimeout as pause } from 'node:timers/promises'

/** SQLSTATE classes 08 (connection) and 57P (the server stops, starts, or ended us), and what the system says of a socket. */
const AWAY = /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/
/** pg gives no code to these. */
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

const isAway = (cause: unknown): boolean => {
  const { code, message } = cause as { code?: string; message?: string }
  return AWAY.test(code ?? '') || AWAY_MESSAGE.test(message ?? '')
}

/**
 * Does work that must not be lost while the database is away: again, with growing pauses, until it is back or the time is over.
 * The work may have been done although its answer was lost: it must do no harm the second time.
 * @throws what the work throws for any other reason, at once; what it threw last, when the time is over
 */
export async function whileAway<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + seconds * 1000
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5000)) {
    try {
      return await work()
    } catch (cause) {
      if (!isAway(cause) || performance.now() + pauseMs > until) throw cause
      await pause(pauseMs)
    }
  }
}
