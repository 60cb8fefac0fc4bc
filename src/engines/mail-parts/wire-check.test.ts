import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWireCheck } from './wire-check.ts'

const check = (bytes: Buffer, cuts: readonly number[] = []) => {
  const wire = createWireCheck({ gateTag: 'Sekisho test-tag' })
  const places = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) wire.update(bytes.subarray(places[i - 1], places[i]))
  return wire.finish()
}
const mail = (text: string) => Buffer.from(text, 'latin1')

test('a plain mail has no defect, and its header is kept alone', () => {
  const report = check(mail('From: a@b.example\r\nSubject: x\r\n\r\nbody \r\n.dot\r\n'))
  expect(report.defects).toEqual([])
  expect(report.header.toString()).toBe('From: a@b.example\r\nSubject: x\r\n\r\n')
  expect(report.has8bit).toBe(false)
})

test.each([
  ['bare_lf', 'A: b\r\n\r\nx\ny\r\n'],
  ['bare_lf', 'A: b\n\r\nx\r\n'],
  ['bare_lf', 'A: b\r\n\r\nx\n.\r\ny\r\n'],
  ['bare_cr', 'A: b\r\n\r\nx\ry\r\n'],
  ['bare_cr', 'A: b\r\n\r\nx\r\r\n'],
  ['bare_cr', 'A: b\r\n\r\nx\r\n\r'],
  ['nul_in_header', 'A: b\0c\r\n\r\nx\r\n'],
  ['own_loop', 'Received: by x (Sekisho test-tag)\r\n with SMTP\r\n\r\nx\r\n'],
  ['own_loop', 'Received: from y\r\n\tby x (Sekisho test-tag)\r\n\r\nx\r\n'],
  ['too_many_hops', `${'Received: from a\r\n'.repeat(50)}\r\nx\r\n`],
  ['header_too_large', `A: ${'b'.repeat(300 * 1024)}\r\n\r\nx\r\n`],
] as const)('%s is a defect: %j', (defect, text) => {
  expect(check(mail(text)).defects).toContain(defect)
})

test('49 hops, NUL in the body and 2,000-byte lines pass; the long line is noted', () => {
  const report = check(mail(`${'Received: from a\r\n'.repeat(49)}\r\n\0${'é'.repeat(2000)}\r\n`))
  expect(report.defects).toEqual([])
  expect(report).toMatchObject({ hopCount: 49, longestLineBytes: 2001, has8bit: true })
})

test('what is found never depends on where the network cut the bytes', () => {
  const piece = fc.constantFrom('\r\n', '\r', '\n', '.', 'A: b', ' ', '\r\n\r\n', 'Received: x', '\0', '\x93\xfa')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 12 }), (pieces, cuts) => {
      const bytes = mail(pieces.join(''))
      expect(check(bytes, cuts)).toEqual(check(bytes))
    }),
    { numRuns: 2000 },
  )
})

test('every bare CR and LF is found, and nothing else is called one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\r', '\n', 'x', '.', '\r\n'), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const { defects } = check(mail(text))
      expect(defects.includes('bare_cr')).toBe(/\r(?!\n)/.test(text))
      expect(defects.includes('bare_lf')).toBe(/(?<!\r)\n/.test(text))
    }),
    { numRuns: 2000 },
  )
})
