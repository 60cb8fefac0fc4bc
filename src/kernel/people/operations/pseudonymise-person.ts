import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personEvents } from '../events.ts'
import { lockVersion, todayOf } from '../store.ts'

/**
 * Takes name, reading, number and addresses from a record whose retention has ended (仮名化). Id, party and memberships
 * stay, so decisions still tell one person from another.
 * @throws Refusal `not_found`, `stale_version`, `retention_not_over`
 */
export async function pseudonymisePerson(
  tx: Tx,
  actor: AnyActor,
  input: { personId: string; version: number },
): Promise<void> {
  await lockVersion(tx, 'person', input.personId, input.version)
  const person = await tx
    .selectFrom('person')
    .select(['retention_ends_on', 'pseudonymised_at'])
    .where('id', '=', input.personId)
    .executeTakeFirstOrThrow()
  if (person.pseudonymised_at) return
  const dueOn = person.retention_ends_on
  if (!dueOn || dueOn > (await todayOf(tx))) throw new Refusal('retention_not_over', { dueOn: dueOn ?? '—' })
  await tx
    .updateTable('person')
    .set({
      // The id's last digits tell two pseudonyms apart, and lead back to nobody.
      name: `仮名 ${input.personId.slice(-8)}`,
      name_kana: null,
      staff_number: null,
      pseudonymised_at: await instantOf(tx),
      version: input.version + 1,
    })
    .where('id', '=', input.personId)
    .execute()
  const removed = await tx.deleteFrom('person_address').where('person_id', '=', input.personId).executeTakeFirst()
  await recordEvent(tx, personEvents.pseudonymised, {
    actor,
    subject: { kind: 'person', id: input.personId },
    facts: { addressCount: Number(removed.numDeletedRows) },
  })
}

/** Does it for every record that is due, up to `limit` a transaction. Answers how many. */
export async function pseudonymiseDuePersons(tx: Tx, actor: AnyActor, limit = 500): Promise<number> {
  const due = await tx
    .selectFrom('person')
    .select(['id', 'version'])
    .where('pseudonymised_at', 'is', null)
    .where('retention_ends_on', '<=', await todayOf(tx))
    .orderBy('retention_ends_on')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const one of due) await pseudonymisePerson(tx, actor, { personId: one.id, version: one.version })
  return due.length
}
