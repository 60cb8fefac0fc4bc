import { createHash } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { Delivery } from './deliverer.ts'
import { relayDeliverer } from './relay-deliverer.ts'
import { verified } from './verified.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A next hop that offers STARTTLS and would take any mail in the clear; `hello` is done with what follows its 220. */
async function offeringTls(answer: string, hello: (socket: Socket) => void = () => undefined) {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let isText = false
    let isSecuring = false
    socket.on('error', () => undefined)
    socket.write('220 relay.example\r\n')
    socket.on('data', (bytes: Buffer) => {
      if (isSecuring) return hello(socket)
      const said = bytes.toString('latin1')
      heard.push(said)
      if (isText) {
        if (said.endsWith('\r\n.\r\n')) socket.write('250 taken\r\n')
      } else if (said.startsWith('EHLO')) socket.write('250-relay.example\r\n250-8BITMIME\r\n250 STARTTLS\r\n')
      else if (said.startsWith('STARTTLS')) {
        isSecuring = answer.startsWith('220')
        socket.write(`${answer}\r\n`)
      } else {
        isText = said.startsWith('DATA')
        socket.write(isText ? '354 go on\r\n' : '250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { port: (server.address() as AddressInfo).port, heard: () => heard.join('') }
}

function send(port: number) {
  const body = Buffer.from('Subject: x\r\n\r\n見本\r\n')
  const delivery: Delivery = {
    orgId: 'o',
    mailId: 'm',
    sender: 'tanaka@jisha.example',
    recipients: [{ id: 'r0', address: 'a@x.example', dsnNotify: [] }],
    open: () => Promise.resolve(verified('', Readable.from([body]), createHash('sha256').update(body).digest('hex'))),
    byteCount: body.length,
    has8bit: true,
    needsSmtpUtf8: false,
    subjectLine: '',
  }
  const waitSeconds = { connection: 5, greeting: 5, answer: 2, mail: 20, end: 5 }
  return relayDeliverer({ host: '127.0.0.1', port, name: 'gate.example', waitSeconds })(delivery)
}

const GARBAGE = Buffer.from('not a handshake at all\r\n')
/** A fatal alert (RFC 8446 §6): handshake_failure. */
const ALERT = Buffer.from([0x15, 3, 3, 0, 2, 2, 40])

test.each<[string, (socket: Socket) => void]>([
  ['ends the connection', (socket) => socket.destroy()],
  ['answers with something else', (socket) => socket.write(GARBAGE)],
  ['refuses every cipher', (socket) => socket.end(ALERT)],
  ['says nothing', () => undefined],
])('R15 a handshake that fails (the next hop %s): stays queued, and nothing is said in the clear', async (_, hello) => {
  const hop = await offeringTls('220 go on', hello)
  expect(await send(hop.port)).toEqual([{ recipientId: 'r0', reply: undefined }])
  expect(hop.heard()).not.toMatch(/MAIL|RCPT|DATA/)
})

test.each([
  ['454 4.7.0 TLS not available due to temporary reason', '454 4.7.0 TLS not available due to temporary reason'],
  ['502 5.5.1 no such command', '421 the next hop takes no mail now: 5.5.1 no such command'],
])(
  'R15 TLS that the next hop offers and then refuses (%s): stays queued, and nothing is said in the clear',
  async (answer, reply) => {
    const hop = await offeringTls(answer)
    expect(await send(hop.port)).toEqual([{ recipientId: 'r0', reply }])
    expect(hop.heard()).not.toMatch(/MAIL|RCPT|DATA/)
  },
)
