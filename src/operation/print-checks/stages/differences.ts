import { hashOf } from '../../../base/canonical-json.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { CannotVerify, compareMappings, type MappingDifference } from '../../../engines/print-match/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { specificationOf } from './run-inputs.ts'
import type { FilesNow } from '../store.ts'

export interface Difference extends MappingDifference {
  /** The same place with the same two values is the same difference, and keeps its explanation. */
  readonly id: string
  readonly explanation?: { readonly id: string; readonly textId: string; readonly personId: string; readonly at: Date }
}

/** The tested settings against those of production; undefined while one of the two is missing or unreadable. */
export async function differencesNow(
  tx: Tx,
  vault: Vault,
  jobId: string,
  files: FilesNow,
): Promise<readonly Difference[] | undefined> {
  const [tested] = files.test_specification
  const [production] = files.specification
  if (!tested || !production) return undefined
  const found = await compared()
  if (!found || found.length === 0) return found
  const explained = await tx
    .selectFrom('print_explanation')
    .where('job_id', '=', jobId)
    .select(['id', 'difference', 'text_id', 'person_id', 'created_at'])
    .orderBy('created_at')
    .execute()
  // The newest counts.
  const byDifference = new Map(explained.map((row) => [row.difference, row]))
  return found.map((one) => {
    const row = byDifference.get(one.id)
    if (!row) return one
    return { ...one, explanation: { id: row.id, textId: row.text_id, personId: row.person_id, at: row.created_at } }
  })

  async function compared(): Promise<Difference[] | undefined> {
    try {
      const [a, b] = [await specificationOf(tx, vault, tested!), await specificationOf(tx, vault, production!)]
      return compareMappings(a, b).map((one) => ({ ...one, id: idOf(one) }))
    } catch (cause) {
      if (cause instanceof CannotVerify) return undefined
      throw cause
    }
  }
}

const idOf = ({ kind, page, field, setting, tested, production }: MappingDifference): string =>
  hashOf({
    kind,
    page: page ?? null,
    field: field ?? null,
    setting,
    tested: tested ?? null,
    production: production ?? null,
  })
