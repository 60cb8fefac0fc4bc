import { isDeepStrictEqual } from 'node:util'
import type { Delivery, DeliveryResult } from './deliverer.ts'
import { mailCommand, rcptCommand, unfit } from './smtp-commands.ts'
import { extensionsOf, type SmtpSession } from './smtp-session.ts'
import { endOfText, stuffed } from './smtp-text.ts'
import type { Reply, SmtpWire } from './smtp-wire.ts'

/** Text is gathered up to so many bytes before it is written. */
const GATHERED_BYTES = 64 * 1024

/**
 * One mail to all its recipients in one transaction. Where the next hop knows PIPELINING (RFC 2920), envelope and DATA leave
 * in one go: two journeys a mail. The text follows only after 354, and only where somebody was accepted.
 * @returns for everybody; `not_begun`: a kept connection was over before anything was said to it, so that another may try
 */
export async function sendMail(session: SmtpSession, delivery: Delivery): Promise<DeliveryResult[] | 'not_begun'> {
  const { wire, extensions } = session
  const refusal = unfit(delivery, extensions)
  const answers = refusal ? delivery.recipients.map(() => refusal) : await transact(session, delivery)
  if (answers === 'not_begun') return answers
  return delivery.recipients.map(({ id }, at) => ({
    recipientId: id,
    // Whose answers those were that came before the wire lost its step, nobody knows.
    reply: wire.isOutOfStep ? undefined : answers[at],
    ...(!refusal && !extensions.has('DSN') && { isDsnLost: true }),
  }))
}

type Answer = string | undefined

async function transact(session: SmtpSession, delivery: Delivery): Promise<readonly Answer[] | 'not_begun'> {
  const { wire } = session
  const replies = await sayEnvelope(session, delivery)
  const [mail, data, recipients] = [replies[0], replies.at(-1), replies.slice(1, -1)]
  if (session.sentCount > 0 && (!mail || mail.code === 421)) return 'not_begun'
  if (!mail || !isInStep(replies)) {
    wire.loseStep()
    return recipients.map(() => undefined)
  }
  const isAccepted = (reply: Reply | undefined) => isOk(mail) && reply !== undefined && isOk(reply)
  const answerOf = (reply: Reply | undefined, ofText: Answer) =>
    !isOk(mail) ? mail.text : isAccepted(reply) ? ofText : reply?.text
  if (data?.code === 354 && recipients.some(isAccepted)) {
    const ofText = await sendText(wire, delivery)
    return recipients.map((reply) => answerOf(reply, ofText))
  }
  // Asked for a text of which nobody would be a recipient, it gets none, not even an empty one.
  if (data?.code === 354) wire.close()
  else await forget(session)
  return recipients.map((reply) => answerOf(reply, data?.text))
}

const isOk = ({ code }: Reply) => code >= 200 && code < 300
const isRefusal = ({ code }: Reply) => code >= 400 && code < 600
/** A command before the text is answered by 2yz, 4yz or 5yz, and DATA by 354 instead of 2yz. */
function isInStep(replies: readonly (Reply | undefined)[]): boolean {
  const [data, envelope] = [replies.at(-1), replies.slice(0, -1)]
  if (data && data.code !== 354 && !isRefusal(data)) return false
  return envelope.every((reply) => !reply || isOk(reply) || isRefusal(reply))
}

/** The replies to MAIL, each RCPT, and DATA; what was not said any more has none. */
async function sayEnvelope({ wire, extensions }: SmtpSession, delivery: Delivery): Promise<(Reply | undefined)[]> {
  const commands = [
    mailCommand(delivery, extensions),
    ...delivery.recipients.map((recipient) => rcptCommand(recipient, extensions)),
    'DATA',
  ]
  if (extensions.has('PIPELINING')) return [...(await wire.ask(commands))]
  const replies: (Reply | undefined)[] = commands.map(() => undefined)
  for (const [at, command] of commands.entries()) {
    const isLast = at === commands.length - 1
    if (isLast && !replies.slice(1, at).some((reply) => reply && isOk(reply))) break
    replies[at] = (await wire.ask([command]))[0]
    if (!replies[at] || (at === 0 && !isOk(replies[at]))) break
  }
  return replies
}

/**
 * The text and its end. Where it breaks off, because it is not what was accepted or the next hop speaks up in the middle, the
 * connection ends without the final dot, and nothing was taken over.
 */
async function sendText(wire: SmtpWire, delivery: Delivery): Promise<Answer> {
  let gathered: Uint8Array[] = []
  let [byteCount, isAtLineStart] = [0, true]
  try {
    const content = await delivery.open()
    for await (const part of stuffed(content)) {
      gathered.push(...part.pieces)
      byteCount += part.pieces.reduce((sum, piece) => sum + piece.length, 0)
      isAtLineStart = part.isAtLineStart
      if (byteCount < GATHERED_BYTES) continue
      if (!(await wire.write(gathered))) return undefined
      ;[gathered, byteCount] = [[], 0]
    }
  } catch {
    wire.close()
    return undefined
  }
  const reply = await wire.askAfter([...gathered, endOfText(isAtLineStart)])
  if (!reply) return undefined
  if (isOk(reply) || isRefusal(reply)) return reply.text
  wire.close()
  return undefined
}

/**
 * EHLO, which forgets what was said like RSET (RFC 5321 §4.1.4), and whose reply is unlike any other. Where the next hop says
 * more than it is asked, its replies are those of the commands before: then this one is not what it was, and none is believed.
 */
async function forget({ wire, name, extensions }: SmtpSession): Promise<void> {
  const verb = extensions.size > 0 ? 'EHLO' : 'HELO'
  const [reply] = await wire.ask([`${verb} ${name}`])
  if (!reply || reply.code === 421) return
  if (!isOk(reply) || !isDeepStrictEqual(extensionsOf(reply), extensions)) wire.loseStep()
}
