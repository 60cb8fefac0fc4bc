import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Delivery } from './deliverer.ts'
import { type NextHop, startNextHop } from './next-hop.fixture.ts'
import { relayDeliverer } from './relay-deliverer.ts'
import { verified } from './verified.ts'

const hops: NextHop[] = []
afterEach(async () => {
  for (const hop of hops.splice(0)) await hop.stop()
})
const nextHop = async (...behaviour: Parameters<typeof startNextHop>) => {
  const hop = await startNextHop(...behaviour)
  hops.push(hop)
  return hop
}
const deliver = (port: number, delivery: Delivery) =>
  relayDeliverer({ host: '127.0.0.1', port, name: 'gate.example' })(delivery)

const RECEIVED = 'Received: from a\r\n\tby gate.example;\r\n\tdate\r\n'
function deliveryOf(
  body: Buffer,
  addresses: readonly string[] = ['a@b.example'],
  more: Partial<Delivery> = {},
): Delivery {
  const sha256 = createHash('sha256').update(body).digest('hex')
  return {
    orgId: 'o',
    mailId: 'm',
    sender: 'tanaka@jisha.example',
    recipients: addresses.map((address, at) => ({ id: `r${at}`, address, dsnNotify: [] })),
    open: () => Promise.resolve(verified(RECEIVED, Readable.from([body.subarray(0, 7), body.subarray(7)]), sha256)),
    byteCount: RECEIVED.length + body.length,
    has8bit: true,
    needsSmtpUtf8: false,
    subjectLine: '',
    ...more,
  }
}

test('R22 below one Received line the bytes are those that were accepted: raw Shift_JIS, dots, NUL, 5,000-character lines', async () => {
  const hop = await nextHop()
  const piece = fc.constantFrom(
    '.',
    '..',
    '\r\n.',
    '\r\n',
    '\r\n\r\n',
    'x',
    ' \t',
    '\0',
    '\x96\xbc\x95\xeb',
    'y'.repeat(5000),
    'Bcc: a@b.example\r\n',
    'Return-Path: <a@b>\r\n',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const body = Buffer.from(`Subject: x\r\n\r\n${pieces.join('')}\r\n`.replace(/(?<!\r)\n|\r(?!\n)/g, ''), 'latin1')
      hop.arrived.length = 0
      expect(await deliver(hop.port, deliveryOf(body))).toMatchObject([{ reply: expect.stringMatching(/^250/) }])
      expect(hop.arrived[0]!.text.equals(Buffer.concat([Buffer.from(RECEIVED), body]))).toBe(true)
    }),
    { numRuns: 15 },
  )
})

test('R17 mixed replies: a delivered, b later, c never', async () => {
  const hop = await nextHop({ replies: (address) => ({ b: 450, c: 550 })[address[0] as 'b' | 'c'] })
  const results = await deliver(
    hop.port,
    deliveryOf(Buffer.from('x\r\n'), ['a@x.example', 'b@x.example', 'c@x.example']),
  )
  expect(results.map(({ reply }) => reply?.slice(0, 3))).toEqual(['250', '450', '550'])
  expect(hop.arrived[0]!.to).toEqual(['a@x.example'])
})

test('nobody is accepted: each has the reply of their own', async () => {
  const hop = await nextHop({ replies: (address) => (address[0] === 'a' ? 450 : 550) })
  const results = await deliver(hop.port, deliveryOf(Buffer.from('x\r\n'), ['a@x.example', 'b@x.example']))
  expect(results.map(({ reply }) => reply?.slice(0, 3))).toEqual(['450', '550'])
})

test('R15 not reached, cut off in the text, or refused after it: nobody is said to be delivered', async () => {
  const dead = await startNextHop()
  await dead.stop()
  expect(await deliver(dead.port, deliveryOf(Buffer.from('x\r\n')))).toEqual([{ recipientId: 'r0', reply: undefined }])
  const cutting = await nextHop({ cutInData: () => true })
  const long = deliveryOf(Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(20_000)))
  expect(await deliver(cutting.port, long)).toEqual([{ recipientId: 'r0', reply: undefined }])
  const full = await nextHop({ dataReply: () => 450 })
  expect((await deliver(full.port, deliveryOf(Buffer.from('x\r\n'))))[0]!.reply).toMatch(/^450/)
})

