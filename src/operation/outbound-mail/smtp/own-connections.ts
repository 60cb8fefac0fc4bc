import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { readText, type TextState } from './read-text.ts'

/**
 * Has the server make its connections as a submission server wants them:
 *
 * - They greet at once. The library waits 100 ms for clients that talk before they are greeted, which is a sign of unwanted
 *   mail from the internet; here Postfix and our own people's programs hand over, and a client that opens a connection for
 *   each mail would wait most of its time. Who talks too soon is still refused.
 * - They name AUTH only where it would be taken. The library names it before STARTTLS too, and a simple client then sends
 *   its password in the clear to hear 538.
 * - They read the text of a mail with `readText`.
 * @source RFC 4954 §4 (PLAIN is not advertised in the clear), RFC 3207
 */
export function useOwnConnections(server: SMTPServer, { tls }: { tls: boolean }): void {
  const inside = server as unknown as Inside
  inside.connect = (socket, options) => {
    const connection = new SMTPConnection(server, socket as never, options as never)
    const its = connection as unknown as InsideConnection
    readsQuickly(its)
    if (tls) namesAuthWithTls(its)
    inside.connections.add(connection)
    its.on('error', (cause) => inside['_onError'](cause as Error))
    its.on('connect', (data) => inside['_onClientConnect'](data))
    its['_setListeners'](() => its.connectionReady())
  }
}

function readsQuickly(its: InsideConnection): void {
  const quick = (parser: InsideParser) => {
    parser['_feedDataStream'] = (piece, done) => readText(parser, piece, done)
    return parser
  }
  // The one that is there, and the one that STARTTLS makes.
  const create = its['_createParser'].bind(its)
  its['_createParser'] = () => quick(create())
  quick(its['_parser'])
}

function namesAuthWithTls(its: InsideConnection): void {
  const send = its.send.bind(its)
  its.send = (code, said, context) => {
    const isOffer = code === 250 && Array.isArray(said) && !its.secure
    send(code, isOffer ? said.filter((line) => !/^AUTH\b/.test(line)) : said, context)
  }
}

/** What the library has for itself; tests look whether it is still so. */
interface Inside {
  connect: (socket: unknown, options: unknown) => void
  readonly connections: Set<unknown>
  _onError(cause: Error): void
  _onClientConnect(data: unknown): void
}

interface InsideConnection {
  readonly secure: boolean
  _parser: InsideParser
  _createParser: () => InsideParser
  send: (code: number, said: string | readonly string[], context?: unknown) => void
  on(event: 'error' | 'connect', listener: (data: unknown) => void): void
  _setListeners(then: () => void): void
  connectionReady(): void
}

interface InsideParser extends TextState {
  _feedDataStream: (piece: Buffer, done: () => void) => void
}
