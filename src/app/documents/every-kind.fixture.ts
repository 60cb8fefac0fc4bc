import { deflateSync } from 'node:zlib'
import iconv from 'iconv-lite'
import * as XLSX from 'xlsx'
import { zipOf } from '../../engines/documents/documents.fixture.ts'

/** A made-up individual number (個人番号) with a right check digit: samples tell by it which place was read. */
export function madeUpNumber(place: number): string {
  const digits = String(10_000_000_000 + place)
  const sum = digits.split('').reduce((total, digit, at) => {
    const fromRight = 11 - at
    return total + Number(digit) * (fromRight <= 6 ? fromRight + 1 : fromRight - 5)
  }, 0)
  return `${digits}${sum % 11 <= 1 ? 0 : 11 - (sum % 11)}`
}
export const line = (place: number) => `個人番号 ${madeUpNumber(place)}`
export const listOf = (place: number) => `氏名,個人番号\n佐藤太郎,${madeUpNumber(place)}\n`

interface CompoundWriter {
  utils: { cfb_new(): object; cfb_add(file: object, path: string, content: Buffer): void }
  write(file: object, options: { type: 'buffer' }): Buffer
}

/** A compound file (MS-CFB), written by a library that our reader does not use. */
export function compoundFile(streams: Readonly<Record<string, Buffer>>): Buffer {
  const writer = (XLSX as unknown as { CFB: CompoundWriter }).CFB
  const file = writer.utils.cfb_new()
  for (const [path, content] of Object.entries(streams)) writer.utils.cfb_add(file, `/${path}`, content)
  return Buffer.from(writer.write(file, { type: 'buffer' }))
}

export function officeFile(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const all: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': '<Relationships/>',
    ...parts,
  }
  return zipOf(
    Object.entries(all).map(([name, content]) => ({
      name,
      content: typeof content === 'string' ? Buffer.from(content) : content,
    })),
  )
}

const wide = (text: string) => Buffer.from(text, 'utf16le')

/** A message of Outlook (MS-OXMSG): subject, body, recipient, an attached list, and a message within. */
export function outlookMessage(): Buffer {
  return compoundFile({
    '__properties_version1.0': Buffer.alloc(32),
    '__substg1.0_0037001F': wide(`件名 ${line(1)}`),
    '__substg1.0_1000001F': wide(`本文です。${line(2)}`),
    // The same body once more, for programs without Unicode, and it says something else.
    '__substg1.0_1000001E': iconv.encode(line(6), 'cp932'),
    '__recip_version1.0_#00000000/__properties_version1.0': Buffer.alloc(8),
    '__recip_version1.0_#00000000/__substg1.0_3001001F': wide(line(3)),
    '__attach_version1.0_#00000000/__properties_version1.0': Buffer.alloc(8),
    '__attach_version1.0_#00000000/__substg1.0_3707001F': wide('名簿.csv'),
    '__attach_version1.0_#00000000/__substg1.0_37010102': Buffer.from(listOf(4)),
    '__attach_version1.0_#00000001/__properties_version1.0': Buffer.alloc(8),
    '__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0': Buffer.alloc(24),
    '__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001F': wide(line(5)),
  })
}

const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer)
const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer)

/** winmail.dat (MS-OXTNEF): the Rich Text that Outlook packs away, a recipient, an attached list with a long name. */
export function winmailDat(): Buffer {
  const attribute = (level: number, id: number, type: number, data: Buffer) =>
    Buffer.concat([
      Buffer.from([level]),
      u16(id, type),
      u32(data.length),
      data,
      u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0)),
    ])
  const padded = (data: Buffer) => Buffer.concat([u32(data.length), data, Buffer.alloc((4 - (data.length % 4)) % 4)])
  const sized = (id: number, type: number, data: Buffer) => Buffer.concat([u16(type, id), u32(1), padded(data)])
  const list = (...properties: Buffer[]) => Buffer.concat([u32(properties.length), ...properties])
  const escaped = line(1).replace(/./g, (letter) => `\\u${letter.charCodeAt(0)}?`)
  const rtf = Buffer.from(`{\\rtf1\\ansi\\ansicpg932 ${escaped}\\par}`)
  const packed = Buffer.concat([u32(rtf.length + 12, rtf.length), Buffer.from('MELA'), u32(0), rtf])
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x9003, 6, list(sized(0x1009, 0x102, packed), sized(0x37, 0x1f, wide(`${line(2)}\0`)))),
    attribute(1, 0x9004, 6, Buffer.concat([u32(1), list(sized(0x3001, 0x1f, wide(`${line(3)}\0`)))])),
    attribute(2, 0x9002, 6, Buffer.alloc(14)),
    attribute(2, 0x8010, 1, Buffer.from('MEIBO~1.CSV\0')),
    attribute(2, 0x800f, 6, Buffer.from(listOf(4))),
    attribute(2, 0x9005, 6, list(sized(0x3707, 0x1f, wide('名簿（長い名前）.csv\0')))),
  ])
}

/** A presentation of PowerPoint 97 to 2003 (MS-PPT): slide, hidden slide, notes, master, comment, packed embedded sheet. */
export function oldSlides(): Buffer {
  const record = (version: number, type: number, ...content: Buffer[]) => {
    const body = Buffer.concat(content)
    return Buffer.concat([u16(version, type), u32(body.length), body])
  }
  const said = (place: number) => record(0, 0x0fa0, wide(line(place)))
  const info = (flags: number) => record(0, 1017, Buffer.alloc(10), u16(flags), Buffer.alloc(4))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[line(6)]]), '表')
  const sheet = XLSX.write(book, { type: 'buffer', bookType: 'biff8', bookSST: true }) as Buffer
  const stream = Buffer.concat([
    record(0xf, 1000, record(0xf, 0x0ff0, said(1))),
    record(0xf, 1016, said(2)),
    record(0xf, 1006, info(0), said(3), record(0xf, 12000, record(0, 0x0fba, wide(line(4))))),
    record(0xf, 1006, info(4), said(5)),
    record(0xf, 1008, said(7)),
    record(0x10, 0x1011, u32(sheet.length), deflateSync(sheet)),
  ])
  const user = Buffer.concat([u32(20, 0xe391c05f), Buffer.alloc(16)])
  return compoundFile({ 'PowerPoint Document': stream, 'Current User': Buffer.concat([u16(0, 0x0ff6), u32(24), user]) })
}
