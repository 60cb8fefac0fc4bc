import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { promisify } from 'node:util'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { disableAccount } from '../../../kernel/access/index.ts'
import {
  buildMailHouse,
  GATE_TAG,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailById, recipientsOf } from '../store.ts'
import { credentialOf } from './credential.fixture.ts'
import { rawClient, rawMail } from './raw-client.fixture.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
let author: string

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  port = (await room.front()).port
  author = house.addresses.author
})
afterAll(() => room.close())

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const mailCount = () =>
  inHouse(async (tx) =>
    Number(
      (
        await tx
          .selectFrom('outbound_mail')
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    ),
  )
/** Encrypted files on the disk, whatever row names them. */
const fileCount = async () => {
  const found: string[] = []
  for await (const { id } of room.vault.folder.files()) found.push(id)
  return found.length
}
const header = (more = '') => `From: <${author}>\r\nTo: <a@pref-x.example>\r\n${more}\r\n`

test('EHLO offers what Postfix needs of a content filter, and no CHUNKING', async () => {
  const client = await rawClient(port)
  const reply = await client.command('EHLO postfix.example')
  for (const offered of ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 52428800', 'DSN', 'XFORWARD'])
    expect(reply).toContain(offered)
  expect(reply).not.toMatch(/CHUNKING|BINARYMIME|STARTTLS/)
  client.close()
})

test.each([
  ['bare LF', 'x\ny\r\n.\r\n', '550 5.6.11'],
  ['LF.LF', 'x\n.\nMAIL FROM:<a@b.example>\r\n.\r\n', '550 5.6.11'],
  ['LF.CRLF', 'x\n.\r\nMAIL FROM:<a@b.example>\r\n.\r\n', '550 5.6.11'],
  ['CRLF.LF', 'x\r\n.\nMAIL FROM:<a@b.example>\r\n.\r\n', '550 5.6.11'],
  ['CR.CR', 'x\r.\rMAIL FROM:<a@b.example>\r\n.\r\n', '550 5.6.11'],
  ['bare CR', 'x\ry\r\n.\r\n', '550 5.6.11'],
])('R7 %s in the text is refused, is no end of it, and leaves nothing', async (_, text, reply) => {
  const [mails, files] = [await mailCount(), await fileCount()]
  const client = await rawClient(port)
  expect(await rawMail(client, author, 'a@pref-x.example', header() + text)).toContain(reply)
  // The dialogue goes on where the client believes it is.
  expect(await client.command('NOOP')).toMatch(/^250/)
  client.close()
  expect([await mailCount(), await fileCount()]).toEqual([mails, files])
})

test.each(['%evil.example@', '%25evil.example@', '!a@'])(
  'a route in an inside address (%s) is no way out',
  async (route) => {
    const [mails, domain] = [await mailCount(), house.domain]
    const client = await rawClient(port)
    await client.command(`MAIL FROM:<${author}>`)
    expect(await client.command(`RCPT TO:<evil.example${route}${domain}>`)).toMatch(/^553 5\.1\.3/)
    await client.command('RSET')
    // Nor in the sender's, to which a delivery report would go.
    expect(await client.command(`MAIL FROM:<evil.example${route}${domain}>`)).toMatch(/^553 5\.1\.7/)
    client.close()
    expect(await mailCount()).toBe(mails)
  },
)

test('a domain in A-labels stays as the client wrote it, and needs no SMTPUTF8', async () => {
  const client = await rawClient(port)
  const reply = await rawMail(client, author, 'a@xn--wgv71a119e.example', `${header()}x\r\n.\r\n`)
  client.close()
  const mailId = /held as (\S+)/.exec(reply)![1]!
  expect(await inHouse((tx) => recipientsOf(tx, mailId))).toMatchObject([{ address: 'a@xn--wgv71a119e.example' }])
  expect(await inHouse((tx) => mailById(tx, mailId))).toMatchObject({ needs_smtp_utf8: false })
})

test('R21 loops: 50 hops, or our own mark in a Received line', async () => {
  const client = await rawClient(port)
  const hops = 'Received: from a.example by b.example; x\r\n'.repeat(50)
  expect(await rawMail(client, author, 'a@pref-x.example', `${hops}${header()}x\r\n.\r\n`)).toContain('554 5.4.6')
  const ours = `Received: from a.example\r\n\tby gate.example (${GATE_TAG}) with ESMTP id x;\r\n\tdate\r\n`
  expect(await rawMail(client, author, 'a@pref-x.example', `${ours}${header()}x\r\n.\r\n`)).toContain('554 5.4.6')
  client.close()
})

test('R12 SIZE: too large is said at MAIL, and after the text of one that did not say so', async () => {
  const small = await room.front({ limitBytes: 20_000 })
  const client = await rawClient(small.port)
  expect(await client.command(`MAIL FROM:<${author}> SIZE=20001`)).toMatch(/^552/)
  const text = `${header()}${`${'x'.repeat(70)}\r\n`.repeat(1000)}.\r\n`
  const files = await fileCount()
  expect(await rawMail(client, author, 'a@pref-x.example', text)).toMatch(/^552 5\.3\.4/)
  expect(await fileCount()).toBe(files)
  expect(await client.command('NOOP')).toMatch(/^250/)
  client.close()
})

test('R11 500 recipients are taken, the next is put off', async () => {
  const client = await rawClient(port)
  await client.command(`MAIL FROM:<${author}>`)
  client.write(Array.from({ length: 500 }, (_, n) => `RCPT TO:<a${n}@pref-x.example>\r\n`).join(''))
  for (let n = 0; n < 500; n++) expect(await client.reply()).toMatch(/^250/)
  expect(await client.command('RCPT TO:<b@pref-x.example>')).toMatch(/^452/)
  await client.command('DATA')
  client.write(`${header()}x\r\n.\r\n`)
  const reply = await client.reply()
  const mailId = /held as (\S+)/.exec(reply)![1]!
  expect(await inHouse((tx) => recipientsOf(tx, mailId))).toHaveLength(500)
  client.close()
})

test('R1 R2 what was acknowledged lies in the vault, byte for byte; dots, NUL, long lines and raw Shift_JIS too', async () => {
  const body = Buffer.concat([
    Buffer.from(`From: <${author}>\r\nSubject: `),
    Buffer.from([0x96, 0xbc, 0x95, 0xeb]),
    Buffer.from(`\r\n\r\n.\r\n..two\r\n\0 \t\r\n${'long '.repeat(1000)}\r\n.end\r\n`),
  ])
  const client = await rawClient(port)
  const stuffed = body.toString('latin1').replace(/^\./gm, '..')
  const reply = await rawMail(client, author, 'a@pref-x.example', `${stuffed}.\r\n`)
  client.close()
  const kept = await inHouse(async (tx) => {
    const mail = await mailById(tx, /held as (\S+)/.exec(reply)![1]!)
    return buffer(await room.vault.read(tx, mail.file_id))
  })
  expect(kept.equals(body)).toBe(true)
})

test('R4 a client that drops before the final dot leaves nothing', async () => {
  const [mails, files] = [await mailCount(), await fileCount()]
  const client = await rawClient(port)
  await client.command(`MAIL FROM:<${author}>`)
  await client.command('RCPT TO:<a@pref-x.example>')
  await client.command('DATA')
  client.write(header() + 'half of a mail')
  await new Promise<void>((resolve) => client.socket.end(resolve))
  await expect.poll(fileCount).toBe(files)
  expect(await mailCount()).toBe(mails)
})

test('R6 trouble with database or vault is "not now", and nothing is taken over', async () => {
  const broken = { ...room.vault, receive: () => Promise.reject(new Error('no disk')) }
  const front = await room.front({ vault: broken })
  const client = await rawClient(front.port)
  expect(await rawMail(client, author, 'a@pref-x.example', `${header()}x\r\n.\r\n`)).toMatch(/^451 4\.3\.0/)
  client.close()
  const gone = { ...room.vault, adoptAll: () => Promise.reject(new Error('no row')) }
  const other = await rawClient((await room.front({ vault: gone })).port)
  const mails = await mailCount()
  expect(await rawMail(other, author, 'a@pref-x.example', `${header()}x\r\n.\r\n`)).toMatch(/^451 4\.3\.0/)
  other.close()
  expect(await mailCount()).toBe(mails)
})

test('R9 DSN parameters are kept, XFORWARD is believed from the filter client alone', async () => {
  const client = await rawClient(port)
  expect(await client.command('XFORWARD NAME=pc.jisha.example ADDR=192.0.2.7 HELO=pc')).toMatch(/^250/)
  await client.command(`MAIL FROM:<${author}> RET=HDRS ENVID=e+2B1 BODY=8BITMIME SMTPUTF8`)
  await client.command('RCPT TO:<a@pref-x.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;list@pref-x.example')
  await client.command('DATA')
  client.write(`${header()}x\r\n.\r\n`)
  const mailId = /held as (\S+)/.exec(await client.reply())![1]!
  client.close()
  const [mail, [recipient]] = await inHouse(async (tx) => [await mailById(tx, mailId), await recipientsOf(tx, mailId)])
  expect(mail).toMatchObject({ dsn_ret: 'HDRS', needs_smtp_utf8: true, entry: 'filter' })
  expect(mail.received_line).toContain('[192.0.2.7]')
  expect(recipient).toMatchObject({ dsn_notify: ['FAILURE', 'DELAY'], dsn_orcpt: 'rfc822;list@pref-x.example' })
  const stranger = await rawClient((await room.front({ filterClients: ['192.0.2.99'] })).port)
  expect(await stranger.command('XFORWARD ADDR=192.0.2.7')).toMatch(/^5/)
  stranger.close()
})

test('a real organisation needs AUTH, also on the loopback interface; a demonstration does not', async () => {
  const front = await room.front({ filterClients: [] })
  const client = await rawClient(front.port)
  expect(await client.command(`MAIL FROM:<${author}>`)).toMatch(/^530 5\.7\.0/)
  const demo = await buildMailHouse(db, true)
  expect(await client.command(`MAIL FROM:<${demo.addresses.author}>`)).toMatch(/^250/)
  await client.command('RSET')
  expect(await client.command('MAIL FROM:<a@nobody-here.example>')).toMatch(/^553 5\.7\.1/)
  client.close()
})

test('a null reverse path is held without an author, and belongs to the organisation of From', async () => {
  const client = await rawClient(port)
  const mailId = /held as (\S+)/.exec(await rawMail(client, '', 'a@pref-x.example', `${header()}x\r\n.\r\n`))![1]!
  expect(await inHouse((tx) => mailById(tx, mailId))).toMatchObject({ author_problem: 'no_sender', custody: 'held' })
  const nobody = 'From: <a@nobody-here.example>\r\n\r\nx\r\n.\r\n'
  expect(await rawMail(client, '', 'a@pref-x.example', nobody)).toMatch(/^550 5\.7\.1/)
  client.close()
})

test('R14 submission: STARTTLS before AUTH, and sender and From must be one’s own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-cert-'))
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=gate.example -keyout ${keyFile} -out ${certFile}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  const front = await room.front({ filterClients: [], tls: { certFile, keyFile } })
  await rm(folder, { recursive: true })
  const { login, secret } = await credentialOf(db, house, 'author')
  const client = await rawClient(front.port)
  expect(await client.command(`AUTH PLAIN ${Buffer.from(`\0${login}\0${secret}`).toString('base64')}`)).toMatch(/^538/)
  client.close()
  const send = async (from: string, headerFrom: string, pass = secret) => {
    const auth = { user: login, pass }
    const transport = createTransport({
      host: '127.0.0.1',
      port: front.port,
      requireTLS: true,
      auth,
      tls: { rejectUnauthorized: false },
    })
    const raw = mailWithList(headerFrom, ['a@pref-x.example'])
    return transport.sendMail({ envelope: { from, to: ['a@pref-x.example'] }, raw })
  }
  const { response } = await send(author, author)
  const mail = await inHouse((tx) => mailById(tx, /held as (\S+)/.exec(response)![1]!))
  expect(mail).toMatchObject({ entry: 'submission', author_id: house.people.author })
  expect(mail.received_line).toContain('ESMTPSA')
  await expect(send(author, author, 'wrong')).rejects.toMatchObject({ responseCode: 535 })
  await expect(send(house.addresses.chief, author)).rejects.toMatchObject({ responseCode: 553 })
  await expect(send(author, house.addresses.chief)).rejects.toMatchObject({ responseCode: 553 })
})

