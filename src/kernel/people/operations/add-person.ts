import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personEvents } from '../events.ts'
import { orRefuse } from '../store.ts'
import { replaceAddresses } from './replace-addresses.ts'

export interface NewPerson {
  readonly name: string
  readonly nameKana?: string | undefined
  readonly staffNumber?: string | undefined
  /** The vendor they work for; without it, one of our own people. */
  readonly partyId?: string | undefined
  /** The first is the one we write to. In any case; stored in lower case. */
  readonly addresses?: readonly string[] | undefined
  readonly activeFromOn?: string | undefined
  readonly activeUntilOn?: string | undefined
}

/**
 * Registers a person, with or without an account.
 * @throws Refusal `not_found` (no such party), `address_taken`, `staff_number_taken`
 */
export async function addPerson(tx: Tx, actor: AnyActor, person: NewPerson): Promise<{ id: string }> {
  const id = newId()
  await orRefuse(
    tx
      .insertInto('person')
      .values({
        id,
        name: person.name,
        name_kana: person.nameKana ?? null,
        staff_number: person.staffNumber ?? null,
        party_id: person.partyId ?? null,
        active_from_on: person.activeFromOn ?? null,
        active_until_on: person.activeUntilOn ?? null,
      })
      .execute(),
  )
  await replaceAddresses(tx, id, person.addresses ?? [])
  await recordEvent(tx, personEvents.added, {
    actor,
    subject: { kind: 'person', id },
    facts: { partyId: person.partyId ?? null },
  })
  return { id }
}
