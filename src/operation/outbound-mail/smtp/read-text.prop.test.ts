import fc from 'fast-check'
import { setImmediate } from 'node:timers/promises'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { expect, test } from 'vitest'
import { readText, type TextState } from './read-text.ts'

interface Parser extends TextState {
  _feedDataStream: (piece: Buffer, done: () => void) => void
  oncommand: (command: Buffer, done: () => void) => void
  startDataMode(): NodeJS.ReadableStream
  continue(): void
  write(piece: Buffer): boolean
}

/** What is read as text and what as commands behind it, when the bytes come in these pieces. */
async function heard(pieces: readonly Buffer[], isOurs: boolean): Promise<{ text: string; commands: string[] }> {
  const parser = new SMTPStream() as unknown as Parser
  if (isOurs) parser['_feedDataStream'] = (piece, done) => readText(parser, piece, done)
  const commands: string[] = []
  parser.oncommand = (command, done) => {
    commands.push(command.toString('latin1'))
    done()
  }
  const stream = parser.startDataMode()
  let text = ''
  let hasEnded = false
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  stream.on('end', () => {
    hasEnded = true
    parser.continue()
  })
  for (const piece of pieces) {
    parser.write(piece)
    await setImmediate()
  }
  // A stuffed dot costs the library a turn of the loop.
  for (let turn = 0; turn < 40; turn++) await setImmediate()
  return { text: `${text}${hasEnded ? '' : ' …'}`, commands }
}

const bit = fc.constantFrom('\r\n', '\r\n', '.', '.', '\r', '\n', 'x', 'NOOP', '\r\n.\r\n', '\r\n..', 'yyyyyy')
const cut = (bytes: Buffer, places: readonly number[]) => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, n) => bytes.subarray(at[n], end))
}

test('R7 the text of a mail is read as the library reads it, wherever the network cuts it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bit, { maxLength: 14 }), fc.array(fc.nat(), { maxLength: 5 }), async (bits, places) => {
      const bytes = Buffer.from(`${bits.join('')}\r\n.\r\nQUIT\r\n`, 'latin1')
      const [ours, whole] = await Promise.all([heard(cut(bytes, places), true), heard([bytes], false)])
      expect(ours).toEqual(whole)
    }),
    { numRuns: process.env['SEKISHO_DEEP'] ? 20_000 : 600 },
  )
})

test('a large piece without a line end near its end is handed on without a copy', async () => {
  const parser = new SMTPStream() as unknown as Parser
  const stream = parser.startDataMode()
  const piece = Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(100) + 'abcdef')
  const got: Buffer[] = []
  stream.on('data', (chunk: Buffer) => got.push(chunk))
  readText(parser, piece, () => undefined)
  await setImmediate()
  expect(got).toHaveLength(1)
  expect(got[0]!.buffer).toBe(piece.buffer)
  expect(got[0]!).toHaveLength(piece.length)
})