test('a next hop that takes no mail at all gives nothing back: it may be mended', async () => {
  const closed = await nextHop({
    options: {
      onConnect: (_session, done) => done(Object.assign(new Error('no SMTP service here'), { responseCode: 554 })),
    },
  })
  const [result] = await deliver(closed.port, deliveryOf(Buffer.from('x\r\n')))
  expect(result!.reply).toMatch(/^421 .*no SMTP service here/)
})

test('a stored mail that is not the accepted one is never completed', async () => {
  const hop = await nextHop()
  const body = Buffer.from('Subject: x\r\n\r\nchanged\r\n')
  const delivery = deliveryOf(body, ['a@b.example'], {
    open: () => Promise.resolve(verified(RECEIVED, Readable.from([body]), 'another')),
  })
  expect(await deliver(hop.port, delivery)).toEqual([{ recipientId: 'r0', reply: undefined }])
  expect(hop.arrived).toEqual([])
})

test('R13 what the next hop cannot carry unchanged comes back, and is not rewritten', async () => {
  const plain = await nextHop({ options: { hide8BITMIME: true, hideSMTPUTF8: true } })
  expect((await deliver(plain.port, deliveryOf(Buffer.from('x\r\n'))))[0]!.reply).toMatch(/^554 5\.6\.3/)
  const utf8 = deliveryOf(Buffer.from('x\r\n'), ['名@b.example'], { has8bit: false })
  expect((await deliver(plain.port, utf8))[0]!.reply).toMatch(/^553 5\.6\.7/)
  const ascii = deliveryOf(Buffer.from('x\r\n'), ['a@b.example'], { has8bit: false })
  expect((await deliver(plain.port, ascii))[0]!.reply).toMatch(/^250/)
  expect(plain.arrived).toHaveLength(1)
})

test('RFC 3461 the DSN parameters go on to a next hop that knows them', async () => {
  const hop = await nextHop()
  const delivery = deliveryOf(Buffer.from('x\r\n'), [], { dsnRet: 'HDRS', dsnEnvid: 'e+1' })
  const recipients = [
    { id: 'r0', address: 'a@b.example', dsnNotify: ['FAILURE'], dsnOrcpt: 'rfc822;list+x@b.example' },
    { id: 'r1', address: 'c@b.example', dsnNotify: ['NEVER'] },
  ]
  const results = await deliver(hop.port, { ...delivery, recipients })
  expect(results.map(({ recipientId, reply }) => [recipientId, reply?.slice(0, 3)])).toEqual([
    ['r0', '250'],
    ['r1', '250'],
  ])
  expect(hop.arrived.map(({ args }) => args)).toEqual([
    [
      expect.objectContaining({ RET: 'HDRS', ENVID: 'e+1' }),
      { notify: ['FAILURE'], orcpt: 'rfc822;list+x@b.example' },
      expect.objectContaining({ notify: ['NEVER'] }),
    ],
  ])
})

test('R18 the null reverse path goes out as such', async () => {
  const hop = await nextHop()
  await deliver(hop.port, deliveryOf(Buffer.from('x\r\n'), ['a@b.example'], { sender: '' }))
  expect(hop.arrived[0]!.from).toBe('')
})

test('mails that follow each other go over one connection, each as its own transaction', async () => {
  const sessions = new Set<string>()
  const hop = await nextHop({
    replies: (address) => (address.startsWith('nobody') ? 550 : undefined),
    options: { onConnect: ({ id }, done) => done(sessions.add(id) && null) },
  })
  const send = relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' })
  const to = async (address: string) => {
    const [result] = await send(deliveryOf(Buffer.from(`Subject: ${address}\r\n\r\nx\r\n`), [address]))
    return result!.reply?.slice(0, 3)
  }
  const replies: (string | undefined)[] = []
  for (const address of ['a@x.example', 'nobody@x.example', 'b@x.example', 'c@x.example'])
    replies.push(await to(address))
  expect(replies).toEqual(['250', '550', '250', '250'])
  expect(hop.arrived.map((mail) => mail.to)).toEqual([['a@x.example'], ['b@x.example'], ['c@x.example']])
  expect(sessions.size).toBe(1)
  // Mails at the same time never share one.
  await Promise.all(['d@x.example', 'e@x.example', 'f@x.example'].map(to))
  expect(hop.arrived).toHaveLength(6)
  expect(sessions.size).toBe(3)
})

