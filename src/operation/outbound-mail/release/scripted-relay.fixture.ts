import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** What a relay says at each step; `cut` ends the connection there, `silent` says nothing more. */
export type RelayScript = Partial<
  Record<'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'half' | 'dot' | 'RSET', string>
>

export interface ScriptedRelay {
  readonly port: number
  /** Every byte that it was sent, of all connections. */
  heard(): string
  /** By what arrived at once. */
  pieces(): readonly string[]
  connectionCount(): number
  /** Says something that nobody asked, to all. */
  interject(line: string): void
}

/** Relays that answer as they are told. */
export function scriptedRelays() {
  const relays: { server: Server; sockets: Set<Socket> }[] = []
  return {
    async start(script: RelayScript): Promise<ScriptedRelay> {
      const [sockets, pieces]: [Set<Socket>, string[]] = [new Set(), []]
      const server = createServer((socket) => {
        sockets.add(socket)
        answerAsTold(socket, script, (piece) => pieces.push(piece))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      relays.push({ server, sockets })
      return {
        port: (server.address() as AddressInfo).port,
        heard: () => pieces.join(''),
        pieces: () => pieces,
        connectionCount: () => sockets.size,
        interject: (line) => sockets.forEach((socket) => socket.write(`${line}\r\n`)),
      }
    },
    async stop() {
      for (const { server, sockets } of relays.splice(0)) {
        for (const socket of sockets) socket.destroy()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

const EHLO = '250-relay.example\r\n250-DSN\r\n250 8BITMIME'
export const EHLO_WITH_PIPELINING = '250-relay.example\r\n250-PIPELINING\r\n250-DSN\r\n250 8BITMIME'

function answerAsTold(socket: Socket, script: RelayScript, keep: (piece: string) => void): void {
  let [line, isInText] = ['', false]
  const say = (step: keyof RelayScript, usual: string) => {
    const text = script[step] ?? usual
    if (text === 'cut') socket.destroy()
    else if (text !== 'silent') socket.write(`${text}\r\n`)
    return text
  }
  const hear = (character: string) => {
    line += character
    if (isInText && script.half && line.length > 40) {
      say('half', '')
      return
    }
    if (isInText ? !line.endsWith('\r\n.\r\n') : !line.endsWith('\r\n')) return
    const [verb = ''] = isInText ? ['dot'] : line.trim().toUpperCase().split(/[ :]/)
    // The line before the text is no part of it, but may stand before a text that is only a dot.
    line = verb === 'DATA' ? '\r\n' : ''
    if (verb === 'dot') {
      isInText = false
      say('dot', '250 2.0.0 taken')
    } else if (verb === 'DATA') isInText = say('DATA', '354 go on').startsWith('354')
    else if (verb === 'QUIT') socket.end('221 bye\r\n')
    else say(verb as keyof RelayScript, verb === 'EHLO' ? EHLO : '250 ok')
    if (!isInText) line = ''
  }
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    keep(chunk.toString('latin1'))
    for (const character of chunk.toString('latin1')) hear(character)
  })
  say('greeting', '220 relay.example')
}
