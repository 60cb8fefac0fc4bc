import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Delivery } from './deliverer.ts'
import { startNextHop } from './next-hop.fixture.ts'
import { relayDeliverer } from './relay-deliverer.ts'
import { EHLO_WITH_PIPELINING, type RelayScript, scriptedRelays } from './scripted-relay.fixture.ts'
import type { Waits } from './smtp-wire.ts'
import { verified } from './verified.ts'

const relays = scriptedRelays()
afterEach(() => relays.stop())

const RECEIVED = 'Received: by gate.example\r\n'
function deliveryTo(addresses: readonly string[], more: Partial<Delivery> = {}): Delivery {
  const body = Buffer.from('Subject: x\r\n\r\nthe text\r\n')
  const sha256 = createHash('sha256').update(body).digest('hex')
  return {
    orgId: 'o',
    mailId: 'm',
    sender: 'tanaka@jisha.example',
    recipients: addresses.map((address, at) => ({ id: `r${at}`, address, dsnNotify: [] })),
    open: () => Promise.resolve(verified(RECEIVED, Readable.from([body]), sha256)),
    byteCount: RECEIVED.length + body.length,
    has8bit: false,
    needsSmtpUtf8: false,
    subjectLine: '',
    ...more,
  }
}
const relayAt = (port: number, waits: Partial<Waits> = {}) =>
  relayDeliverer({
    host: '127.0.0.1',
    port,
    name: 'gate.example',
    waitSeconds: { connection: 1, greeting: 1, answer: 1, mail: 10, end: 1, ...waits },
  })
const codes = (results: readonly { reply: string | undefined }[]) => results.map(({ reply }) => reply?.slice(0, 3))

test('RFC 2920: envelope and DATA leave in one go, the text in a second, and the next mail needs no RSET', async () => {
  const relay = await relays.start({ EHLO: EHLO_WITH_PIPELINING })
  const send = relayAt(relay.port)
  const to = ['a@x.example', 'b@x.example']
  expect(codes(await send(deliveryTo(to)))).toEqual(['250', '250'])
  expect(codes(await send(deliveryTo(to)))).toEqual(['250', '250'])
  const [, ...said] = relay.pieces()
  const envelope = expect.stringMatching(/^MAIL FROM:.*\r\nRCPT TO:.*\r\nRCPT TO:.*\r\nDATA\r\n$/)
  const text = expect.stringMatching(/^Received: [\s\S]*the text\r\n\.\r\n$/)
  expect(said).toEqual([envelope, text, envelope, text])
})

test('a next hop without PIPELINING is told one word after the other', async () => {
  const relay = await relays.start({})
  expect(codes(await relayAt(relay.port)(deliveryTo(['a@x.example'])))).toEqual(['250'])
  for (const piece of relay.pieces().slice(1, 4)) expect(piece).toMatch(/^(MAIL|RCPT|DATA)[^\n]*\r\n$/)
})

test.each<[string, RelayScript, string | undefined]>([
  ['refuses the sender for now', { MAIL: '451 4.7.1 later', RCPT: '503 no', DATA: '503 no' }, '451'],
  ['refuses the sender for good', { MAIL: '550 5.7.1 no', RCPT: '503 no', DATA: '503 no' }, '550'],
  ['refuses the recipient', { RCPT: '550 5.1.1 nobody', DATA: '554 no valid recipients' }, '550'],
  ['is silent after RCPT', { RCPT: 'silent' }, undefined],
  ['puts DATA off', { DATA: '451 4.3.0 no room' }, '451'],
  ['ends the connection at DATA', { DATA: 'cut' }, undefined],
  ['answers DATA with 250', { DATA: '250 what' }, undefined],
  ['answers RCPT with 354', { RCPT: '354 what' }, undefined],
  ['refuses the text for good', { dot: '554 5.6.0 no' }, '554'],
  ['answers the text with 354', { dot: '354 more' }, undefined],
  ['answers the text with two codes in one', { dot: '250-taken\r\n451 or rather not' }, undefined],
  ['refuses the text with two codes in one', { dot: '554-no\r\n250 or rather taken' }, undefined],
  ['asks for a text of which nobody is a recipient', { RCPT: '550 5.1.1 nobody', DATA: '354 go on' }, '550'],
])(
  'a relay with PIPELINING that %s: no text but after 354, and no answer that was not given',
  async (_, script, code) => {
    const relay = await relays.start({ EHLO: EHLO_WITH_PIPELINING, ...script })
    expect(codes(await relayAt(relay.port)(deliveryTo(['a@x.example'])))).toEqual([code])
    const isTextAsked = 'dot' in script
    expect(relay.heard().includes('the text')).toBe(isTextAsked)
    // Not even an empty mail goes to nobody.
    expect(relay.heard().includes('\r\n.\r\n')).toBe(isTextAsked)
  },
)

test.each([EHLO_WITH_PIPELINING, undefined])(
  'a line too many between two mails gives back nobody who was not refused, wherever it falls (%#)',
  async (ehlo) => {
    const script: RelayScript = { ...(ehlo && { EHLO: ehlo }) }
    const relay = await relays.start(script)
    const send = relayAt(relay.port)
    expect(codes(await send(deliveryTo(['a@x.example'])))).toEqual(['250'])
    script.DATA = '451 4.3.0 no room'
    const answered = send(deliveryTo(['a@x.example', 'b@x.example']))
    relay.interject('550 5.7.1 of something else')
    for (const code of codes(await answered)) expect(['451', undefined]).toContain(code)
  },
)

