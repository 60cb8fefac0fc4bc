import { type NumberKind, numberKind } from '../number-format.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { looseTexts } from './loose-texts.ts'
import { biffReader, biffRecords, biffString, oldBiffString } from './biff-records.ts'

export interface BiffBook {
  readonly sheets: readonly {
    readonly name: string
    readonly isHidden: boolean
    readonly at: number
    readonly isGrid: boolean
  }[]
  readonly strings: readonly string[]
  readonly kinds: readonly NumberKind[]
  readonly is1904: boolean
  /** Defined names, and texts that only external references hold. */
  readonly names: readonly string[]
  readonly isEncrypted: boolean
  readonly hasPicture: boolean
  /** Excel 5.0 and 95: strings in the code page of a Japanese Windows. */
  readonly isOld: boolean
}

const [BOF, EOF_, FILEPASS, DATE1904, BOUNDSHEET, SST, FORMAT, XF, NAME, DRAWING_GROUP, EXTERN_NAME, CRN] = [
  0x809, 0x0a, 0x2f, 0x22, 0x85, 0xfc, 0x41e, 0xe0, 0x18, 0xeb, 0x23, 0x5a,
]
const MOST_STRINGS = 5_000_000

/** The globals of a workbook. @source MS-XLS 2.1.7.20.1 @throws UnreadableFile */
export function biffWorkbook(stream: Buffer): BiffBook {
  if (stream.length < 8 || stream.readUInt16LE(0) !== BOF) throw new UnreadableFile('damaged', { part: 'workbook' })
  const isOld = stream.readUInt16LE(4) !== 0x600
  const sheets: { name: string; isHidden: boolean; at: number; isGrid: boolean }[] = []
  const [names, formats, kinds] = [[] as string[], new Map<number, string>(), [] as NumberKind[]]
  let strings: string[] = []
  let [is1904, isEncrypted, hasPicture] = [false, false, false]
  for (const { type, pieces } of biffRecords(stream, 0)) {
    const bytes = pieces[0]!
    const reader = biffReader(pieces)
    if (type === EOF_) break
    if (type === FILEPASS) {
      isEncrypted = true
      break
    }
    if (type === DATE1904) is1904 = bytes[0] === 1
    else if (type === BOUNDSHEET) {
      const at = reader.u32()
      const [state, kind] = [reader.u8(), reader.u8()]
      const name = isOld ? oldBiffString(bytes, 7, bytes[6] ?? 0) : biffString(reader, true)
      sheets.push({ name, isHidden: (state & 3) !== 0, at, isGrid: kind === 0 })
    } else if (type === SST) {
      reader.skip(8)
      strings = []
      while (reader.left()) {
        if (strings.push(biffString(reader)) > MOST_STRINGS) throw new UnreadableFile('too_large', { part: 'strings' })
      }
    } else if (type === FORMAT) {
      const id = reader.u16()
      formats.set(id, isOld ? oldBiffString(bytes, 3, bytes[2] ?? 0) : biffString(reader))
    } else if (type === XF) {
      const id = bytes.length >= 4 ? bytes.readUInt16LE(2) : 0
      kinds.push(numberKind(id, formats.get(id)))
    } else if (type === NAME && !isOld && bytes.length > 15) names.push(definedName(pieces))
    else if (type === DRAWING_GROUP) hasPicture ||= holdsPicture(pieces)
    else if (type === EXTERN_NAME || type === CRN) names.push(...looseTexts(Buffer.concat(pieces)))
  }
  return { sheets, strings, kinds, is1904, names, isEncrypted, hasPicture, isOld }
}

function definedName(pieces: readonly Buffer[]): string {
  const reader = biffReader(pieces)
  const flags = reader.u16()
  reader.skip(1)
  const count = reader.u8()
  reader.skip(10)
  const wide = reader.u8()
  const name = reader.characters(count, (wide & 1) !== 0)
  // A built-in name is one character that stands for a word.
  return (flags & 0x20) !== 0 ? '' : name
}

/** Blip records of the drawing layer (MS-ODRAW 2.2.23): pictures of the whole workbook. */
export function holdsPicture(pieces: readonly Buffer[]): boolean {
  const bytes = Buffer.concat(pieces)
  for (let at = 0; at + 8 <= bytes.length; at++) {
    const type = bytes.readUInt16LE(at + 2)
    if (type >= 0xf018 && type <= 0xf117 && bytes.readUInt32LE(at + 4) > 25) return true
  }
  return false
}
