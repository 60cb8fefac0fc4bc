import { jstDay } from '../../base/clock.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { canonicalPersonId, personByAddress, personById, rolesAt } from '../../kernel/people/index.ts'
import type { AddressOwner } from './rules/judge-author.ts'

/** Who owns an address, whether they are active on that day (JST), and to which unit they belong. */
export async function addressOwner(
  tx: Tx,
  whose: string | { readonly personId: string },
  at: Date,
): Promise<AddressOwner | undefined> {
  const person =
    typeof whose === 'string'
      ? await personByAddress(tx, whose)
      : await personById(tx, (await canonicalPersonId(tx, whose.personId)) ?? whose.personId)
  if (!person) return undefined
  const today = jstDay(at)
  const isActive =
    (person.activeFromOn === null || person.activeFromOn <= today) &&
    (person.activeUntilOn === null || today <= person.activeUntilOn)
  const [role] = isActive ? await rolesAt(tx, person.id, at) : []
  return { personId: person.id, isActive, unitId: role?.unitId }
}
