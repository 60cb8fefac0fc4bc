const CR = 0x0d
const LF = 0x0a
const DOT = Buffer.from('.')

/** The end of a text after its last byte: a line that was left open is closed first. */
export const endOfText = (isAtLineStart: boolean): Buffer => Buffer.from(isAtLineStart ? '.\r\n' : '\r\n.\r\n')

export interface StuffedPiece {
  readonly pieces: readonly Uint8Array[]
  /** Whether the text so far ends with a line. */
  readonly isAtLineStart: boolean
}

/**
 * The text as it goes over the wire: a dot before each line that begins with one (RFC 5321 §4.5.2), every other byte as it
 * is. A bare CR or LF, which a next hop may take for the end of the mail, never goes out: the text ends there with an error.
 */
export async function* stuffed(content: AsyncIterable<Uint8Array>): AsyncGenerator<StuffedPiece> {
  let isAtLineStart = true
  let hasOpenReturn = false
  for await (const bytes of content) {
    if (bytes.length === 0) continue
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    refuseBareEnds(piece, hasOpenReturn)
    const pieces = cutAtDots(piece, isAtLineStart)
    hasOpenReturn = piece.at(-1) === CR
    isAtLineStart = piece.at(-1) === LF
    yield { pieces, isAtLineStart }
  }
  if (hasOpenReturn) throw new BareLineEnd()
}

class BareLineEnd extends Error {
  constructor() {
    super('the text holds a bare CR or LF')
  }
}

function refuseBareEnds(piece: Buffer, hasOpenReturn: boolean): void {
  if (hasOpenReturn && piece[0] !== LF) throw new BareLineEnd()
  for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) {
    if (at > 0 ? piece[at - 1] !== CR : !hasOpenReturn) throw new BareLineEnd()
  }
  for (let at = piece.indexOf(CR); at >= 0 && at < piece.length - 1; at = piece.indexOf(CR, at + 1)) {
    if (piece[at + 1] !== LF) throw new BareLineEnd()
  }
}

function cutAtDots(piece: Buffer, isAtLineStart: boolean): Uint8Array[] {
  const pieces: Uint8Array[] = isAtLineStart && piece[0] === DOT[0] ? [DOT] : []
  let start = 0
  for (let at = piece.indexOf('\n.'); at >= 0; at = piece.indexOf('\n.', at + 1)) {
    pieces.push(piece.subarray(start, at + 1), DOT)
    start = at + 1
  }
  pieces.push(piece.subarray(start))
  return pieces
}
