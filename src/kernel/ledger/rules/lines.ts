/** No event comes near it; a file without line ends must not fill the memory. */
export const LONGEST_LINE_BYTES = 16 * 1024 * 1024

/** A line too long to be held: it can be counted, and not read. */
export const TOO_LONG = Symbol('a line too long to be held')
export type Line = Buffer | typeof TOO_LONG

/**
 * Cuts a stream of bytes at its line ends; yields what each chunk completed. Bytes after the last line end come last,
 * as a line of their own, and `isCut` tells.
 */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly lines: readonly Line[]; readonly isCut: boolean; readonly bytes: number }> {
  let open: Buffer[] = []
  let openBytes = 0
  const close = (last: Buffer): Line => {
    const line = openBytes + last.length > LONGEST_LINE_BYTES ? TOO_LONG : Buffer.concat([...open, last])
    open = []
    openBytes = 0
    return line
  }
  for await (const part of stream) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    const lines: Line[] = []
    let from = 0
    for (let to = chunk.indexOf(10); to !== -1; to = chunk.indexOf(10, from)) {
      lines.push(openBytes > 0 ? close(chunk.subarray(from, to)) : chunk.subarray(from, to))
      from = to + 1
    }
    if (from < chunk.length) {
      openBytes += chunk.length - from
      // Beyond the limit only the length is kept.
      if (openBytes <= LONGEST_LINE_BYTES) open.push(chunk.subarray(from))
      else open = []
    }
    yield { lines, isCut: false, bytes: chunk.length }
  }
  if (openBytes > 0) yield { lines: [close(Buffer.alloc(0))], isCut: true, bytes: 0 }
}
