import { type NumberKind, numberKind } from './number-format.ts'
import { readStrings } from './shared-strings.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { type XmlListener, xmlScanner } from './xml-scanner.ts'
import type { ZipMember } from './zip-entries.ts'

export interface SheetInfo {
  readonly name: string
  readonly visibility: 'visible' | 'hidden' | 'very_hidden'
}

export interface Workbook {
  readonly sheets: readonly (SheetInfo & { readonly member: ZipMember })[]
  readonly is1904: boolean
  readonly strings: readonly string[]
  /** The parts that were read: texts and styles. */
  readonly members: readonly ZipMember[]
  /** By the style number of a cell. */
  readonly kinds: readonly NumberKind[]
}

/**
 * Reads everything of a workbook but its sheets. Parts are found by their relationships, as the standard wants, never by
 * their customary names.
 * @throws UnreadableFile `not_a_sheet`, `damaged`, `too_large`, `encrypted`
 */
export async function readWorkbook(members: readonly ZipMember[]): Promise<Workbook> {
  const byName = new Map(members.map((member) => [member.name.toLowerCase(), member]))
  const part = (path: string) => byName.get(path.toLowerCase()) ?? damagedPart(path)
  if (!byName.has('_rels/.rels')) throw new UnreadableFile('not_a_sheet')
  const root = await relationships(part('_rels/.rels'), '')
  const path = root.find((each) => each.kind === 'officeDocument')?.target
  if (!path) throw new UnreadableFile('not_a_sheet')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const book = await readSheetList(part(path))
  const relations = await relationships(part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder)
  const ofKind = (kind: string) => relations.filter((each) => each.kind === kind).map((each) => part(each.target))
  const sheets = book.sheets.flatMap(({ id, ...info }) => {
    const relation = relations.find((each) => each.id === id) ?? damagedPart(info.name)
    return relation.kind === 'worksheet' ? [{ ...info, member: part(relation.target) }] : []
  })
  const [strings, styles] = [ofKind('sharedStrings')[0], ofKind('styles')[0]]
  return {
    sheets,
    is1904: book.is1904,
    members: [strings, styles].filter((each) => each !== undefined),
    strings: strings ? await readStrings(strings) : [],
    kinds: styles ? await readKinds(styles) : [],
  }
}

/** Scans one part from its beginning to its end. */
export async function scanPart(member: ZipMember, listener: XmlListener): Promise<void> {
  const scanner = xmlScanner(listener)
  for await (const chunk of member.content()) scanner.push(chunk)
  scanner.end()
}

const ignore = () => undefined

async function relationships(member: ZipMember, folder: string) {
  const found: { id: string; kind: string; target: string }[] = []
  await scanPart(member, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const [id, type, target] = [attribute('Id'), attribute('Type'), attribute('Target')]
      if (id === undefined || type === undefined || target === undefined)
        throw new UnreadableFile('damaged', { part: 'relationships' })
      found.push({ id, kind: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) })
    },
    close: ignore,
    text: ignore,
  })
  return found
}

/** A target is relative to its part's folder, or begins with a slash at the root of the package. */
function resolved(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target.slice(1) : folder + target).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

async function readSheetList(member: ZipMember) {
  const sheets: (SheetInfo & { id: string })[] = []
  let is1904 = false
  await scanPart(member, {
    open(name, attribute) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const state = attribute('state')
      const visibility = state === 'hidden' ? 'hidden' : state === 'veryHidden' ? 'very_hidden' : 'visible'
      sheets.push({ name: attribute('name') ?? '', visibility, id: attribute('r:id') ?? '' })
    },
    close: ignore,
    text: ignore,
  })
  return { sheets, is1904 }
}

async function readKinds(member: ZipMember): Promise<NumberKind[]> {
  const [codes, kinds] = [new Map<number, string>(), [] as NumberKind[]]
  let inCells = false
  await scanPart(member, {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attribute('numFmtId') ?? 0)
        kinds.push(numberKind(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
    text: ignore,
  })
  return kinds
}

function damagedPart(part: string): never {
  throw new UnreadableFile('damaged', { part })
}
