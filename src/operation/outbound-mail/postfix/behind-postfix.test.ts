import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mayRunPostfix, type PrivatePostfix, startPrivatePostfix } from '../../../../test/harness/private-postfix.ts'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { type NextHop, startNextHop } from '../release/next-hop.fixture.ts'
import { relayDeliverer } from '../release/relay-deliverer.ts'
import { mailById, recipientsOf } from '../store.ts'
import { rawClient, rawMail } from '../smtp/raw-client.fixture.ts'

// Where every check must count, a Postfix that cannot be started is a failure, not a test less.
const isSkipped = !mayRunPostfix() && !process.env['CI']
if (isSkipped) process.stderr.write('R9: skipped, and nothing proved: Postfix cannot be started here (it wants root)\n')

describe.skipIf(isSkipped)('R9 the content filter of a real Postfix, and the way back through it', () => {
  const db = useTestDatabase()
  const TO = 'a@pref-x.example'
  let house: MailHouse
  let room: MailRoom
  let outside: NextHop
  let postfix: PrivatePostfix

  beforeAll(async () => {
    house = await buildMailHouse(db)
    outside = await startNextHop({ options: { size: 100_000_000 } })
    room = await openMailRoom(db, (delivery) =>
      relayDeliverer({ host: '127.0.0.1', port: postfix.releasePort, name: 'gate.example' })(delivery),
    )
    const front = await room.front()
    postfix = await startPrivatePostfix({ gate: front.port, outside: outside.port })
  })
  afterAll(async () => {
    await postfix?.stop()
    await room.close()
    await outside.stop()
  })

  const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
  /** The mails that came in since, oldest first. */
  const mailsSince = async (known: ReadonlySet<string>) =>
    (await db.asOwner<{ id: string }>('select id from outbound_mail order by id'))
      .map(({ id }) => id)
      .filter((id) => !known.has(id))
  const known = async () => new Set(await mailsSince(new Set()))

  test(
    'R9 DSN wishes, 8-bit text, SMTPUTF8 and the first client come through to the gate',
    { timeout: 60_000 },
    async () => {
      const before = await known()
      const client = await rawClient(postfix.entryPort, 'pc-of-tanaka.example')
      expect(
        await client.command(`MAIL FROM:<${house.addresses.author}> BODY=8BITMIME RET=HDRS ENVID=e1 SMTPUTF8`),
      ).toMatch(/^250/)
      expect(await client.command(`RCPT TO:<${TO}> NOTIFY=FAILURE,DELAY ORCPT=rfc822;list@pref-x.example`)).toMatch(
        /^250/,
      )
      await client.command('DATA')
      client.write(Buffer.from(`From: <${house.addresses.author}>\r\nSubject: 名簿\r\n\r\n名簿\r\n.\r\n`))
      expect(await client.reply()).toMatch(/^250/)
      client.close()
      await expect.poll(async () => (await mailsSince(before)).length).toBe(1)
      const [id] = await mailsSince(before)
      const [mail, recipients] = await inHouse(async (tx) => [await mailById(tx, id!), await recipientsOf(tx, id!)])
      expect(mail).toMatchObject({
        entry: 'filter',
        dsn_ret: 'HDRS',
        dsn_envid: 'e1',
        needs_smtp_utf8: true,
        has_8bit: true,
      })
      expect(mail.subject_line).toBe('名簿')
      expect(mail.received_line).toContain('from pc-of-tanaka.example')
      expect(recipients).toMatchObject([
        { address: TO, dsn_notify: ['FAILURE', 'DELAY'], dsn_orcpt: 'rfc822;list@pref-x.example' },
      ])
    },
  )

  test('R9 300 recipients come to the gate as one mail', async () => {
    const before = await known()
    const transport = createTransport({ host: '127.0.0.1', port: postfix.entryPort, ignoreTLS: true })
    const to = Array.from({ length: 300 }, (_, n) => `r${n}@pref-x.example`)
    await transport.sendMail({ from: house.addresses.author, to, subject: 'many', text: 'x' })
    await expect.poll(async () => (await mailsSince(before)).length).toBe(1)
    const [id] = await mailsSince(before)
    expect(await inHouse((tx) => recipientsOf(tx, id!))).toHaveLength(300)
  })

  test('R22 byte identity through the gate and a real Postfix behind it', async () => {
    const { port } = await room.front()
    // Everything that a Postfix as installed would touch: no Date, no Message-ID, Bcc, Return-Path, Content-Length, a
    // header of 200 KB, raw Shift_JIS, lines of 5,000 characters, an address that is no address, dots.
    const mail = Buffer.concat([
      Buffer.from(`From: tanaka@jishax\r\nBcc: hidden@pref-x.example\r\nReturn-Path: <a@b.example>\r\n`),
      Buffer.from(`From: <${house.addresses.author}>\r\nContent-Length: 3\r\nSubject: `),
      Buffer.from([0x96, 0xbc, 0x95, 0xeb]),
      Buffer.from(`\r\nX-Long: ${'y'.repeat(200)}\r\n${`\t${'z'.repeat(900)}\r\n`.repeat(220)}`),
      Buffer.from(`MIME-Version: 1.0\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\n`),
      Buffer.from([0x96, 0xbc, 0x95, 0xeb]),
      Buffer.from(`\r\n.\r\n..\r\n${'long '.repeat(1000)}\r\n trailing \t\r\n\r\n`),
    ])
    const client = await rawClient(port)
    const stuffed = mail.toString('latin1').replace(/^\./gm, '..')
    const reply = await rawMail(client, house.addresses.author, house.addresses.chief, `${stuffed}.\r\n`)
    client.close()
    // An inside recipient: released at once, and the same way out.
    outside.arrived.length = 0
    await room.work.deliverMail(house.orgId, /held as (\S+)/.exec(reply)![1]!)
    await expect.poll(() => outside.arrived.length).toBe(1)
    const text = outside.arrived[0]!.text.toString('latin1')
    const received = /^(?:Received: [^\n]*\n(?:[ \t][^\n]*\n)*)+/.exec(text)![0]
    expect(received.match(/^Received:/gm)).toHaveLength(2)
    expect(text.slice(received.length)).toBe(mail.toString('latin1'))
  })

  test('R7 through Postfix before and behind: no variant becomes a second mail', async () => {
    for (const variant of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r']) {
      const before = await known()
      const smuggled = `MAIL FROM:<${house.addresses.author}>\r\nRCPT TO:<b@evil.example>\r\nDATA\r\nFrom: <${house.addresses.author}>\r\n\r\nx\r\n.\r\n`
      await converse(postfix.entryPort, [
        'EHLO evil.example\r\n',
        `MAIL FROM:<${house.addresses.author}>\r\n`,
        `RCPT TO:<${house.addresses.chief}>\r\n`,
        'DATA\r\n',
        `From: <${house.addresses.author}>\r\nSubject: ${JSON.stringify(variant)}\r\n\r\nx${variant}${smuggled}`,
        'QUIT\r\n',
      ])
      const marker = await rawClient(postfix.entryPort)
      const last = `From: <${house.addresses.author}>\r\nSubject: marker\r\n\r\nx\r\n.\r\n`
      expect(await rawMail(marker, house.addresses.author, TO, last)).toMatch(/^250/)
      marker.close()
      // The marker is behind it in the queue: when it has come, whatever there was has come or was refused.
      const subjects = async () =>
        (await db.asOwner<{ id: string; subject_line: string }>('select id, subject_line from outbound_mail'))
          .filter(({ id }) => !before.has(id))
          .map((row) => row.subject_line)
      await expect.poll(subjects).toContain('marker')
      const evil = await db.asOwner(`select 1 from outbound_mail_recipient where address = 'b@evil.example'`)
      expect(evil).toEqual([])
    }
  })
})

/** Says one thing after each reply, whatever the reply is, until the server ends or everything is said. */
function converse(port: number, said: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const rest = [...said]
    let heard = ''
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (!/^\d{3} [^\n]*\r\n$/m.test(heard)) return
      heard = ''
      const next = rest.shift()
      if (next === undefined) socket.end()
      else socket.write(Buffer.from(next, 'latin1'))
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}
