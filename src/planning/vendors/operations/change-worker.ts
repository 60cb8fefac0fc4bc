import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { rosterEvents } from '../events.ts'
import type { RosterField } from '../rules/roster-diff.ts'

export interface ChangeWorker {
  readonly entryId: string
  readonly version: number
  readonly fields: readonly { readonly field: RosterField; readonly after: string }[]
  readonly submissionId: string
}

const COLUMNS = {
  job: 'job',
  fromOn: 'from_on',
  untilOn: 'until_on',
  pledgedOn: 'pledged_on',
  trainedOn: 'trained_on',
} as const satisfies Record<RosterField, string>

/** Changes a roster's row as a submitted list says; the caller holds the engagement's lock. @throws Refusal `stale_version` */
export async function changeWorker(tx: Tx, actor: AnyActor, input: ChangeWorker): Promise<void> {
  const { entryId, version, fields, submissionId } = input
  const values = Object.fromEntries(fields.map(({ field, after }) => [COLUMNS[field], after]))
  const has = (field: RosterField) => fields.some((one) => one.field === field)
  const entry = await tx
    .updateTable('roster_entry')
    .set({
      ...values,
      // A new day is a new paper, which nobody has seen yet.
      ...(has('pledgedOn') && { has_pledge_proof: false }),
      ...(has('trainedOn') && { has_training_proof: false }),
      submission_id: submissionId,
      version: version + 1,
    })
    .where('id', '=', entryId)
    .where('version', '=', version)
    .returning(['engagement_id as engagementId', 'person_id as personId', 'from_on as fromOn', 'until_on as untilOn'])
    .executeTakeFirst()
  if (!entry) throw new Refusal('stale_version')
  await recordEvent(tx, rosterEvents.worker_changed, {
    actor,
    subject: { kind: 'roster_entry', id: entryId },
    facts: { ...entry, fields: fields.map(({ field }) => field) },
  })
}
