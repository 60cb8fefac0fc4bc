import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  changeMailPolicy,
  downloadOutsideMessage,
  listOutsideMailbox,
  readMail,
  readMailSettings,
} from '../../src/operation/outbound-mail/contract.ts'
import { type ApiClient, openClient, signInFully } from '../harness/api-client.ts'
import { approve, handOver, oddMail, ownMail, selfCheck } from '../harness/mail-by-hand.ts'
import { type OutsideServer, startOutsideServer } from '../harness/outside-server.ts'
import { mayRunPostfix, type PrivatePostfix, startPrivatePostfix } from '../harness/private-postfix.ts'
import { CLIENT_DOMAIN, foundRealOrganisation, type RealOrganisation } from '../harness/real-organisation.ts'
import {
  databaseUrls,
  freePort,
  printed,
  type RunningSekisho,
  startSekisho,
  until,
} from '../harness/running-sekisho.ts'

const LONG = 400_000
const run = promisify(execFile)
const TO = `uketsuke@${CLIENT_DOMAIN}`

// Where every check must count, a Postfix that cannot be started is a failure, not a test less.
const isSkipped = !mayRunPostfix() && !process.env['CI']
if (isSkipped)
  process.stderr.write('mail-path: skipped, and nothing proved: Postfix cannot be started here (it wants root)\n')

