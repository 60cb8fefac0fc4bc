import { ATTEMPT_SECONDS } from './deliverer.ts'
import { openWire, type Reply, type SmtpWire, type Waits } from './smtp-wire.ts'

export interface Relay {
  readonly host: string
  readonly port: number
  /** Our name in EHLO. */
  readonly name: string
  /** Those of RFC 5321 §4.5.3.2 where left out, but sooner tired of a host that does not greet. */
  readonly waitSeconds?: Waits
}

export const USUAL_WAITS: Waits = { connection: 20, greeting: 60, answer: 5 * 60, ...ATTEMPT_SECONDS }

/** A greeted connection to the next hop. */
export interface SmtpSession {
  readonly wire: SmtpWire
  /** Ours, as it was greeted. */
  readonly name: string
  /** That the next hop offers, in upper case. */
  readonly extensions: ReadonlySet<string>
  sentCount: number
}

/** The next hop does not take us in; `reply` is what it said, if anything. */
export class NotGreeted extends Error {
  readonly reply: Reply | undefined

  constructor(reply: Reply | undefined) {
    super('the next hop did not greet us')
    this.reply = reply
  }
}

/**
 * STARTTLS is used where it is offered. One that fails, or is refused after all, is no reason to go on in the clear.
 * @param until when the attempt for which it is opened is given up
 * @throws NotGreeted
 */
export async function openSession(
  { host, port, name, waitSeconds = USUAL_WAITS }: Relay,
  until: number,
): Promise<SmtpSession> {
  const wire = openWire({ host, port, waits: waitSeconds })
  wire.endBy(until)
  try {
    const greeting = await wire.greeting
    if (greeting?.code !== 220) throw new NotGreeted(greeting)
    let extensions = await greet(wire, name)
    if (extensions.has('STARTTLS')) {
      const [go] = await wire.ask(['STARTTLS'])
      if (go?.code !== 220 || !(await wire.secure())) throw new NotGreeted(go?.code === 220 ? undefined : go)
      extensions = await greet(wire, name)
    }
    return { wire, name, extensions, sentCount: 0 }
  } catch (cause) {
    wire.close()
    throw cause
  }
}

/** @returns the extensions; none where only HELO is known (RFC 5321 §3.2). @throws NotGreeted */
async function greet(wire: SmtpWire, name: string): Promise<ReadonlySet<string>> {
  const [ehlo] = await wire.ask([`EHLO ${name}`])
  if (ehlo?.code === 250) return extensionsOf(ehlo)
  if (!ehlo || ehlo.code < 500) throw new NotGreeted(ehlo)
  const [helo] = await wire.ask([`HELO ${name}`])
  if (helo?.code !== 250) throw new NotGreeted(helo)
  return new Set()
}

export function extensionsOf({ text }: Reply): ReadonlySet<string> {
  const lines = text.split('\n').slice(1)
  return new Set(lines.map((line) => line.slice(4).trim().split(/\s+/)[0]!.toUpperCase()))
}
