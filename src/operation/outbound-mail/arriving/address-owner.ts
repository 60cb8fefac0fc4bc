import { jstDay } from '../../../base/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { canonicalPersonId, personByAddress, personById, rolesAt } from '../../../kernel/people/index.ts'
import type { AddressOwner } from '../rules/judge-author.ts'

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
  const unitId = isActive ? await homeUnit(tx, person, at) : undefined
  return { personId: person.id, isActive, unitId }
}

/** Of several units the one of their own company: a vendor's worker may sit in our workplace, but is approved at home. */
async function homeUnit(
  tx: Tx,
  person: { readonly id: string; readonly partyId: string | null },
  at: Date,
): Promise<string | undefined> {
  const units = (await rolesAt(tx, person.id, at)).map(({ unitId }) => unitId)
  if (units.length < 2) return units[0]
  const parties = await tx.selectFrom('unit').where('id', 'in', units).select(['id', 'party_id']).execute()
  const isHome = (id: string) => parties.some((unit) => unit.id === id && unit.party_id === person.partyId)
  return units.find(isHome) ?? units[0]
}
