import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Where clamd listens: `host:port`, or the path of its socket. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string }

export type VirusVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'virus'; readonly name: string }
  /** It could not be asked, or did not want the file: nobody knows. */
  | { readonly kind: 'unknown' }

const PIECE_BYTES = 256 * 1024
const WAIT_MS = 60_000

/**
 * Asks clamd about one content (INSTREAM: pieces with their length before them, ended by one of length 0).
 * @source clamd(8), COMMANDS
 */
export async function askClamd(address: ClamdAddress, content: Uint8Array): Promise<VirusVerdict> {
  const socket = connect({ ...address, timeout: WAIT_MS })
  socket.once('timeout', () => socket.destroy(new Error('clamd did not answer')))
  try {
    const answer = buffer(socket)
    socket.write('zINSTREAM\0')
    for (let at = 0; at < content.length; at += PIECE_BYTES) {
      const piece = content.subarray(at, at + PIECE_BYTES)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.length)
      socket.write(length)
      socket.write(piece)
    }
    socket.write(Buffer.alloc(4))
    return verdictOf((await answer).toString('utf8'))
  } catch {
    return { kind: 'unknown' }
  } finally {
    socket.destroy()
  }
}

function verdictOf(answer: string): VirusVerdict {
  const text = answer.replaceAll('\0', '').trim()
  if (text.endsWith(': OK')) return { kind: 'clean' }
  const name = /: (.+) FOUND$/.exec(text)?.[1]
  return name ? { kind: 'virus', name } : { kind: 'unknown' }
}
