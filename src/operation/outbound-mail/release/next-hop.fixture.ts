import type { AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

export interface Arrived {
  readonly from: string
  readonly to: readonly string[]
  readonly args: readonly unknown[]
  readonly text: Buffer
}

export interface NextHop {
  readonly port: number
  readonly arrived: Arrived[]
  stop(): Promise<void>
}

/** The next host, as it is or as it misbehaves: `replies` answers RCPT, `cutInData` ends the connection in the text. */
export async function startNextHop(
  behaviour: {
    replies?: (address: string) => number | undefined
    cutInData?: () => boolean
    dataReply?: () => number | undefined
    options?: SMTPServerOptions
  } = {},
): Promise<NextHop> {
  const arrived: Arrived[] = []
  const refusal = (code: number | undefined) =>
    code ? Object.assign(new Error(code === 450 ? '4.2.1 busy' : '5.1.1 nobody'), { responseCode: code }) : null
  const sockets = new Set<Socket>()
  const take = async (
    stream: Readable,
    session: SMTPServerSession,
    done: (cause: Error | null, message?: string) => void,
  ): Promise<void> => {
    if (behaviour.cutInData?.()) {
      stream.on('error', () => undefined)
      stream.once('data', () => sockets.forEach((socket) => socket.destroy()))
      return
    }
    // A client that breaks off in the middle is no news.
    const text = await buffer(stream).catch(() => undefined)
    if (!text) return
    const { mailFrom, rcptTo } = session.envelope
    const code = behaviour.dataReply?.()
    const mail = {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      args: [mailFrom && mailFrom.args, ...rcptTo.map(({ dsn }) => dsn)],
      text,
    }
    if (!code) arrived.push(mail)
    done(refusal(code), 'queued as 1')
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    hideDSN: false,
    disableReverseLookup: true,
    onRcptTo: (address, _session, done) => done(refusal(behaviour.replies?.(address.address))),
    onData: (stream, session, done) => void take(stream, session, done),
    ...behaviour.options,
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    stop: () => {
      server.options.closeTimeout = 100
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
