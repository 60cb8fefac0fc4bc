import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { relayDeliverer } from './relay-deliverer.ts'
import { verified } from './verified.ts'

/** A relay that says one line too many, or goes, at one of its replies. */
interface Lapse {
  readonly at: number
  readonly line: string
  readonly isBefore: boolean
}

const STEPS = ['MAIL', 'RCPT', 'DATA', 'dot'] as const
interface Play {
  readonly hasPipelining: boolean
  readonly lapse: Lapse
  /** What it answers in turn, over and over. */
  readonly codes: Readonly<Record<(typeof STEPS)[number], readonly number[]>>
  readonly said: { readonly about: string; readonly code: number }[]
  replyCount: number
}

let play: Play
const server = createServer((socket) => {
  const turns = { MAIL: 0, RCPT: 0, DATA: 0, dot: 0 }
  let [heard, isText, sender, takers] = ['', false, '', [] as string[]]
  socket.setNoDelay(true).on('error', () => undefined)
  const say = (line: string) => {
    const { at, line: more, isBefore } = play.lapse
    const isLapse = play.replyCount++ === at
    const lines = !isLapse ? [line] : more === 'cut' ? (isBefore ? [] : [line]) : isBefore ? [more, line] : [line, more]
    socket.write(lines.map((one) => `${one}\r\n`).join(''))
    if (isLapse && more === 'cut') socket.destroy()
  }
  const next = (step: (typeof STEPS)[number]) => play.codes[step][turns[step]++ % play.codes[step].length]!
  const answer = (step: (typeof STEPS)[number], abouts: readonly string[], code: number) => {
    for (const about of abouts) play.said.push({ about, code })
    say(`${code} ${step}`)
  }
  const hear = (line: string) => {
    const address = /<(.*)>/.exec(line)?.[1] ?? ''
    if (line.startsWith('EHLO')) {
      say(`250-relay${play.hasPipelining ? '\r\n250-PIPELINING' : ''}\r\n250 SIZE`)
    } else if (line.startsWith('MAIL')) {
      const code = next('MAIL')
      ;[sender, takers] = [code === 250 ? address : '', []]
      answer('MAIL', [address], code)
    } else if (line.startsWith('RCPT')) {
      const code = sender ? next('RCPT') : 503
      if (code === 250) takers.push(address)
      answer('RCPT', sender ? [address] : [], code)
    } else if (line === 'DATA') {
      const code = takers.length > 0 ? next('DATA') : 554
      isText = code === 354
      answer('DATA', takers, code)
    } else say('500 what')
  }
  say('220 relay')
  socket.on('data', (piece: Buffer) => {
    heard += piece.toString('latin1')
    for (;;) {
      const end = isText ? '\r\n.\r\n' : '\r\n'
      const at = heard.indexOf(end)
      if (at < 0) return
      const line = heard.slice(0, at)
      heard = heard.slice(at + end.length)
      if (!isText) hear(line)
      else {
        isText = false
        answer(
          'dot',
          takers.map((taker) => `text of ${taker}`),
          next('dot'),
        )
        takers = []
      }
    }
  })
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => server.close())

const codesOf = (...codes: number[]) => fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 4 })
const plays = fc.record({
  hasPipelining: fc.boolean(),
  lapse: fc.record({
    at: fc.nat({ max: 14 }),
    isBefore: fc.boolean(),
    line: fc.constantFrom('250 x', '354 x', '450 x', '550 x', '421 x', '220 x', '250-x', '550-x', 'what', 'cut'),
  }),
  codes: fc.record({
    MAIL: codesOf(250, 250, 451, 550),
    RCPT: codesOf(250, 250, 450, 550),
    DATA: codesOf(354, 354, 451, 554),
    dot: codesOf(250, 451, 554),
  }),
})

test('whatever line a relay has too many, nobody is delivered or given back whom it has not taken or refused', async () => {
  const port = (server.address() as AddressInfo).port
  const waitSeconds = { connection: 5, greeting: 0.15, answer: 0.15, mail: 10, end: 0.15 }
  await fc.assert(
    fc.asyncProperty(plays, async (drawn) => {
      const mine: Play = { ...drawn, said: [], replyCount: 0 }
      play = mine
      const send = relayDeliverer({ host: '127.0.0.1', port, name: 'gate.example', waitSeconds })
      for (const mail of ['1', '2', '3']) {
        const body = Buffer.from('Subject: x\r\n\r\nthe text\r\n')
        const sha256 = createHash('sha256').update(body).digest('hex')
        const sender = `s${mail}@jisha.example`
        const results = await send({
          orgId: 'o',
          mailId: mail,
          sender,
          recipients: ['a', 'b'].map((name) => ({
            id: `${name}${mail}@x.example`,
            address: `${name}${mail}@x.example`,
            dsnNotify: [],
          })),
          open: () => Promise.resolve(verified('Received: x\r\n', Readable.from([body]), sha256)),
          byteCount: body.length,
          has8bit: false,
          needsSmtpUtf8: false,
          subjectLine: '',
        })
        for (const { recipientId: id, reply } of results) {
          const codes = mine.said.filter(({ about }) => about === id || about === sender).map(({ code }) => code)
          const ofText = mine.said.filter(({ about }) => about === `text of ${id}`).map(({ code }) => code)
          const isRefused = [...codes, ...ofText].some((code) => code >= 500)
          const isTrue = reply?.startsWith('2') ? ofText.includes(250) : !reply?.startsWith('5') || isRefused
          expect(isTrue, `${id}: ${reply}`).toBe(true)
        }
      }
    }),
    { numRuns: process.env['SEKISHO_DEEP'] ? 5000 : 250 },
  )
})
