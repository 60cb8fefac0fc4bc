import type { Actor } from '../../../base/actor.ts'
import type { InputOf, OutputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { UploadedFile } from '../../../kernel/db/route.ts'
import type * as contract from '../contract.ts'
import { readRosterList } from '../read-roster-list.ts'
import { openRoster } from '../submit-roster.ts'

/** Says what a list would change: 追加・変更・削除, errors in their place. @throws Refusal `engagement_not_running`, `file_…` */
export async function previewRoster(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.previewRoster>,
  file: UploadedFile,
): Promise<OutputOf<typeof contract.previewRoster>> {
  const roster = await openRoster(tx, actor, input)
  const { sheet, comparison, ended, lookedHash } = await readRosterList(tx, roster, file.content, input.mapping)
  return {
    lookedHash,
    sheet: { ...sheet, mayApply: sheet.mayApply && comparison.conflicts.length === 0 },
    changes: [...comparison.changes],
    ended: ended.map(({ personId, name }) => ({ personId, name })),
    conflicts: [...comparison.conflicts],
  }
}