test('R27 stopping: who is idle hears 421, who is sending may finish', async () => {
  const front = await room.front()
  const [idle, busy] = [await rawClient(front.port), await rawClient(front.port)]
  await busy.command(`MAIL FROM:<${author}>`)
  await busy.command('RCPT TO:<a@pref-x.example>')
  await busy.command('DATA')
  busy.write(header())
  const goodbye = idle.reply()
  const stopped = front.stop({ timeoutSeconds: 20 })
  expect(await goodbye).toMatch(/^421/)
  // Nobody new is let in, while the one that is sending still may.
  await expect(once(createConnection(front.port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED')
  busy.write('the rest\r\n.\r\n')
  expect(await busy.reply()).toMatch(/^250/)
  await busy.command('QUIT')
  await stopped
  idle.close()
})

test('swaks, as a person would try it', async () => {
  const { stdout } = await promisify(execFile)(
    'swaks',
    `--server 127.0.0.1:${port} --from ${author} --to a@pref-x.example --h-From <${author}> --body hello`.split(' '),
  )
  expect(stdout).toMatch(/250 held as [0-9a-f-]{36}/)
})

test('many sessions at once, each answered for its own mail', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, () =>
      submit(port, { from: author, to: ['a@pref-x.example'], raw: mailWithList(author, ['a@pref-x.example']) }),
    ),
  )
  expect(new Set(ids).size).toBe(20)
  for (const id of ids) expect(await inHouse((tx) => mailById(tx, id))).toMatchObject({ custody: 'held' })
  expect(await readdir(join(room.vault.folder.arrivingPath('x'), '..'))).toEqual([])
})

