import { json } from 'node:stream/consumers'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { CannotVerifyReason, Diagnosis, Mismatch, SheetSpan } from '../../../engines/print-match/index.ts'
import type { RunRow } from '../store.ts'

/** What a verification found, as it lies in the vault: with keys and values of persons, erasable. */
export interface StoredResult {
  readonly diagnosis: readonly Diagnosis[]
  readonly spans: readonly SheetSpan[]
  readonly mismatches: readonly Mismatch[]
  /** Of each sheet: its pages (front, back), and the key of its record. */
  readonly sheets: readonly (readonly [pages: readonly number[], record?: string])[]
  readonly cannot?: { readonly reason: CannotVerifyReason; readonly facts: Readonly<Record<string, string | number>> }
}

export const NO_RESULT: StoredResult = { diagnosis: [], spans: [], mismatches: [], sheets: [] }

/** @throws Refusal `content_erased` */
export async function resultOf(tx: Tx, vault: Vault, run: RunRow): Promise<StoredResult> {
  if (!run.result_file_id) return NO_RESULT
  return (await json(await vault.read(tx, run.result_file_id))) as StoredResult
}
