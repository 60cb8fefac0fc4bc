import type { AnyActor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { personEvents } from '../events.ts'
import { lockVersion, orRefuse } from '../store.ts'
import { replaceAddresses } from './replace-addresses.ts'

/** What is left out stays; null empties. */
export interface ChangePerson {
  readonly personId: string
  readonly version: number
  readonly name?: string | undefined
  readonly nameKana?: string | null | undefined
  readonly staffNumber?: string | null | undefined
  readonly addresses?: readonly string[] | undefined
  /** The first day (入社日), JST. */
  readonly activeFromOn?: string | undefined
}

/** @throws Refusal `not_found`, `stale_version`, `address_taken`, `staff_number_taken` */
export async function changePerson(tx: Tx, actor: AnyActor, input: ChangePerson): Promise<void> {
  await lockVersion(tx, 'person', input.personId, input.version)
  const { name, nameKana, staffNumber, addresses, activeFromOn } = input
  await orRefuse(
    tx
      .updateTable('person')
      .set({
        ...(name === undefined ? {} : { name }),
        ...(nameKana === undefined ? {} : { name_kana: nameKana }),
        ...(staffNumber === undefined ? {} : { staff_number: staffNumber }),
        ...(activeFromOn === undefined ? {} : { active_from_on: activeFromOn }),
        version: input.version + 1,
      })
      .where('id', '=', input.personId)
      .execute(),
  )
  if (addresses) await replaceAddresses(tx, input.personId, addresses)
  const fields = (['name', 'nameKana', 'staffNumber', 'addresses', 'activeFromOn'] as const).filter(
    (one) => input[one] !== undefined,
  )
  await recordEvent(tx, personEvents.changed, {
    actor,
    subject: { kind: 'person', id: input.personId },
    facts: { fields },
  })
}
