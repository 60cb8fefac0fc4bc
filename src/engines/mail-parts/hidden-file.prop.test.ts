import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMail } from './read-mail.ts'

/** What the hidden file says; in base64 it begins with its own marker, whatever stands around it. */
const MARKER = 'UEsDBHNlY3JldC1saXN0'
const MARKED_FILE = Buffer.from(MARKER, 'base64')

/** Header lines that programs disagree about: doubled, folded, commented, quoted, cut, with odd blanks and charsets. */
const typeLine = fc.constantFrom(
  'Content-Type: multipart/mixed; boundary=q',
  'Content-Type: multipart/mixed; boundary="q"',
  'Content-Type: multipart/mixed; boundary="q"; boundary="r"',
  'Content-Type: multipart/mixed;\r\n boundary=q',
  "Content-Type: multipart/mixed; boundary*=utf-8''q",
  'Content-Type: multipart/mixed; boundary*0=q; boundary*1=r',
  'Content-Type : multipart/mixed; boundary=q',
  'content-type:multipart/mixed;boundary=q',
  'Content-Type: (c) multipart/mixed; boundary=q (x)',
  'Content-Type: multipart/alternative; boundary=q',
  'Content-Type: multipart/related; boundary="q "',
  'Content-Type: multipart/digest; boundary=q',
  'Content-Type: multipart/mixed; boundary=q\r\nContent-Type: text/plain',
  'Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=q',
  'Content-Type: multipart/mixed; boundary=',
  'Content-Type: message/rfc822',
  'Content-Type: message/partial; id=x; number=1',
  'Content-Type: text/plain; charset=utf-8',
)
const partHeader = fc.constantFrom(
  'Content-Type: application/zip; name=secret.zip',
  'Content-Type: application/zip\r\nContent-Disposition: attachment; filename=secret.zip',
  'Content-Type: text/plain; name=secret.zip',
  'Content-Type: text/html; name=secret.zip\r\nContent-Disposition: attachment',
  "Content-Disposition: attachment; filename*=utf-8''secret.zip",
  'Content-Type: image/png\r\nContent-ID: <1>',
  'Content-Type: message/rfc822',
  'Content-Type: application/octet-stream',
  'X: y',
)
const encoding = fc.constantFrom(
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: BASE64 ',
  'content-transfer-encoding:base64',
  'Content-Transfer-Encoding:\r\n\tbase64',
  'Content-Transfer-Encoding: "base64"',
  'Content-Transfer-Encoding: base64; x=y',
  'Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64',
)
const separator = fc.constantFrom(
  '--q',
  '--q ',
  '--q\t',
  '--q-',
  '--r',
  '--',
  '--q--',
  ' --q',
  '--Q',
  '--q x',
  '--q--x',
)
const filler = fc.constantFrom('', 'hello', 'preamble\r\n', '\r\n', '<p>x</p>', 'begin 644 a')

test('a file that a mail carries in any disguise is listed, shown, or the mail is unread', async () => {
  await fc.assert(
    fc.asyncProperty(
      typeLine,
      fc.array(fc.tuple(separator, partHeader, encoding, filler), { minLength: 1, maxLength: 3 }),
      fc.nat(),
      separator,
      async (type, parts, at, end) => {
        const chosen = at % parts.length
        const body = parts.map(([before, header, coding, text], n) =>
          n === chosen
            ? `${before}\r\n${header}\r\n${coding}\r\n\r\n${MARKER}\r\n`
            : `${before}\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`,
        )
        const mail = `From: a@b.example\r\nMIME-Version: 1.0\r\n${type}\r\n\r\n${body.join('')}${end}\r\n`
        const { attachments, textPreview, unread } = await readMail(Buffer.from(mail))
        const isListed = attachments.some(({ byteCount }) => byteCount >= MARKED_FILE.length)
        const isShown = textPreview.includes(MARKER) || textPreview.includes('secret-list')
        expect(isListed || isShown || unread.length > 0, mail).toBe(true)
      },
    ),
    {
      numRuns: process.env['SEKISHO_DEEP'] ? 20_000 : 600,
      // Where one program ends a part, another one is still above the first.
      examples: [
        [
          'Content-Type: multipart/mixed; boundary="q"; boundary="r"',
          [
            ['--r', 'Content-Type: application/zip; name=secret.zip', 'Content-Transfer-Encoding: base64', ''],
            ['--q', 'Content-Type: application/zip; name=secret.zip', 'Content-Transfer-Encoding: base64', ''],
          ],
          0,
          '--r',
        ],
      ],
    },
  )
})
