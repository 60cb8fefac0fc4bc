import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readMail } from '../read-mail.ts'
import { type MailReader, openMailReader } from './open-mail-reader.ts'

const readers: MailReader[] = []
afterEach(() => readers.splice(0).forEach((reader) => reader.close()))
const open = (limits: Parameters<typeof openMailReader>[0]) => {
  const reader = openMailReader(limits)
  readers.push(reader)
  return reader
}
const HEAD = 'From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n'
const ZIP = Buffer.from('504b0506000000000000000000000000000000000000', 'hex')
const ordinary = Buffer.from(
  `${HEAD}Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nhello\r\n--q\r\nContent-Type: application/zip; name=a.zip\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n${ZIP.toString('base64')}\r\n--q--\r\n`,
)

test('what is read apart is what is read here, and an attachment comes out whole', async () => {
  const reader = open({ seconds: 60, memoryBytes: 1024 ** 3 })
  expect(await reader.read(ordinary)).toEqual(JSON.parse(JSON.stringify(await readMail(ordinary))))
  expect(await reader.attachment(ordinary, createHash('sha256').update(ZIP).digest('hex'))).toEqual(ZIP)
  expect(await reader.attachment(ordinary, 'f'.repeat(64))).toBeUndefined()
})

test('several at once come out in their own order, big ones between small ones', async () => {
  const reader = open({ seconds: 60, memoryBytes: 1024 ** 3 })
  const mails = Array.from({ length: 8 }, (_, n) =>
    Buffer.from(`${HEAD}\r\nmail ${n} ${'x'.repeat(n % 2 ? 3_000_000 : 10)}\r\n`),
  )
  const previews = await Promise.all(mails.map(async (mail) => (await reader.read(mail, 6)).textPreview))
  expect(previews).toEqual(mails.map((_, n) => `mail ${n}`))
})

test('a mail that bloats or holds up its reader is unread, and the next one is read', async () => {
  const bomb = Buffer.from(`${HEAD}Content-Type: text/plain\r\n\r\n${'x\r\n'.repeat(3_000_000)}`)
  for (const limits of [
    { seconds: 60, memoryBytes: 150 * 1024 ** 2 },
    { seconds: 1.5, memoryBytes: 4 * 1024 ** 3 },
  ]) {
    const reader = open(limits)
    const [first, second] = await Promise.all([reader.read(bomb), reader.read(ordinary).catch(() => undefined)])
    expect(first.unread).toEqual(['parser_failed'])
    expect(first.header.subject).toBe('x')
    expect(second!.header.subject).toBe('x')
  }
})

test('hundreds of thousands of lines take seconds and not minutes', async () => {
  const reader = open({ seconds: 60, memoryBytes: 1024 ** 3 })
  const reading = await reader.read(Buffer.from(`${HEAD}Content-Type: text/plain\r\n\r\n${'x\r\n'.repeat(300_000)}`))
  expect(reading.unread).toEqual([])
})
