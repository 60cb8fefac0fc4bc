import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailView } from '../../src/operation/outbound-mail/contract.ts'
import { approveMail, listMails, readMail, selfCheckMail } from '../../src/operation/outbound-mail/contract.ts'
import type { ApiClient } from './api-client.ts'
import { until } from './running-sekisho.ts'

export interface Handed {
  readonly from: string
  readonly to: readonly string[]
  readonly bytes: Buffer
  readonly auth?: { readonly user: string; readonly pass: string }
}

/** Hands bytes to an SMTP server as they are; resolves when it has answered 250. */
export function handOver(port: number, { from, to, bytes, auth }: Handed): Promise<void> {
  const connection = new SMTPConnection({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    logger: false,
    socketTimeout: 60_000,
  })
  return new Promise<void>((resolve, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(new Error('the connection ended')))
    const send = () => connection.send({ from, to: [...to] }, bytes, (cause) => (cause ? reject(cause) : resolve()))
    connection.connect((cause) => {
      if (cause) return reject(cause)
      if (auth) connection.login({ credentials: auth }, (refused) => (refused ? reject(refused) : send()))
      else send()
    })
  }).finally(() => connection.close())
}

/** A mail that a careless program downstream would change: 8-bit text, folded and odd headers, dots, long lines, a Bcc-like name. */
export function oddMail(subject: string, from: string, to: string): Buffer {
  const lines = [
    `From: =?ISO-2022-JP?B?GyRCOCtLXBsoQg==?= <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Mon, 23 Nov 2026 10:00:00 +0900',
    'X-Odd:   three  spaces \tand a tab ',
    'X-Folded: first',
    '\tsecond',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '見本の本文です。髙橋と﨑山。',
    '.',
    '..二つの点',
    'From the beginning of a line',
    '行末の空白   ',
    '',
    'x'.repeat(900),
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** The mail with this subject line as its author sees it, once the machine has read it. */
export async function ownMail(author: ApiClient, subject: string): Promise<MailView> {
  let found: MailView | undefined
  await until(async () => {
    const { items } = await author.call(listMails, { view: 'mine', size: 200 })
    const line = items.find(({ subjectLine }) => subjectLine === subject)
    found = line && (await author.call(readMail, { mailId: line.id }))
    return found?.panel !== undefined
  })
  return found!
}

const seen = (mail: MailView) => ({
  mailId: mail.id,
  revisionHash: mail.panel!.revisionHash,
  findingIds: mail.panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => (id ? [id] : []))),
  secondsInView: 20,
})

/** The author looks and states that it is right. */
export const selfCheck = (author: ApiClient, mail: MailView): Promise<MailView> =>
  author.call(selfCheckMail, seen(mail))

/** Somebody else looks and approves what they see now. */
export async function approve(approver: ApiClient, mailId: string): Promise<MailView> {
  const mail = await approver.call(readMail, { mailId })
  return approver.call(approveMail, { ...seen(mail), check: mail.waitingCheck ?? 'approval' })
}
