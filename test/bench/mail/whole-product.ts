import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { newId } from '../../../src/base/ids.ts'
import { RIGHT_RECIPIENTS } from '../../../src/app/demo/deck.ts'
import { zippedStaffList } from '../../../src/app/demo/staff-list.ts'
import { rawClient, rawMail } from '../../../src/operation/outbound-mail/smtp/raw-client.fixture.ts'
import { type ApiClient, openClient, signInFully } from '../../harness/api-client.ts'
import { databaseUrls, printed, type RunningSekisho, startSekisho } from '../../harness/running-sekisho.ts'

/** Everything that `npm start` starts, with the demonstration's organisation, whose mail needs no AUTH from this machine. */
export interface WholeProduct {
  readonly sekisho: RunningSekisho
  readonly owner: pg.Client
  readonly orgId: string
  /** The process that takes mail. */
  readonly gatePid: number
  signIn(email: string): Promise<ApiClient>
  stop(): Promise<void>
}

export const AUTHOR = 'ichiro.mihon@jisha.example'
export const SUPERVISOR = 'futaba.mihon@jisha.example'
export const OFFICER = 'shiki.mihon@jisha.example'
export const OUTSIDE = 'jouhou-seisaku@x-pref.example'

export async function startWholeProduct(): Promise<WholeProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
  const data = join(folder, 'data')
  const sekisho = await startSekisho({ data })
  const owner = new pg.Client({ connectionString: (await databaseUrls(data)).owner })
  owner.on('error', () => undefined)
  await owner.connect()
  const { rows } = await owner.query<{ org_id: string }>('select org_id from organisation where is_demo')
  const gate = (await sekisho.processes()).find(({ command }) => /\bsmtp\b/.test(command) && !/postgres/.test(command))
  if (!gate) throw new Error('no process takes mail')
  const password = printed.demoPassword(sekisho)
  return {
    sekisho,
    owner,
    orgId: rows[0]!.org_id,
    gatePid: gate.pid,
    async signIn(email) {
      const client = openClient(sekisho.url)
      await signInFully(client, { email, password })
      return client
    },
    async stop() {
      await owner.end()
      await sekisho.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A mail of so many bytes in CRLF, its dots stuffed, its end behind it. */
export function plainMail(subject: string, bytes: number): string {
  const header = `From: <${AUTHOR}>\r\nTo: <${OUTSIDE}>\r\nSubject: ${subject}\r\nMessage-ID: <${newId()}@jisha.example>\r\n\r\n`
  const line = `${'x'.repeat(76)}\r\n`
  return `${header}${line.repeat(Math.max(1, Math.floor((bytes - header.length) / line.length)))}.\r\n`
}

/** The mail of case A to the right place, by one of our own people: a zip with the list of 4,000 staff. */
export async function caseAMail(): Promise<{ from: string; to: string; text: string }> {
  const zip = (await zippedStaffList()).toString('base64').replace(/.{76}/g, '$&\r\n')
  const lines = [
    `From: <${AUTHOR}>`,
    `To: <${RIGHT_RECIPIENTS[0]}>`,
    'Subject: case A',
    `Message-ID: <${newId()}@jisha.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '作業に必要な資料をお送りします。',
    '--b',
    'Content-Type: application/zip; name="list.zip"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="list.zip"',
    '',
    zip,
    '--b--',
    '.',
    '',
  ]
  return { from: AUTHOR, to: RIGHT_RECIPIENTS[0]!, text: Buffer.from(lines.join('\r\n')).toString('latin1') }
}

/** Sends by one session after the other answer; ms from the final dot to each 250. */
export async function dotTo250(port: number, count: number, mail: () => { from: string; to: string; text: string }) {
  const client = await rawClient(port)
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const { from, to, text } = mail()
    await client.command(`MAIL FROM:<${from}>`)
    await client.command(`RCPT TO:<${to}>`)
    await client.command('DATA')
    // All but the dot is on its way before the clock starts.
    await new Promise((resolve) => client.socket.write(Buffer.from(text.slice(0, -3), 'latin1'), resolve))
    const at = performance.now()
    client.write(text.slice(-3))
    const reply = await client.reply()
    if (!reply.startsWith('250')) throw new Error(reply)
    times.push(performance.now() - at)
  }
  client.close()
  return times
}

export async function sendOne(port: number, mail: { from: string; to: string; text: string }): Promise<string> {
  const client = await rawClient(port)
  const reply = await rawMail(client, mail.from, mail.to, mail.text)
  client.close()
  const id = /held as (\S+)/.exec(reply)?.[1]
  if (!id) throw new Error(reply)
  return id
}

export const inTurn = (values: readonly number[]) => [...values].sort((a, b) => a - b)
export const share = (values: readonly number[], part: number) =>
  inTurn(values)[Math.min(values.length - 1, Math.floor(values.length * part))]!

export async function waitFor(isSo: () => Promise<boolean>, ms = 300_000, everyMs = 20): Promise<void> {
  const until = performance.now() + ms
  while (!(await isSo())) {
    if (performance.now() > until) throw new Error('it never came')
    await pause(everyMs)
  }
}
