import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface NewMember {
  readonly name: string
  readonly content: AsyncIterable<string> | Iterable<string>
}

const MAX_BYTES = 0xffff_ffff

/**
 * Packs members into a zip, streaming: sizes follow the data (APPNOTE 4.3.9), times are fixed, so that equal content is
 * equal bytes. No zip64.
 * @throws RangeError beyond 4 GiB
 */
export async function* zipBytes(members: readonly NewMember[]): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of members) {
    const local = header(name, { signature: 0x04034b50 })
    yield local
    const sum = { crc: 0, plain: 0, packed: 0 }
    const packed = Readable.from(measured(content, sum)).compose<NodeJS.ReadWriteStream>(createDeflateRaw())
    for await (const chunk of packed as AsyncIterable<unknown>) {
      sum.packed += (chunk as Buffer).length
      yield chunk as Buffer
    }
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    ;[sum.crc, sum.packed, sum.plain].forEach((value, index) => descriptor.writeUInt32LE(value, 4 + 4 * index))
    yield descriptor
    directory.push(header(name, { signature: 0x02014b50, ...sum, offset }))
    offset += local.length + sum.packed + descriptor.length
    if (offset > MAX_BYTES || sum.plain > MAX_BYTES) throw new RangeError('a zip beyond 4 GiB')
  }
  const size = directory.reduce((total, each) => total + each.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  yield Buffer.concat([...directory, end])
}

async function* measured(content: NewMember['content'], sum: { crc: number; plain: number }): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text)
    sum.crc = crc32(bytes, sum.crc)
    sum.plain += bytes.length
    yield bytes
  }
}

interface HeaderFields {
  readonly signature: number
  readonly crc?: number
  readonly packed?: number
  readonly plain?: number
  readonly offset?: number
}

/** Local file header (APPNOTE 4.3.7), or with an offset the one of the central directory (4.3.12). */
function header(name: string, { signature, crc = 0, packed = 0, plain = 0, offset }: HeaderFields): Buffer {
  const isCentral = offset !== undefined
  const raw = Buffer.from(name)
  const fixed = Buffer.alloc(isCentral ? 46 : 30)
  fixed.writeUInt32LE(signature, 0)
  if (isCentral) fixed.writeUInt16LE(20, 4)
  const at = isCentral ? 6 : 4
  fixed.writeUInt16LE(20, at)
  fixed.writeUInt16LE(0x0808, at + 2) // sizes follow the data; the name is UTF-8
  fixed.writeUInt16LE(8, at + 4)
  fixed.writeUInt16LE(0x0021, at + 8) // 1980-01-01
  fixed.writeUInt32LE(crc, at + 10)
  fixed.writeUInt32LE(packed, at + 14)
  fixed.writeUInt32LE(plain, at + 18)
  fixed.writeUInt16LE(raw.length, at + 22)
  if (isCentral) fixed.writeUInt32LE(offset, 42)
  return Buffer.concat([fixed, raw])
}
