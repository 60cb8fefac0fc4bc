import type { DocumentType } from './document-reading.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** One stream of a compound file (MS-CFB), the container of old Office files, Outlook messages and encrypted Office files. */
export interface CfbStream {
  /** Names of the storages from the root inwards, then its own. */
  readonly path: readonly string[]
  readonly byteCount: number
  /** @throws UnreadableFile `damaged` */
  readonly bytes: () => Buffer
}

const [END_OF_CHAIN, FREE, NO_ENTRY] = [0xfffffffe, 0xffffffff, 0xffffffff]
const [STORAGE, STREAM] = [1, 2]
const MOST_ENTRIES = 100_000

/**
 * The streams of a compound file. Chains of sectors that bite their own tail, or point outside, are `damaged`.
 * @source MS-CFB 2.2 to 2.6
 * @throws UnreadableFile `damaged`, `too_many_members`
 */
export function cfbStreams(file: Buffer): CfbStream[] {
  if (file.length < 512 || file.readUInt32LE(0) !== 0xe011cfd0 || file.readUInt32LE(4) !== 0xe11ab1a1) damaged('header')
  const shift = file.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) damaged('header')
  const size = 1 << shift
  const sectorCount = Math.ceil((file.length - size) / size)
  const sector = (index: number) => {
    if (index >= sectorCount) damaged('sector')
    return file.subarray(size * (index + 1), size * (index + 2))
  }
  const fat = fatOf(file, sector, sectorCount, size)
  const chain = (first: number, most: number) => {
    const pieces: Buffer[] = []
    let [index, count] = [first, 0]
    while (index !== END_OF_CHAIN && count < most) {
      if (pieces.length > sectorCount || index >= fat.length) damaged('chain')
      pieces.push(sector(index))
      count += size
      index = fat[index]!
    }
    return Buffer.concat(pieces)
  }
  const directory = chain(file.readUInt32LE(48), MOST_ENTRIES * 128)
  const miniFat = chain(file.readUInt32LE(60), file.length)
  const cutoff = file.readUInt32LE(56)
  if (directory.length < 128) damaged('directory')
  const rootSize = directory.readUInt32LE(120)
  let mini: Buffer | undefined
  const miniStream = () => (mini ??= chain(directory.readUInt32LE(116), rootSize))
  const content = (first: number, length: number) => {
    if (length > file.length) damaged('length')
    if (length === 0) return Buffer.alloc(0)
    if (length >= cutoff) return cut(chain(first, length), length)
    const pieces: Buffer[] = []
    let index = first
    for (let count = 0; count < length; count += 64) {
      if (index * 4 + 4 > miniFat.length || pieces.length * 64 > miniStream().length) damaged('chain')
      pieces.push(miniStream().subarray(index * 64, index * 64 + 64))
      index = miniFat.readUInt32LE(index * 4)
    }
    return cut(Buffer.concat(pieces), length)
  }
  return treeOf(directory).map(({ path, first, length }) => ({
    path,
    byteCount: length,
    bytes: () => content(first, length),
  }))
}

function cut(bytes: Buffer, length: number): Buffer {
  if (bytes.length < length) damaged('length')
  return bytes.subarray(0, length)
}

function fatOf(file: Buffer, sector: (index: number) => Buffer, sectorCount: number, size: number): Uint32Array {
  const places: number[] = []
  for (let at = 76; at < 512; at += 4) places.push(file.readUInt32LE(at))
  let next = file.readUInt32LE(68)
  for (let seen = 0; next !== END_OF_CHAIN && next !== FREE; seen++) {
    if (seen > sectorCount) damaged('chain')
    const more = sector(next)
    if (more.length < size) damaged('sector')
    for (let at = 0; at < size - 4; at += 4) places.push(more.readUInt32LE(at))
    next = more.readUInt32LE(size - 4)
  }
  const used = places.filter((place) => place !== FREE && place !== END_OF_CHAIN)
  if (used.length > sectorCount) damaged('chain')
  const fat = new Uint32Array((used.length * size) / 4).fill(FREE)
  used.forEach((place, number) => {
    const piece = sector(place)
    for (let at = 0; at + 4 <= piece.length; at += 4) fat[(number * size + at) / 4] = piece.readUInt32LE(at)
  })
  return fat
}

interface Entry {
  readonly path: readonly string[]
  readonly first: number
  readonly length: number
}

/** Storages hold a tree of siblings; each entry is visited once, whatever the tree claims. */
function treeOf(directory: Buffer): Entry[] {
  const count = Math.floor(directory.length / 128)
  const seen = new Set<number>([0])
  const found: Entry[] = []
  const waiting: { index: number; path: readonly string[] }[] = [{ index: directory.readUInt32LE(76), path: [] }]
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { index, path } = place
    if (index === NO_ENTRY) continue
    if (index >= count || seen.has(index)) damaged('directory')
    if (seen.size > MOST_ENTRIES) throw new UnreadableFile('too_many_members', { limit: MOST_ENTRIES })
    seen.add(index)
    const entry = directory.subarray(index * 128, index * 128 + 128)
    const nameBytes = Math.min(64, entry.readUInt16LE(64))
    const name = entry.toString('utf16le', 0, Math.max(0, nameBytes - 2))
    const own = [...path, name]
    waiting.push({ index: entry.readUInt32LE(72), path }, { index: entry.readUInt32LE(68), path })
    if (entry[66] === STORAGE) waiting.push({ index: entry.readUInt32LE(76), path: own })
    if (entry[66] === STREAM) found.push({ path: own, first: entry.readUInt32LE(116), length: entry.readUInt32LE(120) })
  }
  return found
}

/** What an old Office file is, by the streams in its root. An encrypted Office file is what its name says it would be. */
export function oldOfficeType(file: Buffer, name: string): DocumentType {
  let names: Set<string>
  try {
    names = new Set(
      cfbStreams(file)
        .filter(({ path }) => path.length === 1)
        .map(({ path }) => path[0]!.toLowerCase()),
    )
  } catch {
    return claimed(name) ?? 'unknown'
  }
  if (names.has('workbook') || names.has('book')) return 'xls'
  if (names.has('worddocument')) return 'doc'
  if (names.has('powerpoint document')) return 'ppt'
  if (names.has('encryptedpackage')) return claimed(name) ?? 'xlsx'
  return names.has('__properties_version1.0') ? 'msg' : 'unknown'
}

function claimed(name: string): DocumentType | undefined {
  const extension = /\.([a-z]{3})[a-z]?$/i.exec(name)?.[1]?.toLowerCase()
  const isNew = /\.[a-z]{4}$/i.test(name)
  if (extension === 'xls') return isNew ? 'xlsx' : 'xls'
  if (extension === 'doc') return isNew ? 'docx' : 'doc'
  if (extension === 'ppt') return isNew ? 'pptx' : 'ppt'
  return extension === 'msg' && !isNew ? 'msg' : undefined
}

function damaged(part: string): never {
  throw new UnreadableFile('damaged', { part })
}