// The way of a mail with nothing in it replaced: real clients, our processes, a real Postfix, and the outside.
describe.skipIf(isSkipped)('社外メールの道', () => {
  let folder: string
  let outside: OutsideServer
  let postfix: PrivatePostfix
  let sekisho: RunningSekisho
  let real: RealOrganisation
  let demo: { author: ApiClient; supervisor: ApiClient; officer: ApiClient }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sekisho-mail-'))
    outside = await startOutsideServer()
    const gate = await freePort()
    postfix = await startPrivatePostfix({ gate, outside: outside.port })
    sekisho = await startSekisho({
      data: join(folder, 'data'),
      settings: {
        SEKISHO_SMTP_PORT: String(gate),
        SEKISHO_RELAY: `127.0.0.1:${postfix.releasePort}`,
        SEKISHO_FILTER_CLIENTS: '127.0.0.1',
      },
    })
    const password = printed.demoPassword(sekisho)
    const enter = async (email: string) => {
      const client = openClient(sekisho.url)
      await signInFully(client, { email, password })
      return client
    }
    demo = {
      author: await enter('ichiro.mihon@jisha.example'),
      supervisor: await enter('futaba.mihon@jisha.example'),
      officer: await enter('shiki.mihon@jisha.example'),
    }
    const { policy } = await demo.officer.call(readMailSettings, {})
    await demo.officer.call(changeMailPolicy, { ...policy, coolDownSeconds: 0 })
    real = await foundRealOrganisation(sekisho.url, printed.setupCode(sekisho))
  }, LONG)
  afterAll(async () => {
    await sekisho?.stop()
    await postfix?.stop()
    await outside?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const asOwner = async (text: string) => {
    const client = new pg.Client({ connectionString: (await databaseUrls(join(folder, 'data'))).owner })
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(text)
    await client.end()
    return rows
  }
  const arrived = (subject: string) => outside.mails.filter(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`))
  const healthOf = async () =>
    (await (await fetch(`${sekisho.url}/api/health`)).json()) as {
      status: string
      parts: Record<string, { state: string; why?: string }>
    }

  /** What stands below the `Received:` lines at the top, and those lines. */
  function belowReceived(bytes: Buffer): { received: string[]; rest: Buffer } {
    const received: string[] = []
    let rest = bytes
    for (let line; (line = /^Received: [^\n]*\r\n(?:[\t ][^\n]*\r\n)*/.exec(rest.toString('latin1')));) {
      received.push(line[0])
      rest = rest.subarray(line[0].length)
    }
    return { received, rest }
  }

  test(
    'swaks でデモに送る: 保留され、承認のあと、デモの社外受信箱だけに 1 バイトも変わらず届く',
    { timeout: LONG },
    async () => {
      const subject = `swaks ${Date.now()}`
      const mail = oddMail(subject, 'ichiro.mihon@jisha.example', 'jouhou-seisaku@x-pref.example')
      const file = join(folder, 'mail.eml')
      await writeFile(file, mail)
      const from = ['--from', 'ichiro.mihon@jisha.example', '--to', 'jouhou-seisaku@x-pref.example']
      const swaks = (port: number) =>
        run('swaks', [
          '--server',
          '127.0.0.1',
          '--port',
          String(port),
          '--no-data-fixup',
          '--data',
          `@${file}`,
          ...from,
        ])
      // What swaks itself makes of the file, seen by a server without a gate.
      await swaks(outside.port)
      const [sent] = arrived(subject)
      await swaks(sekisho.smtpPort)
      const held = await ownMail(demo.author, subject)
      expect(held).toMatchObject({ custody: 'held', standing: 'author' })
      await selfCheck(demo.author, held)
      await approve(demo.supervisor, held.id)
      let messageId: string | undefined
      await until(async () => {
        const { items } = await demo.author.call(listOutsideMailbox, {})
        messageId = items.find(({ mailId }) => mailId === held.id)?.id
        return messageId !== undefined
      })
      const answer = await demo.author.send(downloadOutsideMessage, { id: messageId })
      const { received, rest } = belowReceived(Buffer.from(await answer.arrayBuffer()))
      expect(received).toHaveLength(1)
      expect(rest.equals(sent!.bytes)).toBe(true)
      expect(arrived(subject), 'a relay is set, and the demonstration does not use it').toHaveLength(1)
    },
  )

  test(
    '資格情報で送り、2人が確かめ、実際の Postfix を通って、Received の下は 1 バイトも変わらない',
    { timeout: LONG },
    async () => {
      const subject = `real ${Date.now()}`
      const mail = oddMail(subject, real.author.address, TO)
      await handOver(sekisho.smtpPort, { from: real.author.address, to: [TO], bytes: mail, auth: real.submission })
      const held = await ownMail(real.author.client, subject)
      expect(held.entry).toBe('submission')
      expect(held.engagement?.id, 'the only engagement that explains the recipient').toBe(real.engagementId)
      await selfCheck(real.author.client, held)
      expect(arrived(subject)).toEqual([])
      await approve(real.supervisor.client, held.id)
      await until(async () => arrived(subject).length > 0)
      const [got] = arrived(subject)
      expect(got).toMatchObject({ sender: real.author.address, recipients: [TO] })
      const { received, rest } = belowReceived(got!.bytes)
      // Ours, and above it the one of the Postfix behind us.
      expect(received).toHaveLength(2)
      expect(received[0]).toContain('(Postfix)')
      expect(received[1]).not.toContain('(Postfix)')
      expect(rest.equals(mail)).toBe(true)
      await until(async () => (await real.author.client.call(readMail, { mailId: held.id })).custody === 'released')
    },
  )

  test(
    'Postfix の content_filter として: 前の Postfix から受け取り、保留し、承認で外へ出す',
    { timeout: LONG },
    async () => {
      const subject = `filter ${Date.now()}`
      await run('swaks', [
        '--server',
        '127.0.0.1',
        '--port',
        String(postfix.entryPort),
        '--from',
        real.author.address,
        '--to',
        TO,
        '--h-From',
        real.author.address,
        '--h-Subject',
        subject,
        '--body',
        'filter',
      ])
      const held = await ownMail(real.author.client, subject)
      expect(held).toMatchObject({ entry: 'filter', custody: 'held' })
      await selfCheck(real.author.client, held)
      expect(arrived(subject)).toEqual([])
      await approve(real.supervisor.client, held.id)
      await until(async () => arrived(subject).length > 0)
      expect(arrived(subject)).toHaveLength(1)
    },
  )

  test('知らない差出人と、ほかの会社のドメイン: 受け取らない', { timeout: LONG }, async () => {
    const bytes = oddMail('no', 'dareka@yoso.example', TO)
    await expect(handOver(sekisho.smtpPort, { from: 'dareka@yoso.example', to: [TO], bytes })).rejects.toThrow(
      /553|530/,
    )
    const auth = { ...real.submission, pass: 'wrong' }
    await expect(handOver(sekisho.smtpPort, { from: real.author.address, to: [TO], bytes, auth })).rejects.toThrow(
      /535/,
    )
    await expect(
      handOver(sekisho.smtpPort, { from: real.supervisor.address, to: [TO], bytes, auth: real.submission }),
    ).rejects.toThrow(/553/)
  })

  test('smtp-source で 40 通を 8 本の接続から: 250 の数だけ保留される', { timeout: LONG }, async () => {
    const [before] = await asOwner('select count(*)::int as n from outbound_mail')
    await run('smtp-source', [
      '-s',
      '8',
      '-m',
      '40',
      '-l',
      '10000',
      '-f',
      'ichiro.mihon@jisha.example',
      '-t',
      'jouhou-seisaku@x-pref.example',
      `127.0.0.1:${sekisho.smtpPort}`,
    ])
    const [after] = await asOwner(`select count(*)::int as n from outbound_mail`)
    expect(Number(after!['n']) - Number(before!['n'])).toBe(40)
    const nobody = await asOwner(`select r.id from outbound_mail_recipient r
    where r.is_outside and r.permit_id is null and r.delivery not in ('held', 'removed', 'cancelled')`)
    expect(nobody, 'nothing is under way without a permit').toEqual([])
  })

  test('中継サーバーが止まっている間: 待ち、状態は degraded。戻れば 1 回だけ届く', { timeout: LONG }, async () => {
    postfix.setUp(false)
    await until(async () => (await healthOf()).parts['relay']?.why === 'relay_unreachable')
    expect((await healthOf()).status).toBe('degraded')
    const subject = `down ${Date.now()}`
    const bytes = oddMail(subject, real.author.address, TO)
    await handOver(sekisho.smtpPort, { from: real.author.address, to: [TO], bytes, auth: real.submission })
    const held = await ownMail(real.author.client, subject)
    await selfCheck(real.author.client, held)
    await approve(real.supervisor.client, held.id)
    const deliveryOf = async () =>
      (await real.author.client.call(readMail, { mailId: held.id })).recipients[0]!.delivery
    await until(async () => (await deliveryOf()) === 'deferred')
    postfix.setUp(true)
    // The next try is a minute away; it is made to be now, and the sweep finds it.
    await asOwner(`update outbound_mail_recipient set next_try_at = now() where delivery = 'deferred'`)
    await until(async () => (await deliveryOf()) === 'delivered')
    await until(async () => arrived(subject).length > 0)
    expect(arrived(subject)).toHaveLength(1)
    await until(async () => (await healthOf()).parts['relay']?.state === 'ok')
  })

  test(
    '中継サーバーの設定がない: 本番の組織のメールは待つだけで、届いたことにならない',
    { timeout: LONG },
    async () => {
      await sekisho.stop()
      sekisho = await startSekisho({ data: join(folder, 'data') })
      const author = { ...real.author }
      const subject = `unset ${Date.now()}`
      const bytes = oddMail(subject, author.address, TO)
      await handOver(sekisho.smtpPort, { from: author.address, to: [TO], bytes, auth: real.submission })
      const again = reopened(author.client)
      const held = await ownMail(again, subject)
      await selfCheck(again, held)
      await approve(reopened(real.supervisor.client), held.id)
      await until(async () => (await again.call(readMail, { mailId: held.id })).recipients[0]!.delivery === 'queued')
      expect(await healthOf()).toMatchObject({ status: 'degraded', parts: { relay: { why: 'relay_unset' } } })
      const mail = await again.call(readMail, { mailId: held.id })
      expect(mail).toMatchObject({ custody: 'releasing', recipients: [{ delivery: 'queued' }] })
      expect(arrived(subject)).toEqual([])
    },
  )

  /** The same browser at the new address: sessions live in the database. */
  function reopened(client: ApiClient): ApiClient {
    const next = openClient(sekisho.url)
    for (const [name, value] of client.cookies) next.cookies.set(name, value)
    return next
  }
})
