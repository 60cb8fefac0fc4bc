import type { DocumentPart } from '../document-reading.ts'
import type { Walk, WalkedFile } from '../walk.ts'
import { scanPart } from '../xlsx-workbook.ts'
import type { ZipMember } from '../zip-entries.ts'
import { flowParts, type OfficePackage, openPackage, restParts } from './office-package.ts'

/** Slides by their numbers, hidden ones too, each with its notes; then comments, masters and all other parts. */
export async function* readPptxFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const pack = await openPackage(walk, file)
  for (const { name, member, number } of numbered(pack, /^ppt\/slides\/slide(\d+)\.xml$/)) {
    const path = [...file.path, `slide ${number}`]
    yield* flowParts(walk, path, member, (await isHidden(member)) ? 'hidden' : undefined)
    pack.rest.delete(name)
  }
  for (const { name, member, number } of numbered(pack, /^ppt\/notesslides\/notesslide(\d+)\.xml$/)) {
    yield* flowParts(walk, [...file.path, `slide ${number}`], member, 'notes')
    pack.rest.delete(name)
  }
  for (const { name, member } of numbered(
    pack,
    /^ppt\/(?:slidelayouts|slidemasters|notesmasters|handoutmasters)\/\w*?(\d+)\.xml$/,
  )) {
    yield* flowParts(walk, file.path, member, 'header')
    pack.rest.delete(name)
  }
  yield* restParts(walk, file, pack)
}

function numbered({ rest }: OfficePackage, pattern: RegExp) {
  const found: { name: string; member: ZipMember; number: number }[] = []
  for (const [name, member] of rest) {
    const number = pattern.exec(name)?.[1]
    if (number !== undefined) found.push({ name, member, number: Number(number) })
  }
  return found.toSorted((one, other) => one.number - other.number)
}

async function isHidden(member: ZipMember): Promise<boolean> {
  let [isRoot, hidden] = [true, false]
  try {
    await scanPart(member, {
      open(_name, attribute) {
        if (isRoot) hidden = attribute('show') === '0' || attribute('show') === 'false'
        isRoot = false
      },
      close: () => undefined,
      text: () => undefined,
    })
  } catch {
    // The slide's own reader says so.
  }
  return hidden
}
