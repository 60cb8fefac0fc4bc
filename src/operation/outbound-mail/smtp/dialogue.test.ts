import fc from 'fast-check'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { mailById } from '../store.ts'
import { credentialOf } from './credential.fixture.ts'
import { rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
const folder = mkdtempSync(join(tmpdir(), 'sekisho-dialogue-'))
const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }

beforeAll(async () => {
  const asked = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=gate.example`
  execFileSync('openssl', [...asked.split(' '), '-keyout', tls.keyFile, '-out', tls.certFile], { stdio: 'ignore' })
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
})
afterAll(async () => {
  await room.close()
  await rm(folder, { recursive: true })
})

const TO = 'a@pref-x.example'
const text = () => `From: <${house.addresses.author}>\r\nTo: <${TO}>\r\nSubject: x\r\n\r\nx\r\n.\r\n`
const mailCount = async () => (await db.asOwner<{ n: number }>('select count(*)::int as n from outbound_mail'))[0]!.n

test('R8 one reply for all recipients after the text; LHLO is no command here', async () => {
  const client = await rawClient(port)
  expect(await client.command('LHLO client.example')).toMatch(/^5\d\d/)
  await client.command(`MAIL FROM:<${house.addresses.author}>`)
  for (const to of [TO, 'b@nobody-knows.example', house.addresses.chief])
    expect(await client.command(`RCPT TO:<${to}>`)).toMatch(/^250/)
  await client.command('DATA')
  client.write(`${text()}NOOP\r\n`)
  expect(await client.reply()).toMatch(/^250 held as/)
  expect(await client.reply()).toMatch(/^250 .*OK/)
  client.close()
})

test('R10 whom policy will stop is taken at RCPT like everybody: no subset is ever refused', async () => {
  const client = await rawClient(port)
  await client.command(`MAIL FROM:<${house.addresses.author}>`)
  const strangers = ['a@pref-x.example', 'a@city-y.example', 'x@free-mail.example', 'y@[192.0.2.1]', 'q@a-sha.example']
  client.write(strangers.map((to) => `RCPT TO:<${to}>\r\n`).join(''))
  for (const _ of strangers) expect(await client.reply()).toMatch(/^250/)
  client.close()
})

test('R11 a line of 5,000 characters is taken as it is, and noted', async () => {
  const client = await rawClient(port)
  const long = `From: <${house.addresses.author}>\r\n\r\n${'x'.repeat(5000)}\r\n.\r\n`
  const mailId = /held as (\S+)/.exec(await rawMail(client, house.addresses.author, TO, long))![1]
  client.close()
  const [mail] = await db.asOwner('select longest_line_bytes from outbound_mail where id = $1', [mailId])
  expect(mail).toEqual({ longest_line_bytes: 5000 })
})

test('R14 what was sent in the clear behind STARTTLS is forgotten: no command of it runs in the secured session', async () => {
  const front = await room.front({ filterClients: [], tls })
  const client = await rawClient(front.port)
  client.write(`STARTTLS\r\nEHLO injected.example\r\nMAIL FROM:<${house.addresses.author}>\r\nRSET\r\n`)
  expect(await client.reply()).toMatch(/^220/)
  const secured = connectTls({ socket: client.socket, rejectUnauthorized: false })
  await new Promise((resolve) => secured.once('secureConnect', resolve))
  const replies: string[] = []
  secured.on('data', (chunk: Buffer) => replies.push(chunk.toString()))
  secured.write('NOOP\r\n')
  await expect.poll(() => replies.join('')).toMatch(/^250 .*\r\n$/)
  secured.write(`MAIL FROM:<${house.addresses.author}>\r\n`)
  // The greeting of the plain session is forgotten too (RFC 3207 §4.2), and with it whoever it was.
  await expect.poll(() => replies.join('')).toMatch(/\r\n5\d\d [^\r]*\r\n$/)
  expect(replies.join('').match(/\r\n/g)).toHaveLength(2)
  secured.destroy()
})

test('R14 AUTH waits for TLS; XFORWARD and XCLIENT are never a submitter’s', async () => {
  const front = await room.front({ filterClients: [], tls })
  const client = await rawClient(front.port)
  const offered = await client.command('EHLO client.example')
  expect(offered).toContain('STARTTLS')
  // PLAIN and LOGIN are not named where they would cross the network in the clear (RFC 4954 §4).
  expect(offered).not.toMatch(/AUTH|XFORWARD|XCLIENT|REQUIRETLS/)
  expect(await client.command('XCLIENT ADDR=127.0.0.1')).toMatch(/^5/)
  expect(await client.command('XFORWARD ADDR=127.0.0.1')).toMatch(/^5/)
  expect(await client.command('AUTH LOGIN')).toMatch(/^538/)
  expect(await client.command(`MAIL FROM:<${house.addresses.author}>`)).toMatch(/^530/)
  client.close()
})

test('R1 a large mail is kept byte for byte, in the clear and behind STARTTLS, whatever the pieces it comes in', async () => {
  const lines = Array.from(
    { length: 30_000 },
    (_, n) => `${n % 7 === 0 ? '.' : ''}line ${n} ${'名'.repeat(n % 40)}\r\n`,
  )
  const raw = Buffer.from(`From: <${house.addresses.author}>\r\n\r\n${'z'.repeat(700_000)}\r\n${lines.join('')}`)
  const stuffed = Buffer.from(raw.toString().replace(/^\./gm, '..') + '.\r\n')
  for (const isSecured of [false, true]) {
    const client = await rawClient((await room.front({ tls })).port)
    let socket: Duplex = client.socket
    if (isSecured) {
      await client.command('STARTTLS')
      client.socket.removeAllListeners('data')
      socket = connectTls({ socket: client.socket, rejectUnauthorized: false })
    }
    const replies: string[] = []
    socket.on('data', (chunk: Buffer) => replies.push(chunk.toString()))
    socket.write(`EHLO a.example\r\nMAIL FROM:<${house.addresses.author}>\r\nRCPT TO:<${TO}>\r\nDATA\r\n`)
    await expect.poll(() => replies.join('')).toMatch(/^354/m)
    socket.write(stuffed)
    await expect.poll(() => replies.join('')).toMatch(/^250 held as (\S+)/m)
    const mailId = /^250 held as (\S+)/m.exec(replies.join(''))![1]!
    const kept = await db.inOrganisation(house.orgId, async (tx) =>
      buffer(await room.vault.read(tx, (await mailById(tx, mailId)).file_id)),
    )
    expect(kept.equals(raw)).toBe(true)
    socket.destroy()
  }
})

test('R14 swaks: AUTH is named and taken behind STARTTLS, neither named nor taken before; without TLS on loopback it is', async () => {
  const { login, secret } = await credentialOf(db, house, 'author')
  const swaks = (at: number, ...more: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const who = ['--from', house.addresses.author, '--to', TO, '--h-From', `<${house.addresses.author}>`]
      const args = ['--server', `127.0.0.1:${at}`, ...who, '--auth-user', login, '--auth-password', secret, ...more]
      execFile('swaks', args, (failure, stdout, stderr) =>
        resolve({ code: Number(failure?.code ?? 0), said: stdout + stderr }),
      )
    })
  const secured = (await room.front({ filterClients: [], tls })).port
  const behind = await swaks(secured, '--tls', '--auth', 'PLAIN')
  expect(behind).toMatchObject({ code: 0, said: expect.stringContaining('250 held as') })
  expect(behind.said).toMatch(/<~ {2}250.AUTH PLAIN LOGIN/)
  const before = await swaks(secured, '--auth', 'PLAIN')
  // swaks ends with 28 where it was to sign in and AUTH is not named.
  expect(before.code).toBe(28)
  expect(before.said).not.toContain('AUTH PLAIN')
  // A client that asks without being offered is told to secure the session first, whichever mechanism it takes.
  const client = await rawClient(secured)
  await client.command('EHLO client.example')
  const plain = Buffer.from(`\0${login}\0${secret}`).toString('base64')
  for (const asked of [`AUTH PLAIN ${plain}`, 'AUTH LOGIN', 'AUTH CRAM-MD5'])
    expect(await client.command(asked)).toMatch(/^538 /)
  expect(await client.command(`MAIL FROM:<${house.addresses.author}>`)).toMatch(/^530 /)
  client.close()
  const plainFront = (await room.front({ filterClients: [] })).port
  for (const how of ['PLAIN', 'LOGIN'])
    expect(await swaks(plainFront, '--auth', how)).toMatchObject({
      code: 0,
      said: expect.stringContaining('250 held as'),
    })
})

const word = fc.constantFrom(
  'EHLO a.example',
  'HELO b',
  'MAIL FROM:<',
  'RCPT TO:<',
  'DATA',
  'RSET',
  'NOOP',
  'VRFY x',
  'AUTH PLAIN',
  'AUTH LOGIN',
  'STARTTLS',
  'BDAT 5 LAST',
  'XFORWARD ADDR=',
  'XCLIENT',
  'QUIT',
  'HELP',
  '>',
  ' SIZE=',
  ' BODY=8BITMIME',
  ' SMTPUTF8',
  ' NOTIFY=NEVER',
  ' ORCPT=rfc822;+',
  ' RET=HDRS ENVID=+00',
  'a@b.example',
  '=',
  '*',
  '\0',
  '\xff\xfe',
  '名',
  ' ',
  '\r',
  '\n',
  '\r\n',
  '\r\n',
  '\r\n',
  '.\r\n',
  '\r\n.\r\n',
  'x'.repeat(3000),
  '[UNAVAILABLE]',
  '\t',
)

test('fuzz: whatever is said, the gate answers in whole lines, takes nothing that was not asked, and lives on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
      const before = await mailCount()
      const client = await rawClient(port)
      const heard: string[] = []
      client.socket.on('data', (chunk: Buffer) => heard.push(chunk.toString('latin1')))
      const closed = new Promise((resolve) => client.socket.once('close', resolve))
      client.socket.end(Buffer.from(`${words.join('')}\r\n`, 'latin1'))
      await closed
      for (const line of heard.join('').split('\r\n').slice(0, -1)) expect(line).toMatch(/^[2-5]\d\d[ -][\x20-\x7e]*$/)
      expect(heard.join('')).not.toContain('451 4.3.0')
      expect(await mailCount()).toBe(before)
    }),
    { numRuns: 25 },
  )
  const client = await rawClient(port)
  expect(await rawMail(client, house.addresses.author, TO, text())).toMatch(/^250 held/)
  client.close()
})
