import iconv from 'iconv-lite'

const [TEXT, WIDE, VECTOR] = [0x1e, 0x1f, 0x1000]

/** The texts of a property set (MS-OLEPS): title, author, company, and what somebody made up. */
export function propertyTexts(bytes: Buffer): string[] {
  const texts: string[] = []
  const setCount = Math.min(16, bytes.length >= 28 ? bytes.readUInt32LE(24) : 0)
  for (let set = 0; set < setCount && 48 + set * 20 <= bytes.length; set++) {
    const start = bytes.readUInt32LE(44 + set * 20)
    if (start + 8 > bytes.length) continue
    const count = Math.min(1000, bytes.readUInt32LE(start + 4))
    for (let number = 0; number < count; number++) {
      const place = start + 8 + number * 8
      if (place + 8 > bytes.length) break
      const [id, at] = [bytes.readUInt32LE(place), start + bytes.readUInt32LE(place + 4)]
      if (at + 8 > bytes.length) continue
      const type = bytes.readUInt32LE(at)
      if (id === 0) continue
      if (type === TEXT || type === WIDE) texts.push(textAt(bytes, at + 4, type).text)
      else if ((type & VECTOR) !== 0 && ((type & 0xff) === TEXT || (type & 0xff) === WIDE)) {
        let next = at + 8
        for (let left = Math.min(1000, bytes.readUInt32LE(at + 4)); left > 0 && next + 4 <= bytes.length; left--) {
          const { text, until } = textAt(bytes, next, type & 0xff)
          texts.push(text)
          next = until
        }
      }
    }
  }
  return texts.map((text) => text.replace(/\0+$/, '')).filter((text) => text.trim() !== '')
}

function textAt(bytes: Buffer, at: number, type: number): { text: string; until: number } {
  const length = bytes.readUInt32LE(at) * (type === WIDE ? 2 : 1)
  const until = Math.min(bytes.length, at + 4 + length)
  const raw = bytes.subarray(at + 4, until)
  const padded = type === WIDE ? until + (until % 4 === 0 ? 0 : 4 - (until % 4)) : until
  return { text: type === WIDE ? raw.toString('utf16le') : oldText(raw), until: padded }
}

/** Text of before Unicode, on a Japanese Windows. */
export const oldText = (raw: Buffer): string => {
  const utf8 = raw.toString('utf8')
  return utf8.includes('\uFFFD') ? iconv.decode(raw, 'cp932') : utf8
}
