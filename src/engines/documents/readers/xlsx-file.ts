import type { DocumentPart } from '../document-reading.ts'
import { sheetBatches } from '../sheet-scan.ts'
import { sheetLimitsOf, tableParts, textParts, type Walk, type WalkedFile } from '../walk.ts'
import { readWorkbook } from '../xlsx-workbook.ts'
import type { XmlListener } from '../xml-scanner.ts'
import { withoutCodes } from '../header-codes.ts'
import { openPackage, restParts } from './office-package.ts'

/** A workbook: each sheet as a table, hidden ones too, then what stands around it, then all other parts. */
export async function* readXlsxFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const pack = await openPackage(walk, file)
  const book = await readWorkbook(pack.members)
  for (const { name, visibility, member } of book.sheets) {
    const path = [...file.path, name]
    const around = aroundRows()
    const scan = { limits: sheetLimitsOf(walk), fillsMerged: true, around: around.listener }
    const batches = sheetBatches(member, book, scan)
    yield* tableParts(walk, path, batches, visibility === 'visible' ? undefined : 'hidden')
    yield* textParts(walk, path, around.headers.map(withoutCodes).join('\n'), 'header')
    yield* textParts(walk, path, around.hidden.join('\n'), 'hidden')
    pack.rest.delete(member.name.toLowerCase())
  }
  for (const { name } of book.members) pack.rest.delete(name.toLowerCase())
  yield* restParts(walk, file, pack)
}

/** What a sheet holds besides its rows: headers and footers, lists to choose from, messages, links; texts in formulas. */
function aroundRows(): { listener: XmlListener; headers: string[]; hidden: string[] } {
  const [headers, hidden]: [string[], string[]] = [[], []]
  let inside: 'row' | 'header' | 'formula' | undefined
  let depth = 0
  return {
    headers,
    hidden,
    listener: {
      open(name, attribute) {
        if (inside === 'row') {
          depth++
          return
        }
        if (name === 'row') [inside, depth] = ['row', 1]
        else if (/^(odd|even|first)(Header|Footer)$/.test(name)) inside = 'header'
        else if (name === 'dataValidation' || name === 'hyperlink' || name === 'protectedRange')
          for (const each of [
            'prompt',
            'promptTitle',
            'error',
            'errorTitle',
            'display',
            'tooltip',
            'location',
            'name',
          ]) {
            const said = attribute(each)
            if (said) hidden.push(said)
          }
      },
      close(name) {
        if (inside === 'row') {
          if (--depth === 0) inside = undefined
        } else if (inside === 'header' && /(Header|Footer)$/.test(name)) inside = undefined
      },
      text(part) {
        if (inside === 'header') headers.push(part)
        else if (inside !== 'row' && part.trim() !== '') hidden.push(part)
      },
    },
  }
}
