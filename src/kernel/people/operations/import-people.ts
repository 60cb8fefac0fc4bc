import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import type { UploadedFile } from '../../db/route.ts'
import {
  applyImport,
  type ImportMapping,
  type ImportPreview,
  type ImportReceipt,
  previewImport,
} from '../../sheets/index.ts'
import { peopleImportTarget, sheetSurroundings } from '../import-people.ts'
import { peopleSheet } from '../people-sheet.ts'
import { todayOf } from '../store.ts'

export interface PeopleImport {
  readonly mapping?: ImportMapping | undefined
  /** Units that are not there yet are added; else they are errors in their place. */
  readonly mayAddUnits: boolean
}

/** Reads the personnel list and says what it would change; nothing is changed. @throws Refusal `file_…` */
export async function previewPeople(
  tx: Tx,
  actor: Actor,
  { mapping, mayAddUnits }: PeopleImport,
  file: UploadedFile,
): Promise<ImportPreview> {
  const today = await todayOf(tx)
  const definition = peopleSheet(await sheetSurroundings(tx, mayAddUnits, today))
  return previewImport(definition, file.content, {
    ...peopleImportTarget(tx, actor, today),
    ...(mapping ? { mapping } : {}),
  })
}

/**
 * Brings the register to what the list says: all of it, or nothing. The same list again changes nothing.
 * @throws Refusal `file_…`, `import_…`, `address_taken` where somebody registered an address meanwhile
 */
export async function importPeople(
  tx: Tx,
  actor: Actor,
  { mapping, mayAddUnits, previewedHash }: PeopleImport & { readonly previewedHash: string },
  file: UploadedFile,
): Promise<ImportReceipt> {
  const today = await todayOf(tx)
  const definition = peopleSheet(await sheetSurroundings(tx, mayAddUnits, today))
  return applyImport(tx, definition, file.content, {
    ...peopleImportTarget(tx, actor, today),
    actor,
    previewedHash,
    ...(mapping ? { mapping } : {}),
  })
}
