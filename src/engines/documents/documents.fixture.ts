import { crc32, deflateRawSync } from 'node:zlib'
import type { PartNote, ReadOptions } from './document-reading.ts'
import { readDocument } from './read-document.ts'

/** For tests: a document read to its end. */
export interface WholeReading {
  readonly parts: readonly { path: readonly string[]; note?: PartNote; text?: string; rows?: (readonly string[])[] }[]
  readonly text: string
  readonly unread: ReturnType<typeof readDocument>['unread']
  readonly files: ReturnType<typeof readDocument>['files']
}

export async function readAll(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<WholeReading> {
  const reading = readDocument(bytes, { name, ...options })
  const parts: { path: readonly string[]; note?: PartNote; text?: string; rows?: (readonly string[])[] }[] = []
  for await (const part of reading.parts) {
    const place = { path: part.path, ...(part.note && { note: part.note }) }
    if (part.kind === 'text') parts.push({ ...place, text: part.text })
    else {
      const rows: (readonly string[])[] = []
      for await (const batch of part.rows) rows.push(...batch.map(({ cells }) => cells))
      parts.push({ ...place, rows })
    }
  }
  const text = parts
    .filter(({ note }) => note !== 'name')
    .map(({ text: said, rows }) => said ?? rows!.map((cells) => cells.join('\t')).join('\n'))
    .join('\n')
  return { parts, text, unread: reading.unread, files: reading.files }
}

export const reasons = ({ unread }: Pick<WholeReading, 'unread'>): string[] =>
  unread.map(({ path, reason }) => `${path.join(' > ')}: ${reason}`)

export interface WrittenMember {
  readonly name: string | Buffer
  readonly content: Buffer
  readonly stored?: boolean
  readonly flags?: number
  /** Bytes behind the member that belong to nothing. */
  readonly after?: Buffer
}

/**
 * A zip as the specification wants it, so that each field can be made wrong on purpose.
 * @param count of members, as the end of the zip has it
 */
export function zipOf(
  files: readonly WrittenMember[],
  before: Buffer = Buffer.alloc(0),
  count: number = files.length,
): Buffer {
  const parts: Buffer[] = [before]
  const directory: Buffer[] = []
  let offset = before.length
  for (const { name, content, stored = false, flags = 0x800, after = Buffer.alloc(0) } of files) {
    const raw = typeof name === 'string' ? Buffer.from(name) : name
    const packed = stored ? content : deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(raw.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\x03\x04'), fields, raw, packed, after)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, where, raw]))
    offset += 30 + raw.length + packed.length + after.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end])
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A small workbook, with more parts put in or in the place of its own. */
export function xlsxOf(rows: readonly (readonly string[])[], more: Readonly<Record<string, Buffer>> = {}): Buffer {
  const cells = rows
    .map((row, at) => `<row r="${at + 1}">${row.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`)
    .join('')
  const parts: Record<string, Buffer> = {
    '[Content_Types].xml': Buffer.from('<Types/>'),
    '_rels/.rels': Buffer.from(
      `<Relationships><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': Buffer.from(
      '<workbook xmlns:r="r"><sheets><sheet name="一覧" sheetId="1" r:id="s"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': Buffer.from(
      `<Relationships><Relationship Id="s" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${cells}</sheetData></worksheet>`),
    ...more,
  }
  return zipOf(Object.entries(parts).map(([name, content]) => ({ name, content })))
}
