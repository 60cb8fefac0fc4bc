import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { deliveryStatusMail } from './delivery-status-mail.ts'
import { readMail } from './read-mail.ts'
import { receivedLine } from './received-line.ts'

const ZIP = Buffer.from('504b0506000000000000000000000000000000000000', 'hex')
const SJIS_NAME = Buffer.from([0x96, 0xbc, 0x95, 0xeb]).toString('latin1')

/** A mail as a Japanese program writes it: RFC 2231 name, ISO-2022-JP text, and a second part named in raw Shift_JIS. */
const japaneseMail = Buffer.from(
  [
    'From: tanaka@jisha.example',
    'To: yamada@pref-x.example',
    `Subject: ${SJIS_NAME}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=ISO-2022-JP',
    '',
    '\x1b$BL>Jm\x1b(B',
    '--b',
    `Content-Type: application/zip; name*=UTF-8''${encodeURIComponent('名簿.zip')}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent('名簿.zip')}`,
    '',
    ZIP.toString('base64'),
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    '',
    'inner body',
    '--b--',
    '',
  ].join('\r\n'),
  'latin1',
)

test('件名・本文・添付を読む', async () => {
  const reading = await readMail(japaneseMail)
  expect(reading.unread).toEqual([])
  expect(reading.header.subject).toBe('名簿')
  expect(reading.textPreview.trim()).toBe('名簿')
  expect(reading.attachments[0]).toEqual({
    name: '名簿.zip',
    declaredType: 'application/zip',
    byteCount: ZIP.length,
    sha256: createHash('sha256').update(ZIP).digest('hex'),
  })
  expect(reading.attachments[1]).toMatchObject({ declaredType: 'message/rfc822' })
})

const part = (body: string, ...headers: string[]) => [...headers, '', body].join('\r\n')
const multipart = (...parts: string[]) =>
  Buffer.from(
    `From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n${parts.map((p) => `--q\r\n${p}\r\n`).join('')}--q--\r\n`,
    'latin1',
  )

test.each([
  ['text file', part('a,b\r\n1,2\r\n', 'Content-Type: text/csv; name=a.csv', 'Content-Disposition: attachment')],
  ['inline image', part('iVBORw==', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64')],
  ['calendar', part('BEGIN:VCALENDAR', 'Content-Type: text/calendar; method=REQUEST')],
  [
    'quoted-printable file',
    part('=E5=90=8D', 'Content-Type: application/x; name=a', 'Content-Transfer-Encoding: quoted-printable'),
  ],
  ['no name at all', part('AAAA', 'Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64')],
  ['html', part(Buffer.from('<p>こんにちは</p>').toString('latin1'), 'Content-Type: text/html; charset=utf-8')],
])('both parsers see the same: %s', async (_, one) => {
  const reading = await readMail(multipart(part('hello', 'Content-Type: text/plain'), one))
  expect(reading.unread).toEqual([])
})

test('html is reduced to its text, never rendered', async () => {
  const reading = await readMail(
    Buffer.from('Content-Type: text/html\r\n\r\n<script>alert(1)</script><p>Hello <b>there</b></p>\r\n'),
  )
  expect(reading.textPreview).toContain('Hello there')
  expect(reading.textPreview).not.toMatch(/[<>]|alert/)
})

test('two programs that read a mail differently: unread, and what either saw is listed', async () => {
  const broken = ['Content-Type: application/pdf; name=a.pdf', 'Content-Transfer-Encoding: quoted-printable']
  const reading = await readMail(multipart(part('=00 =\r\n b\t\r\nx=ZZ', ...broken)))
  expect(reading.unread).toEqual(['parsers_disagree'])
  expect(reading.attachments).toHaveLength(2)
})

test('a file name in raw Shift_JIS is read, and no disagreement', async () => {
  const reading = await readMail(multipart(part('AAAA', `Content-Type: application/zip; name="${SJIS_NAME}.zip"`)))
  expect(reading.unread).toEqual([])
  expect(reading.attachments.map(({ name }) => name)).toEqual(['名簿.zip'])
})

test('any damaged mail is answered, never thrown at, and within the limit of the preview', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ at: fc.nat(japaneseMail.length - 1), put: fc.uint8Array({ maxLength: 12 }), cut: fc.nat(20) }),
        { maxLength: 8 },
      ),
      async (damages) => {
        let bytes = japaneseMail
        for (const { at, put, cut } of damages)
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)])
        const reading = await readMail(bytes, 50)
        expect(reading.textPreview.length).toBeLessThanOrEqual(50)
        for (const { name, sha256 } of reading.attachments) {
          expect(name.isWellFormed()).toBe(true)
          expect(sha256).toMatch(/^[0-9a-f]{64}$/)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a delivery status carries the header alone, and reads as a report', async () => {
  const report = deliveryStatusMail({
    host: 'gate.jisha.example',
    mailId: 'm',
    reportId: 'r',
    to: 'tanaka@jisha.example',
    envelopeId: 'id\r\nBcc: evil@x.example',
    arrivedAt: new Date('2026-11-23T00:00:00Z'),
    reportedAt: new Date('2026-11-23T01:00:00Z'),
    recipients: [
      { address: 'x@y.example', action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no\r\nsuch user' },
    ],
    explanation: '配信できませんでした。',
    originalHeader: Buffer.from(`Subject: ${SJIS_NAME}\r\n`, 'latin1'),
  })
  const reading = await readMail(report)
  expect(reading.unread).toEqual([])
  expect(reading.header.to.map(({ address }) => address)).toEqual(['tanaka@jisha.example'])
  expect(reading.textPreview).toContain('配信できませんでした')
  expect(report.toString('latin1')).not.toMatch(/^Bcc:/im)
  expect(report.toString('latin1')).toMatch(/^Date: Mon, 23 Nov 2026 10:00:00 \+0900\r$/m)
})

test('RFC 6533 an address outside ASCII is written with its code points; a header outside ASCII keeps its bytes', () => {
  const report = (address: string, originalHeader: string) =>
    deliveryStatusMail({
      host: 'gate.jisha.example',
      mailId: 'm',
      reportId: 'r',
      to: 'tanaka@jisha.example',
      arrivedAt: new Date('2026-11-23T00:00:00Z'),
      reportedAt: new Date('2026-11-23T01:00:00Z'),
      recipients: [{ address, originalRecipient: `utf-8;${address}`, action: 'relayed', status: '2.0.0' }],
      explanation: 'x',
      originalHeader: Buffer.from(originalHeader, 'latin1'),
    }).toString('latin1')
  const international = report('名+a@例え.example', `Subject: ${SJIS_NAME}\r\n`)
  expect(international).toContain('Final-Recipient: utf-8; \\x{540D}\\x{2B}a@\\x{4F8B}\\x{3048}.example\r\n')
  expect(international).toContain(Buffer.from(`Subject: ${SJIS_NAME}\r\n`, 'latin1').toString('base64'))
  expect(international).toMatch(/^Action: relayed\r$/m)
  const plain = report('a@b.example', 'Subject: x\r\nTo: y\r\n')
  expect(plain).toContain('Original-Recipient: utf-8; a@b.example\r\nFinal-Recipient: rfc822; a@b.example\r\n')
  expect(plain).toContain('Content-Transfer-Encoding: 7bit\r\n\r\nSubject: x\r\nTo: y\r\n--=_r--\r\n')
  for (const text of [international, plain]) expect(text).toMatch(/^[\x20-\x7e\t\r\n]*$/)
})

test('Received: one field, and nothing that a client says can start a line', () => {
  const line = receivedLine({
    helo: 'evil\r\nBcc: x',
    clientAddress: '192.0.2.1',
    host: 'gate.example',
    gateTag: 'Sekisho t',
    protocol: 'ESMTPSA',
    mailId: 'id',
    receivedAt: new Date('2026-11-23T00:00:00Z'),
  })
  expect(line.match(/\r\n(?![ \t])/g)).toHaveLength(1)
  expect(line).toContain('from unknown ([192.0.2.1])')
})
