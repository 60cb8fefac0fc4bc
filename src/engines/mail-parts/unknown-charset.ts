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

/** U+FFFD as a mail may carry it itself, in UTF-8: in its bytes, in quoted-printable, in base64 at each of three places. */
const WRITTEN = /\xef\xbf\xbd|=EF=BF=BD|77\+9|[Oeu+]\+\/v[Q-f]|[DHLPTXbfjnrvz37/]vv7[0-3]/i
/** One escape of ISO-2022-JP right behind another: decoders of browsers put U+FFFD there, and nothing is lost. */
// oxlint-disable-next-line no-control-regex -- what is looked for
const EMPTY_RUN = /\x1b(?:\([BJI]|\$[@B])(?=\x1b)/g

/**
 * Whether a parser put the replacement character where the mail has none: what stood there is not in the charset that
 * the mail names, and was not seen. Half-width kana in a form that ISO-2022-JP does not have are the usual case.
 */
export function isMisread(bytes: Uint8Array, shown: readonly (string | undefined)[]): boolean {
  const most = Math.max(...shown.map((text) => text?.match(/\u{fffd}/gu)?.length ?? 0))
  if (most === 0) return false
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return !WRITTEN.test(raw) && most > (raw.match(EMPTY_RUN)?.length ?? 0)
}