test('a kept connection that says 421, or is gone, was never told of the mail: another one takes it at once', async () => {
  let senders = 0
  const relay = await relays.start({
    EHLO: EHLO_WITH_PIPELINING,
    get MAIL() {
      senders += 1
      return ['', '250 ok', '421 4.4.2 idle for too long', 'cut'][senders] ?? '250 ok'
    },
  })
  const send = relayAt(relay.port)
  expect(codes(await send(deliveryTo(['a@x.example'])))).toEqual(['250'])
  expect(codes(await send(deliveryTo(['b@x.example'])))).toEqual([undefined])
  // The kept one said 421, and the new one that was tried then went as well: that is an answer like any other.
  expect([relay.connectionCount(), senders]).toEqual([2, 3])
  expect(codes(await send(deliveryTo(['c@x.example'])))).toEqual(['250'])
  expect(relay.heard().match(/the text/g)).toHaveLength(2)
})

test('a host that answers the text and goes down has answered; any other line behind an answer leaves it in doubt', async () => {
  const script: RelayScript = { EHLO: EHLO_WITH_PIPELINING, dot: '250 2.0.0 taken\r\n421 4.3.2 going down' }
  const relay = await relays.start(script)
  const send = relayAt(relay.port)
  expect(codes(await send(deliveryTo(['a@x.example'])))).toEqual(['250'])
  script.dot = '250 2.0.0 taken\r\n250 of something else'
  expect(codes(await send(deliveryTo(['b@x.example'])))).toEqual([undefined])
  expect(relay.connectionCount()).toBe(2)
  // What comes unasked before the text is no farewell behind one.
  Object.assign(script, { DATA: '550 no\r\n421 4.3.2 going down', dot: '250 2.0.0 taken' })
  expect(codes(await send(deliveryTo(['c@x.example'])))).toEqual([undefined])
})

test('a host that takes its time over the end of a text is waited for: asked too soon, it would have the mail twice', async () => {
  const relay = await relays.start({ dot: 'silent' })
  const sent = relayAt(relay.port, { answer: 0.2, end: 30 })(deliveryTo(['a@x.example']))
  while (!relay.heard().includes('\r\n.\r\n')) await pause(20)
  await pause(500)
  relay.interject('250 2.0.0 taken at last')
  expect(codes(await sent)).toEqual(['250'])
})

test.each<[string, RelayScript]>([
  ['greeting us', { EHLO: '250-relay.example' }],
  ['over the envelope', { RCPT: '250-and' }],
  ['over the end of the text', { dot: '250-and' }],
])('a host that comes to no end %s is left before anybody else takes the mail over', async (_, script) => {
  const relay = await relays.start(script)
  const trickle = setInterval(() => relay.interject('250-and'), 100)
  try {
    const sent = relayAt(relay.port, { mail: 0.5, end: 0.5 })(deliveryTo(['a@x.example']))
    expect(codes(await sent)).toEqual([undefined])
  } finally {
    clearInterval(trickle)
  }
})

test('STARTTLS is used where it is offered, and what comes in the clear behind 220 is not believed', async () => {
  const secure: boolean[] = []
  const hop = await startNextHop({
    options: {
      disabledCommands: [],
      onMailFrom: (_, session, done) => done(secure.push(session.secure) ? null : null),
    },
  })
  expect(codes(await relayAt(hop.port)(deliveryTo(['a@x.example'])))).toEqual(['250'])
  expect(secure).toEqual([true])
  expect(hop.arrived).toHaveLength(1)
  await hop.stop()

  const inTheMiddle = await relays.start({
    EHLO: '250-relay.example\r\n250 STARTTLS',
    // Injected before the handshake (RFC 3207 §4.2).
    ...({ STARTTLS: '220 go on\r\n250 as if it were encrypted' } as RelayScript),
  })
  expect(codes(await relayAt(inTheMiddle.port)(deliveryTo(['a@x.example'])))).toEqual([undefined])
  expect(inTheMiddle.heard()).not.toContain('MAIL')
})

test('each recipient is told with the NOTIFY and ORCPT of their own, in one transaction', async () => {
  const relay = await relays.start({ EHLO: EHLO_WITH_PIPELINING })
  const recipients = [
    { id: 'r0', address: 'a@x.example', dsnNotify: ['SUCCESS', 'DELAY'], dsnOrcpt: 'rfc822;list+1=2@x.example' },
    { id: 'r1', address: 'b@x.example', dsnNotify: ['NEVER'] },
    { id: 'r2', address: 'c@x.example', dsnNotify: [], dsnOrcpt: 'utf-8;名@x.example' },
  ]
  await relayAt(relay.port)({ ...deliveryTo([]), recipients, dsnRet: 'FULL', dsnEnvid: 'a b' })
  expect(relay.heard()).toContain(
    [
      'MAIL FROM:<tanaka@jisha.example> RET=FULL ENVID=a+20b',
      'RCPT TO:<a@x.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;list+2B1+3D2@x.example',
      'RCPT TO:<b@x.example> NOTIFY=NEVER',
      'RCPT TO:<c@x.example> ORCPT=utf-8;\\x{540D}@x.example',
      'DATA\r\n',
    ].join('\r\n'),
  )
})

test('an address that would begin a new line is said to nobody', async () => {
  const relay = await relays.start({})
  const [result] = await relayAt(relay.port)(deliveryTo(['a@x.example>\r\nRCPT TO:<b@y.example']))
  expect(result!.reply).toMatch(/^553 5\.1\.3/)
  await pause(20)
  expect(relay.heard()).not.toContain('y.example')
})
