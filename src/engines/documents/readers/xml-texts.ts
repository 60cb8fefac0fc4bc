import { SaxesParser } from 'saxes'
import { UnreadableFile } from '../unreadable-file.ts'
import type { ZipMember } from '../zip-entries.ts'

/** Elements whose texts belong to one line with their neighbours'. */
const RUNS = new Set(['t', 'r', 'rPr', 'rPh'])
/** Attributes that hold what somebody wrote. */
const WRITTEN =
  /^(v|name|descr|title|caption|displayName|author|initials|tooltip|prompt|promptTitle|error|errorTitle|display|text|alt|o:title|userId|lastModifiedBy|localName)$/i
const TELLING = /[^\x20-\x7e]|@|\d{6}|\d{2,4}-\d{2,4}-\d{3,4}/

/**
 * All texts of an XML part that nobody knows better, in document order, and the attributes in which people write.
 * @param takesAttributes false for parts whose attributes are names of fonts and styles
 * @throws UnreadableFile
 */
export async function xmlTexts(member: ZipMember, most: number, takesAttributes: boolean): Promise<string> {
  const bytes = await member.bytes(most)
  const parser = new SaxesParser()
  const lines: string[] = []
  let line = ''
  const endLine = () => {
    if (line.trim() !== '') lines.push(line)
    line = ''
  }
  parser.on('doctype', () => {
    throw new UnreadableFile('damaged', { part: 'doctype' })
  })
  parser.on('error', (cause) => {
    throw new UnreadableFile('damaged', { part: 'xml' }, cause)
  })
  parser.on('text', (text) => {
    line += text
  })
  parser.on('cdata', (text) => {
    line += text
  })
  parser.on('comment', (text) => lines.push(text))
  parser.on('closetag', ({ name }) => {
    if (!RUNS.has(name.slice(name.indexOf(':') + 1))) endLine()
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (!takesAttributes) return
    // Parts of the package are told by their own names; what lies outside is what somebody linked to.
    if (name === 'Relationship') {
      if (attributes.TargetMode === 'External' && attributes.Target) lines.push(attributes.Target)
      return
    }
    for (const [attribute, value] of Object.entries(attributes)) {
      if (attribute.startsWith('xmlns') || value === '') continue
      if (WRITTEN.test(attribute) || TELLING.test(value)) lines.push(value)
    }
  })
  parser.write(decoded(bytes)).close()
  endLine()
  return lines.filter((each) => !/^(https?:\/\/schemas\.|urn:schemas-)/.test(each)).join('\n')
}

function decoded(bytes: Buffer): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UnreadableFile('damaged', { part: 'encoding' }, cause)
  }
}