test('a session that is open when its account is disabled submits nothing more', async () => {
  const { login, secret } = await credentialOf(db, house, 'chief')
  const own = await room.front({ filterClients: [] })
  const client = await rawClient(own.port)
  await client.command('EHLO client.example')
  const plain = Buffer.from(`\0${login}\0${secret}`).toString('base64')
  expect(await client.command(`AUTH PLAIN ${plain}`)).toMatch(/^235/)
  expect(await client.command(`MAIL FROM:<${house.addresses.chief}>`)).toMatch(/^250/)
  expect(await client.command('RCPT TO:<a@pref-x.example>')).toMatch(/^250/)
  await inHouse(async (tx) => {
    const { id } = await tx
      .selectFrom('account')
      .where('person_id', '=', house.people.chief)
      .select('id')
      .executeTakeFirstOrThrow()
    await disableAccount(tx, house.actor('office'), { accountId: id, version: 1 })
  })
  const mails = await mailCount()
  await client.command('DATA')
  client.write(`From: <${house.addresses.chief}>\r\n\r\nx\r\n.\r\n`)
  expect(await client.reply()).toMatch(/^530 5\.7\.0/)
  expect(await client.command(`MAIL FROM:<${house.addresses.chief}>`)).toMatch(/^530 5\.7\.0/)
  client.close()
  expect(await mailCount()).toBe(mails)
})
