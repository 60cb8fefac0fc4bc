import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import type { Deliverer, Delivery, DeliveryRecipient, DeliveryResult } from './deliverer.ts'
import { keptSessions } from './kept-sessions.ts'
import { closeSession, type Relay, type SmtpSession } from './smtp-session.ts'
import { transactionsOf } from './transactions.ts'

export type { Relay } from './smtp-session.ts'

/**
 * Hands mail to the next hop by SMTP. The text goes out byte for byte; only dots are stuffed. What the next hop cannot
 * carry unchanged (8-bit text, internationalised addresses) is given back rather than rewritten: rewriting would break
 * what was decided on, and every signature.
 * @source RFC 5321; RFC 6152 §3, RFC 6531 §3.6 (a next hop without 8BITMIME or SMTPUTF8); RFC 3461 §5.2
 */
export function relayDeliverer(relay: Relay): Deliverer {
  const sessions = keptSessions(relay)
  return async (delivery) => {
    let session: SmtpSession | undefined
    try {
      session = await sessions.take()
      const results = await sendAll(session, delivery)
      sessions.giveBack(session)
      return results
    } catch (cause) {
      if (session) closeSession(session)
      // Not reached, or cut off: nobody is said to be delivered, and everybody not answered for is tried again. A 5yz to
      // our greeting is about the host, which may be mended tomorrow, and gives no mail back.
      const reply = replyOf(cause)?.replace(/^5\d\d/, '421 the next hop takes no mail now:')
      return delivery.recipients.map(({ id }) => ({ recipientId: id, reply }))
    }
  }
}

async function sendAll({ connection, extensions }: SmtpSession, delivery: Delivery): Promise<DeliveryResult[]> {
  const refusal = unfit(delivery, extensions)
  if (refusal) return delivery.recipients.map(({ id }) => ({ recipientId: id, reply: refusal }))
  const results: DeliveryResult[] = []
  for (const recipients of transactionsOf(delivery.recipients, extensions.has('DSN'))) {
    const sent = await sendOnce(connection, delivery, recipients)
    results.push(...(extensions.has('DSN') ? sent : sent.map((result) => ({ ...result, isDsnLost: true }))))
  }
  return results
}

function unfit(delivery: Delivery, extensions: ReadonlySet<string>): string | undefined {
  const addresses = [delivery.sender, ...delivery.recipients.map(({ address }) => address)]
  const isInternational = delivery.needsSmtpUtf8 || addresses.some((address) => /[^\x20-\x7e]/.test(address))
  if (isInternational && !extensions.has('SMTPUTF8')) return '553 5.6.7 the next hop does not carry SMTPUTF8 mail'
  if (delivery.has8bit && !extensions.has('8BITMIME')) return '554 5.6.3 the next hop does not carry 8-bit text'
  return undefined
}

async function sendOnce(
  connection: SMTPConnection,
  delivery: Delivery,
  recipients: readonly DeliveryRecipient[],
): Promise<DeliveryResult[]> {
  const [first] = recipients
  const envelope: SMTPEnvelope = {
    from: delivery.sender || false,
    to: recipients.map(({ address }) => address),
    size: delivery.byteCount,
    use8BitMime: delivery.has8bit,
    dsn: {
      ret: delivery.dsnRet,
      envid: delivery.dsnEnvid,
      notify: first!.dsnNotify.length > 0 ? [...first!.dsnNotify] : undefined,
      orcpt: recipients.length === 1 ? first!.dsnOrcpt : undefined,
    },
  }
  const content = await delivery.open()
  return new Promise((resolve) => {
    const ended = () => answer(() => undefined)
    const answer = (replyFor: (address: string) => string | undefined) => {
      content.destroy()
      connection.off('end', ended)
      resolve(recipients.map(({ id, address }) => ({ recipientId: id, reply: replyFor(address) })))
    }
    // The client listens for the answer to the text from its beginning on.
    let isText = false
    content.once('resume', () => (isText = true))
    // A connection that ends without an answer to the text answers nobody.
    connection.once('end', ended)
    connection.send(envelope, content, (cause, info) => {
      const isTooSoon = isText && !content.readableEnded && (!cause || replyOf(cause) !== undefined)
      if (isTooSoon || isOutOfStep(cause)) {
        // Whose answers those were that came before it, nobody knows.
        answer(() => undefined)
        return connection.close()
      }
      const refused = new Map((cause ? rejectedOf(cause) : (info?.rejectedErrors ?? [])).map(refusalOf))
      if (!cause) return answer((address) => refused.get(address) ?? info.response)
      answer((address) => refused.get(address) ?? replyOf(cause))
      // A reply leaves the dialogue in order. Without one the text was cut off (what lies in the vault did not verify),
      // and nothing may follow it over this connection.
      if (replyOf(cause)) connection.reset(() => undefined)
      else connection.close()
    })
  })
}

interface SmtpFault {
  /** `EPROTOCOL`: a line for which nobody had asked. */
  readonly code?: string
  readonly response?: string
  readonly recipient?: string
  readonly rejectedErrors?: readonly SmtpFault[]
}

const rejectedOf = (cause: unknown): readonly SmtpFault[] => (cause as SmtpFault).rejectedErrors ?? []
/** A fault is answered by 4yz or 5yz (RFC 5321 §4.2.1); any other line is no answer, and delivers nothing. */
function replyOf(cause: unknown): string | undefined {
  const { response } = cause as SmtpFault
  return response && /^[45]\d\d/.test(response) ? response : undefined
}
/** The next hop says more, or other things, than it was asked: its lines belong to nobody for certain. */
const isOutOfStep = (cause: unknown): boolean => {
  const { code, response } = (cause ?? {}) as SmtpFault
  return code === 'EPROTOCOL' || (Boolean(response) && !replyOf(cause))
}
const refusalOf = (cause: SmtpFault): [string, string | undefined] => [cause.recipient ?? '', cause.response]
