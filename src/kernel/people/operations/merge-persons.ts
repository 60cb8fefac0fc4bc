import { sql } from 'kysely'
import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personEvents } from '../events.ts'
import { canonicalPersonId, personById } from '../persons.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion, orRefuse } from '../store.ts'

export interface MergePersons {
  /** The record that is given up. */
  readonly personId: string
  readonly version: number
  /** The record that stands for the person from now on. */
  readonly intoId: string
}

/**
 * Says that two records are one person. Neither is changed or deleted: from now on every comparison of persons sees the
 * canonical record, so a gate that the two had passed apart is closed again at its next look.
 * @throws Refusal `not_found`, `stale_version`, `same_record`, `other_party`, `officers_must_differ`
 */
export async function mergePersons(tx: Tx, actor: AnyActor, input: MergePersons): Promise<void> {
  await lockVersion(tx, 'person', input.personId, input.version)
  const [one, other] = [await personById(tx, input.personId), await personById(tx, input.intoId)]
  if (!one || !other) throw new Refusal('not_found')
  if (one.partyId !== other.partyId) throw new Refusal('other_party')
  const intoId = await canonicalPersonId(tx, other.id)
  if (!intoId || (await canonicalPersonId(tx, one.id)) !== one.id || intoId === one.id) throw new Refusal('same_record')
  await orRefuse(
    tx
      .updateTable('person')
      .set({ merged_into_id: intoId, version: input.version + 1 })
      .where('id', '=', one.id)
      .execute(),
  )
  await refuseBothOfficers(tx, intoId)
  await standingChanged(tx)
  await recordEvent(tx, personEvents.merged, { actor, subject: { kind: 'person', id: one.id }, facts: { intoId } })
}

/** The database looks at memberships as they are written; a merge can bring two officers together afterwards. */
async function refuseBothOfficers(tx: Tx, personId: string): Promise<void> {
  // Writing the officer's row again asks the database's own rule.
  await orRefuse(
    tx
      .updateTable('membership')
      .set((eb) => ({ role: eb.ref('role') }))
      .where('role', '=', 'audit_officer')
      .where(sql<boolean>`person_id = any(array(select records_of_person(${personId})))`)
      .execute(),
  )
}
