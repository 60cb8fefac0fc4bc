import { text } from 'node:stream/consumers'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import {
  CannotVerify,
  cannotVerifyText,
  openPrintData,
  type PrintDataApart,
  type PrintPdf,
  type PrintSpecification,
  readSpecification,
  specificationTooLong,
} from '../../../engines/print-match/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { PrintRunKind } from '../print-states.ts'
import { RUN_SLOTS, SLOT_BYTES } from '../rules/slots.ts'
import { runInputHash } from '../rules/stage-contents.ts'
import type { FileRow, FilesNow } from '../store.ts'

/** The files that a verification of this kind would look at now: specification, data, PDFs. Undefined: one is missing. */
export function inputFilesNow(
  kind: PrintRunKind,
  files: FilesNow,
): { readonly files: readonly FileRow[]; readonly hash: string } | undefined {
  const slots = RUN_SLOTS[kind]
  const lists = [files[slots.specification].slice(0, 1), files[slots.data], files[slots.pdf]]
  if (lists.some((list) => list.length === 0)) return undefined
  return { files: lists.flat(), hash: runInputHash(kind, lists) }
}

/** Its size is known before it is read. @throws CannotVerify; Refusal `content_erased` */
export async function specificationOf(tx: Tx, vault: Vault, file: FileRow): Promise<PrintSpecification> {
  if (file.byte_count > SLOT_BYTES.specification) throw specificationTooLong()
  return readSpecification(await text(await vault.read(tx, file.vault_file_id)))
}

/** The data in a confined child; whoever asks for it closes it. @throws CannotVerify; Refusal `content_erased` */
export async function dataOf(
  tx: Tx,
  vault: Vault,
  specification: Pick<PrintSpecification, 'data'>,
  files: readonly FileRow[],
): Promise<PrintDataApart> {
  return openPrintData(specification, await contentsOf(tx, vault, files))
}

/** Files by ranges: never the whole, and without another transaction. @throws Refusal `content_erased` */
export async function contentsOf(tx: Tx, vault: Vault, files: readonly FileRow[]): Promise<PrintPdf[]> {
  const contents: PrintPdf[] = []
  for (const { name, vault_file_id } of files)
    contents.push({ name, source: await vault.openContent(tx, vault_file_id) })
  return contents
}

/** What a person can put right, as a refusal of the page that they are on. */
export async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof CannotVerify)) throw cause
    const { page, number, most } = cause.facts
    if (cause.reason === 'page_without_field') throw new Refusal('page_without_field', { page: page!, number: number! })
    if (cause.reason === 'data_files_many') throw new Refusal('files_too_many', { most: most! })
    if (cause.reason.startsWith('specification'))
      throw new Refusal('specification_wrong', {
        what: { ja: cannotVerifyText(cause, 'ja'), en: cannotVerifyText(cause, 'en') },
      })
    throw new Refusal('file_damaged')
  }
}
