import { openSession, type Relay, type SmtpSession } from './smtp-session.ts'

/** So many mails go over one connection; many hosts end it soon after. */
const MOST_MAILS = 100
/** A connection over which nothing follows is closed after this time. */
const IDLE_MS = 3000

export interface KeptSessions {
  /**
   * A greeted connection that nobody else uses: a kept one, else a new one. A kept one may end at any moment.
   * @param until when the attempt is given up, by `performance.now`
   */
  take(until: number): Promise<SmtpSession>
  takeNew(until: number): Promise<SmtpSession>
  /** Hands it back after the answer for its mail; one that is over is dropped. */
  giveBack(session: SmtpSession): void
}

/** Keeps connections open between mails that follow each other. One serves one mail at a time. */
export function keptSessions(relay: Relay): KeptSessions {
  const idle: { readonly session: SmtpSession; readonly timer: NodeJS.Timeout }[] = []
  return {
    async take(until) {
      for (let kept = idle.pop(); kept; kept = idle.pop()) {
        clearTimeout(kept.timer)
        if (kept.session.wire.isOver) continue
        kept.session.wire.endBy(until)
        return kept.session
      }
      return openSession(relay, until)
    },
    takeNew: (until) => openSession(relay, until),
    giveBack(session) {
      if (session.wire.isOver || ++session.sentCount >= MOST_MAILS) return session.wire.quit()
      session.wire.endBy(undefined)
      const timer = setTimeout(() => {
        idle.splice(
          idle.findIndex((one) => one.session === session),
          1,
        )
        session.wire.quit()
      }, IDLE_MS)
      idle.push({ session, timer: timer.unref() })
    },
  }
}
