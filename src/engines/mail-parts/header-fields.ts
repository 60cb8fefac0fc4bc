export interface HeaderField {
  /** Lower case. */
  readonly name: string
  /** Unfolded, without the line end; bytes, because its charset is not known yet. */
  readonly value: Buffer
}

/**
 * The fields of a header block, in order, unfolded (RFC 5322 §2.2.3). Lines that are no field are left out: a reader of
 * mail must not stumble over them, and the bytes themselves are never changed.
 */
export function splitHeader(block: Uint8Array): HeaderField[] {
  const fields: HeaderField[] = []
  // latin1 keeps each byte as one character, so nothing is lost before the charset is known.
  const text = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('latin1')
  for (const line of text.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const match = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/.exec(line)
    if (!match) continue
    fields.push({
      name: match[1]!.toLowerCase(),
      value: Buffer.from(line.slice(match[0].length).replace(/^[ \t]+|[ \t]+$/g, ''), 'latin1'),
    })
  }
  return fields
}
