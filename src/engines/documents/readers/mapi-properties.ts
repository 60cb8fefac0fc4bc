import { oldText } from './property-set.ts'

export interface MapiProperty {
  readonly id: number
  readonly text?: string
  readonly bytes?: Buffer
}

const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  0xa: 4,
  0xb: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
}
const [TEXT, WIDE, OBJECT, BINARY, MANY] = [0x1e, 0x1f, 0x0d, 0x102, 0x1000]
const [NAMED, MOST] = [0x8000, 10_000]

/**
 * The properties of a message, an attachment or (in rows) its recipients, as TNEF lays them out.
 * @source MS-OXTNEF 2.1.3.4
 */
export function mapiProperties(bytes: Buffer, inRows: boolean): { properties: MapiProperty[]; isWhole: boolean } {
  const properties: MapiProperty[] = []
  let at = 0
  const u32 = () => {
    const value = bytes.readUInt32LE(at)
    at += 4
    return value
  }
  const padded = () => {
    const length = u32()
    if (at + length > bytes.length) throw new RangeError('cut off')
    const value = bytes.subarray(at, at + length)
    at += length + ((4 - (length % 4)) % 4)
    return value
  }
  const skipName = () => {
    at += 16
    if (u32() === 0) at += 4
    else {
      const name = padded().toString('utf16le').replace(/\0+$/, '')
      properties.push({ id: NAMED, text: name })
    }
  }
  const readValue = (id: number, type: number) => {
    const fixed = FIXED[type]
    if (fixed !== undefined) at += fixed
    else if (type === TEXT) properties.push({ id, text: oldText(padded()).replace(/\0+$/, '') })
    else if (type === WIDE) properties.push({ id, text: padded().toString('utf16le').replace(/\0+$/, '') })
    else if (type === BINARY || type === OBJECT) properties.push({ id, bytes: padded() })
    else throw new RangeError('unknown type')
  }
  const readList = () => {
    for (let left = u32(); left > 0; left--) {
      if (properties.length > MOST) throw new RangeError('too many')
      const [type, id] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)]
      at += 4
      if (id >= NAMED) skipName()
      const isMany = (type & MANY) !== 0
      const plain = type & ~MANY
      const isSized = plain === TEXT || plain === WIDE || plain === BINARY || plain === OBJECT
      const count = isMany || isSized ? u32() : 1
      if (count > MOST) throw new RangeError('too many')
      for (let value = 0; value < count; value++) readValue(id, plain)
    }
  }
  try {
    if (inRows) for (let rows = u32(); rows > 0; rows--) readList()
    else readList()
    return { properties, isWhole: true }
  } catch {
    return { properties, isWhole: false }
  }
}
