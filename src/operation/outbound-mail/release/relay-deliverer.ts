import type { Deliverer, Delivery, DeliveryResult } from './deliverer.ts'
import { type KeptSessions, keptSessions } from './kept-sessions.ts'
import { NotGreeted, type Relay, type SmtpSession, USUAL_WAITS } from './smtp-session.ts'
import { sendMail } from './smtp-transaction.ts'

export type { Relay } from './smtp-session.ts'

/**
 * Hands mail to the next hop by SMTP. The text goes out byte for byte; only dots are stuffed. What the next hop cannot
 * carry unchanged (8-bit text, internationalised addresses) is given back rather than rewritten: rewriting would break
 * what was decided on, and every signature.
 * @source RFC 5321; RFC 2920; RFC 6152 §3, RFC 6531 §3.6 (a next hop without 8BITMIME or SMTPUTF8); RFC 3461 §5.2
 */
export function relayDeliverer(relay: Relay): Deliverer {
  const sessions = keptSessions(relay)
  return async (delivery) => {
    const until = performance.now() + (relay.waitSeconds ?? USUAL_WAITS).mail * 1000
    try {
      const results = await sendOver(sessions, await sessions.take(until), { delivery, until })
      // A kept connection that ended before its turn says nothing about the mail, of which nothing was said to it.
      return results === 'not_begun' ? unanswered(delivery) : results
    } catch (cause) {
      // A 5yz to our greeting is about the host, which may be mended tomorrow, and gives no mail back.
      const said = cause instanceof NotGreeted ? cause.reply : undefined
      const isAnswer = said !== undefined && said.code >= 400 && said.code < 600
      return unanswered(
        delivery,
        isAnswer ? said.text.replace(/^5\d\d/, '421 the next hop takes no mail now:') : undefined,
      )
    }
  }
}

async function sendOver(
  sessions: KeptSessions,
  session: SmtpSession,
  attempt: { readonly delivery: Delivery; readonly until: number },
): Promise<DeliveryResult[] | 'not_begun'> {
  const results = await sendMail(session, attempt.delivery)
  if (results !== 'not_begun') {
    sessions.giveBack(session)
    return results
  }
  session.wire.close()
  return sendOver(sessions, await sessions.takeNew(attempt.until), attempt)
}

/** Not reached, or cut off: nobody is said to be delivered, and everybody is tried again. */
const unanswered = ({ recipients }: Delivery, reply?: string): DeliveryResult[] =>
  recipients.map(({ id }) => ({ recipientId: id, reply }))
