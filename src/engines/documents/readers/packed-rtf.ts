import { UnreadableFile } from '../unreadable-file.ts'

const START = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)

/** Unpacks the Rich Text of Outlook. @source MS-OXRTFCP 2.1, 3.1.2 @throws UnreadableFile `damaged` */
export function unpackedRtf(bytes: Buffer): Buffer {
  if (bytes.length < 16) throw new UnreadableFile('damaged', { part: 'rtf' })
  const [size, mark] = [bytes.readUInt32LE(4), bytes.toString('latin1', 8, 12)]
  if (mark === 'MELA') return bytes.subarray(16, 16 + size)
  if (mark !== 'LZFu' || size > bytes.length * 17 + 65_536) throw new UnreadableFile('damaged', { part: 'rtf' })
  const window = Buffer.alloc(4096)
  START.copy(window)
  let [at, place, length] = [16, START.length, 0]
  const out = Buffer.alloc(size)
  const put = (byte: number) => {
    if (length < size) out[length++] = byte
    window[place] = byte
    place = (place + 1) % 4096
  }
  while (at < bytes.length) {
    const control = bytes[at++]!
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++]!)
        continue
      }
      if (at + 2 > bytes.length) break
      const reference = bytes.readUInt16BE(at)
      at += 2
      const from = reference >> 4
      if (from === place) return out.subarray(0, length)
      for (let step = 0; step < (reference & 0xf) + 2; step++) put(window[(from + step) % 4096]!)
    }
  }
  return out.subarray(0, length)
}
