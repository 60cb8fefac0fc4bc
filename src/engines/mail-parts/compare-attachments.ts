import type { AttachmentReading, ReadPart } from './attachment-reading.ts'

/**
 * Whether two readings of one mail saw the same attachments, in any order: content and name. The declared type is not
 * compared (each parser has its own default for a part without one).
 * @returns the first reading's attachments, and after them what only the second one saw
 */
export function compareAttachments(
  first: readonly ReadPart[],
  second: readonly ReadPart[],
): { attachments: AttachmentReading[]; isSame: boolean } {
  const unmatched = [...second]
  let isSame = true
  for (const part of first) {
    const at = unmatched.findIndex((other) => isSamePart(part, other))
    if (at >= 0) unmatched.splice(at, 1)
    else isSame = false
  }
  return { attachments: [...first, ...unmatched].map(withoutHash), isSame: isSame && unmatched.length === 0 }
}

/** A name with U+FFFD is one that its parser could not decode: it contradicts no other name. */
function isSamePart(one: ReadPart, other: ReadPart): boolean {
  const [name, otherName] = [one.name.normalize('NFC'), other.name.normalize('NFC')]
  return one.comparedHash === other.comparedHash && (name === otherName || `${name}${otherName}`.includes('\u{fffd}'))
}

const withoutHash = ({ name, declaredType, byteCount, sha256 }: ReadPart): AttachmentReading => ({
  name,
  declaredType,
  byteCount,
  sha256,
})