test('a kept connection that the next hop has closed, or that was cut in a text, carries nothing more', async () => {
  const [sessions, cut] = [new Set<string>(), { now: false }]
  const hop = await nextHop({
    cutInData: () => cut.now,
    options: { onConnect: ({ id }, done) => done(sessions.add(id) && null) },
  })
  const send = relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' })
  const reply = async () => (await send(deliveryOf(Buffer.from('x\r\n'))))[0]!.reply?.slice(0, 3)
  expect(await reply()).toBe('250')
  cut.now = true
  expect(await reply()).toBeUndefined()
  cut.now = false
  expect(await reply()).toBe('250')
  expect([sessions.size, hop.arrived.length]).toEqual([2, 2])

  const first = await nextHop()
  const kept = relayDeliverer({ host: '127.0.0.1', port: first.port, name: 'gate.example' })
  expect((await kept(deliveryOf(Buffer.from('x\r\n'))))[0]!.reply).toMatch(/^250/)
  await first.stop()
  // Nobody is there any more: tried again later, and never said to be delivered.
  expect((await kept(deliveryOf(Buffer.from('x\r\n'))))[0]!.reply).toBeUndefined()
})

/** A hop that says more than it is asked: in the text, or once more after it. */
async function startTalkativeHop(talks: { inText?: string; afterText?: string }) {
  let completed = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let [isText, said, rest] = [false, false, '']
    // One after the other and each a little late, as over a network.
    let turn = Promise.resolve()
    const say = (line: string) => {
      const before = turn
      turn = (async () => {
        await before
        await pause(10)
        socket.write(`${line}\r\n`)
      })()
    }
    say('220 hop')
    socket.on('data', (piece) => {
      rest += piece.toString('latin1')
      for (;;) {
        if (isText && talks.inText && !said) {
          said = true
          say(talks.inText)
        }
        const end = rest.indexOf(isText ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const line = rest.slice(0, end)
        rest = rest.slice(end + (isText ? 5 : 2))
        if (isText) {
          completed += 1
          isText = false
          if (!talks.inText) say('250 taken')
          if (talks.afterText && completed === 1) say(talks.afterText)
        } else if (line.startsWith('EHLO')) say('250-hop\r\n250 8BITMIME')
        else if (line === 'DATA') {
          isText = true
          say('354 go on')
        } else say(line.includes('nobody@') ? '550 5.1.1 nobody' : '250 fine')
      }
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  hops.push({
    port: 0,
    arrived: [],
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  })
  return { port: (server.address() as AddressInfo).port, completed: () => completed }
}

test.each(['250 2.0.0 queued', '550 5.7.1 no', '354 more'])(
  'a line in the middle of the text (%s) is nobody’s answer: the mail is tried again',
  async (inText) => {
    const hop = await startTalkativeHop({ inText })
    const body = Buffer.from('x'.repeat(70).concat('\r\n').repeat(20_000))
    // The text takes its time: the line is there before its end.
    const slowly = async function* () {
      for (let at = 0; at < body.length; at += 100_000) {
        await pause(10)
        yield body.subarray(at, at + 100_000)
      }
    }
    const delivery = deliveryOf(body)
    const sha256 = createHash('sha256').update(body).digest('hex')
    const open = () => Promise.resolve(verified(RECEIVED, slowly(), sha256))
    expect(await deliver(hop.port, { ...delivery, open })).toEqual([
      { recipientId: 'r0', reply: undefined, isDsnLost: true },
    ])
    expect(hop.completed()).toBe(0)
  },
)

test('a second answer to one mail is never told of the next one, nor of another of its recipients', async () => {
  const hop = await startTalkativeHop({ afterText: '250 taken once more' })
  const send = relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' })
  const body = Buffer.from('x\r\n')
  expect(await send(deliveryOf(body))).toMatchObject([{ reply: '250 taken' }])
  // Whether the line came before or after our next word: 250 only where the text arrived, 550 only for whom it was said.
  for (let mail = 0; mail < 3; mail += 1) {
    const before = hop.completed()
    const [nobody, friend] = await send(deliveryOf(body, ['nobody@x.example', 'friend@x.example']))
    expect([undefined, '550 5.1.1 nobody']).toContain(nobody!.reply)
    expect([undefined, '250 taken']).toContain(friend!.reply)
    expect(hop.completed() - before).toBeGreaterThanOrEqual(friend!.reply ? 1 : 0)
  }
})
