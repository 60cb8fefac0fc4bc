import { newId } from '../../base/ids.ts'

export interface PlainMail {
  readonly to: readonly string[]
  readonly cc?: readonly string[]
  readonly text: string
  readonly attachments?: readonly { readonly name: string; readonly content: Uint8Array }[]
}

/** A mail of the author, in CRLF, with the recipients in To and Cc and what is attached in base64. */
export function plainMail(from: string, { to, cc = [], text, attachments = [] }: PlainMail): Buffer {
  const head = [
    `From: <${from}>`,
    `To: ${to.map((one) => `<${one}>`).join(', ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.map((one) => `<${one}>`).join(', ')}`] : []),
    'Subject: x',
    `Message-ID: <${newId()}@jisha.example>`,
    'MIME-Version: 1.0',
  ]
  const body = ['Content-Type: text/plain; charset=utf-8', '', ...text.split('\n'), '']
  if (attachments.length === 0) return Buffer.from([...head, ...body].join('\r\n'))
  const parts = attachments.flatMap(({ name, content }) => [
    '--b',
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  ])
  return Buffer.from(
    [...head, 'Content-Type: multipart/mixed; boundary="b"', '', '--b', ...body, ...parts, '--b--', ''].join('\r\n'),
  )
}
