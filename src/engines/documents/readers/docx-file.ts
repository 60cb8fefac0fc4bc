import type { DocumentPart, PartNote } from '../document-reading.ts'
import type { Walk, WalkedFile } from '../walk.ts'
import { flowParts, openPackage, restParts } from './office-package.ts'

/** The parts of a Word file that hold running text, in the order in which they are read. */
const FLOWS: readonly (readonly [RegExp, PartNote | undefined])[] = [
  [/^word\/document\d*\.xml$/, undefined],
  [/^word\/(footnotes|endnotes)\d*\.xml$/, undefined],
  [/^word\/(header|footer)\d*\.xml$/, 'header'],
  [/^word\/comments\d*\.xml$/, 'comment'],
  [/^word\/glossary\/document\.xml$/, 'hidden'],
]

export async function* readDocxFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const pack = await openPackage(walk, file)
  for (const [pattern, note] of FLOWS) {
    for (const [name, member] of pack.rest) {
      if (!pattern.test(name)) continue
      yield* flowParts(walk, file.path, member, note)
      pack.rest.delete(name)
    }
  }
  yield* restParts(walk, file, pack)
}
