import { bytesOf } from '../byte-source.ts'
import type { DocumentPart, PartNote } from '../document-reading.ts'
import { markUnread, reasonOf, textParts, type Walk, type WalkedFile, zipLimitsOf } from '../walk.ts'
import { openZip, type ZipMember } from '../zip-entries.ts'
import { zipIrregularities } from '../zip-layout.ts'
import { type Flow, flowListener } from './flow-text.ts'
import { pictureParts } from './picture-file.ts'
import { scanPart } from '../xlsx-workbook.ts'
import { xmlTexts } from './xml-texts.ts'

/** An opened xlsx, docx or pptx. What its own reader has read is taken out of `rest`. */
export interface OfficePackage {
  readonly members: readonly ZipMember[]
  /** By lower-case name: what nobody has read yet. */
  readonly rest: Map<string, ZipMember>
}

export async function openPackage(walk: Walk, file: WalkedFile): Promise<OfficePackage> {
  const directory = await openZip(file.source, zipLimitsOf(walk), walk.budget, walk.passwords)
  for (const reason of await zipIrregularities(file.source, directory)) markUnread(walk, file.path, reason)
  const files = directory.members.filter((member) => !member.isFolder || member.byteCount > 0)
  const rest = new Map<string, ZipMember>()
  for (const member of files) {
    const name = member.name.toLowerCase()
    // Two parts of one name: which of them a program shows, nobody knows.
    if (rest.has(name)) markUnread(walk, file.path, 'disagreeing')
    rest.set(name, member)
  }
  return { members: files, rest }
}

/** Text and tables of a document, slide, header or note, in their order. */
export async function* flowParts(
  walk: Walk,
  path: readonly string[],
  member: ZipMember,
  note?: PartNote,
): AsyncGenerator<DocumentPart> {
  const flow: Flow = { blocks: [], hidden: [] }
  const { listener, finish } = flowListener(flow)
  try {
    await scanPart(member, listener)
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
  }
  finish()
  for (const block of flow.blocks) {
    if (typeof block === 'string') yield* textParts(walk, path, block, note)
    else {
      const rows = block.map((cells, at) => ({ line: at + 1, cells }))
      yield { kind: 'table', path, ...(note && { note }), rows: batchesOf(rows) }
    }
  }
  yield* textParts(walk, path, flow.hidden.join('\n'), 'hidden')
}

async function* batchesOf<T>(rows: T[]): AsyncGenerator<T[]> {
  yield rows
}

/**
 * Everything of a package that its own reader left: comments, charts, pivot caches, properties, macros, embedded files.
 * A part of no known use is read like any file, and is `unread` where nobody can.
 */
export async function* restParts(walk: Walk, file: WalkedFile, { rest }: OfficePackage): AsyncGenerator<DocumentPart> {
  for (const [name, member] of rest) {
    const note = noteOf(name)
    if (name.endsWith('/')) {
      markUnread(walk, file.path, 'hidden_data')
    } else if (/\.(xml|rels|vml)$/.test(name)) {
      try {
        const text = await xmlTexts(member, walk.limits.nestedBytes, !DULL.test(name))
        yield* textParts(walk, file.path, text, note)
      } catch (cause) {
        markUnread(walk, [...file.path, member.name], reasonOf(cause))
      }
    } else if (/\/printersettings\//.test(name)) {
      yield* textParts(walk, file.path, await printerText(walk, file, member), 'property')
    } else if (/\/(media|thumbnails?)\/|^docprops\/thumbnail/.test(name)) {
      markUnread(walk, file.path, 'picture')
      yield* readPicture(walk, file, member)
    } else {
      yield* readEmbedded(walk, file, member)
    }
  }
}

async function* readPicture(walk: Walk, file: WalkedFile, member: ZipMember): AsyncGenerator<DocumentPart> {
  const path = [...file.path, member.name.slice(member.name.lastIndexOf('/') + 1)]
  try {
    yield* pictureParts(walk, path, await member.bytes(walk.limits.nestedBytes))
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
  }
}

async function* readEmbedded(walk: Walk, file: WalkedFile, member: ZipMember): AsyncGenerator<DocumentPart> {
  const path = [...file.path, member.name.slice(member.name.lastIndexOf('/') + 1)]
  let bytes: Buffer
  try {
    bytes = await member.bytes(walk.limits.nestedBytes)
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
    return
  }
  yield* walk.inner({ path, source: bytesOf(bytes), depth: file.depth + 1, wasEncrypted: false })
}

/** Parts that hold names of fonts, colours and styles: their attributes say nothing about anybody. */
const DULL =
  /^\[content_types\]\.xml$|theme\d*\.xml$|\/(styles|stylesWithEffects|fonttable|websettings|settings|numbering|calcchain|presprops|viewprops|tablestyles)\.xml$/i

function noteOf(name: string): PartNote | undefined {
  if (/comment|persons?\//.test(name)) return 'comment'
  if (/\/(header|footer)\d*\.xml$/.test(name)) return 'header'
  if (/notesslide/.test(name)) return 'notes'
  if (/^docprops\/|^customxml\/|\.rels$/.test(name)) return 'property'
  if (/pivot|externallink|querytable|connections/.test(name)) return 'hidden'
  return undefined
}

/** Settings of a printer, as Windows keeps them: its name, and now and then a user's, in UTF-16. */
async function printerText(walk: Walk, file: WalkedFile, member: ZipMember): Promise<string> {
  try {
    const text = (await member.bytes(65_536)).toString('utf16le')
    return (text.match(/[\p{L}\p{N}\p{P} ]{4,}/gu) ?? []).join('\n')
  } catch (cause) {
    markUnread(walk, [...file.path, member.name], reasonOf(cause))
    return ''
  }
}
