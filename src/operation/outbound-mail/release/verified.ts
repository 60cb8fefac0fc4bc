import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

/**
 * Our one Received line and below it the bytes of the mail. The stream ends with an error, before its last bytes are
 * handed out, when they are not those that were accepted and decided on: what was begun is then never completed.
 */
export function verified(receivedLine: string, content: AsyncIterable<Uint8Array>, sha256: string): Readable {
  return Readable.from(pieces(receivedLine, content, sha256), { objectMode: false })
}

async function* pieces(receivedLine: string, content: AsyncIterable<Uint8Array>, sha256: string) {
  const hash = createHash('sha256')
  yield Buffer.from(receivedLine, 'latin1')
  let kept: Uint8Array | undefined
  for await (const piece of content) {
    hash.update(piece)
    if (kept) yield kept
    kept = piece
  }
  if (hash.digest('hex') !== sha256) throw new Error('the stored mail is not the one that was accepted')
  if (kept) yield kept
}
