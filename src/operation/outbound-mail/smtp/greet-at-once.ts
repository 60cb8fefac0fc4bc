import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'

/**
 * Has the server greet as soon as it has a connection. The library waits 100 ms for clients that talk before they are
 * greeted, which is a sign of unwanted mail from the internet; here Postfix and our own people's programs hand over, and a
 * client that opens a connection for each mail would wait most of its time. Who talks too soon is still refused.
 */
export function greetAtOnce(server: SMTPServer): void {
  const inside = server as unknown as Inside
  inside.connect = (socket, options) => {
    const connection = new SMTPConnection(server, socket as never, options as never)
    const its = connection as unknown as InsideConnection
    inside.connections.add(connection)
    its.on('error', (cause) => inside['_onError'](cause as Error))
    its.on('connect', (data) => inside['_onClientConnect'](data))
    its['_setListeners'](() => its.connectionReady())
  }
}

/** What the library has for itself; a test looks whether it is still so. */
interface Inside {
  connect: (socket: unknown, options: unknown) => void
  readonly connections: Set<unknown>
  _onError(cause: Error): void
  _onClientConnect(data: unknown): void
}

interface InsideConnection {
  on(event: 'error' | 'connect', listener: (data: unknown) => void): void
  _setListeners(then: () => void): void
  connectionReady(): void
}
