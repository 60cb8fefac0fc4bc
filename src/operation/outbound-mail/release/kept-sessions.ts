import { closeSession, isReady, openSession, type Relay, type SmtpSession } from './smtp-session.ts'

/** So many mails go over one connection; many hosts end it soon after. */
const MOST_MAILS = 100
/** A connection over which nothing follows is closed after this time. */
const IDLE_MS = 3000

export interface KeptSessions {
  /** A greeted connection that nobody else uses: a kept one that still answers, else a new one. */
  take(): Promise<SmtpSession>
  /** Hands it back after the answer for its mail; one that is over is dropped. */
  giveBack(session: SmtpSession): void
}

/** Keeps connections open between mails that follow each other. One serves one mail at a time. */
export function keptSessions(relay: Relay): KeptSessions {
  const idle: { readonly session: SmtpSession; readonly timer: NodeJS.Timeout }[] = []
  return {
    async take() {
      for (let kept = idle.pop(); kept; kept = idle.pop()) {
        clearTimeout(kept.timer)
        if (await isReady(kept.session)) return kept.session
        closeSession(kept.session)
      }
      return openSession(relay)
    },
    giveBack(session) {
      if (session.isOver || ++session.sentCount >= MOST_MAILS) return closeSession(session)
      const timer = setTimeout(() => {
        idle.splice(
          idle.findIndex((one) => one.session === session),
          1,
        )
        closeSession(session)
      }, IDLE_MS)
      idle.push({ session, timer: timer.unref() })
    },
  }
}
