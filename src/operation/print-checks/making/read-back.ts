import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../../kernel/db/database.ts'
import { CannotVerify, type PrintSpecification, readSpecification } from '../../../engines/print-match/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { specificationOf } from '../stages/run-inputs.ts'
import type { FileRow } from '../store.ts'
import { MadeSpecification } from './contract.ts'
import { specificationText } from './save-specification.ts'

/**
 * A specification as the screen would have made it.
 * @returns undefined where it has something that the screen does not make (imposition, codes, conditions …): to go on with
 *   the rest would lose that
 */
export function madeFrom(specification: PrintSpecification): MadeSpecification | undefined {
  const pages = specification.pages.map((page) => ({ ...page, marks: page.marks.map(({ text }) => text) }))
  const made = MadeSpecification.safeParse({ ...specification, pages })
  if (!made.success) return undefined
  const again = readSpecification(specificationText(made.data))
  return isDeepStrictEqual(again, specification) ? made.data : undefined
}

/** What lies there already; a file that is no specification cannot be gone on with. @throws Refusal `content_erased` */
export async function savedSpecification(
  tx: Tx,
  vault: Vault,
  file: FileRow,
): Promise<{ readonly fileName: string; readonly made?: MadeSpecification }> {
  try {
    const made = madeFrom(await specificationOf(tx, vault, file))
    return { fileName: file.name, ...(made && { made }) }
  } catch (cause) {
    if (!(cause instanceof CannotVerify)) throw cause
    return { fileName: file.name }
  }
}
