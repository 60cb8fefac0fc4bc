import { type ByteSource, readAt } from './byte-source.ts'
import type { ZipDirectory } from './zip-entries.ts'

const LOCAL_BYTES = 30
const [SIZES_LATER, ENCRYPTED] = [8, 1]
const DESCRIPTOR_BYTES = 24

/**
 * What two programs would read differently in one archive, or what neither would read: most go by the directory at the
 * end, some by the header in front of each member.
 *
 * - `disagreeing`: a member's header contradicts its entry (name, method, encryption, sizes), or members overlap;
 * - `hidden_data`: bytes before, between or behind the members, that belong to none.
 */
export async function zipIrregularities(
  source: ByteSource,
  directory: ZipDirectory,
): Promise<readonly ('disagreeing' | 'hidden_data')[]> {
  const found = new Set<'disagreeing' | 'hidden_data'>()
  const spans: { from: number; until: number; slack: number }[] = []
  for (const entry of directory.entries) {
    const from = entry.relativeOffsetOfLocalHeader
    const header = await readAt(source, from, LOCAL_BYTES)
    if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== 0x04034b50) {
      found.add('disagreeing')
      continue
    }
    const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)]
    const name = await readAt(source, from + LOCAL_BYTES, nameBytes)
    const flags = header.readUInt16LE(6)
    const isLater = (flags & SIZES_LATER) !== 0
    const [crc, packed, plain] = [header.readUInt32LE(14), header.readUInt32LE(18), header.readUInt32LE(22)]
    const isSame = (value: number, wanted: number) =>
      value === wanted || value === 0xffffffff || (isLater && value === 0)
    if (
      !name.equals(entry.fileNameRaw) ||
      header.readUInt16LE(8) !== entry.compressionMethod ||
      (flags & ENCRYPTED) !== (entry.generalPurposeBitFlag & ENCRYPTED) ||
      !isSame(crc, entry.crc32) ||
      !isSame(packed, entry.compressedSize) ||
      !isSame(plain, entry.uncompressedSize)
    )
      found.add('disagreeing')
    const until = from + LOCAL_BYTES + nameBytes + extraBytes + entry.compressedSize
    spans.push({ from, until, slack: isLater ? DESCRIPTOR_BYTES : 0 })
  }
  spans.sort((one, other) => one.from - other.from)
  let [end, slack] = [0, 0]
  for (const span of [...spans, { from: directory.from, until: directory.until, slack: 0 }]) {
    if (span.from < end) found.add('disagreeing')
    else if (span.from - end > slack) found.add('hidden_data')
    ;[end, slack] = [span.until, span.slack]
  }
  return [...found]
}
