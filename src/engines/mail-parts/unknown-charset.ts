import iconv from 'iconv-lite'

/** A Content-Type field with its continuation lines, wherever a part may begin. */
const CONTENT_TYPE = /^content-type[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/gim

/**
 * Whether a part says that it is written in a charset that nobody here can read: then what it says was not seen.
 * @param bytes the whole mail
 */
export function hasUnknownCharset(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  for (const [field] of text.matchAll(CONTENT_TYPE)) {
    const [, name = ''] = /\bcharset\*?=(?:[\w-]*'[\w-]*')?"?([^"\s;]+)/i.exec(field) ?? []
    if (name !== '' && !isKnown(name)) return true
  }
  return false
}

function isKnown(name: string): boolean {
  // An encoder of browsers that decodes nothing, and one that nobody may use any more (RFC 2152 hides tags in ASCII).
  if (/^(?:replacement|x-user-defined|utf-?7(?:-imap)?)$/i.test(name)) return false
  if (iconv.encodingExists(name)) return true
  try {
    return new TextDecoder(name).encoding !== 'replacement'
  } catch {
    return false
  }
}
