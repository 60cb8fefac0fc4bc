import { instantOf, type Tx } from '../db/database.ts'
import {
  approversFor,
  canonicalPersonId,
  lineOfUnit,
  ORGANISATION_ROLES,
  peopleWithRole,
  personById,
  type Role,
} from '../people/index.ts'
import { jstDay } from '../../base/clock.ts'
import type { DefinedObligation } from './define-obligation.ts'
import type { Rung } from './rules/due-reminders.ts'
import type { Obligation } from './store.ts'

/**
 * Who hears a rung now. The responsible: the person named, while active; else the holders of the definition's role. A
 * role: its holders at the unit, else above, else the privacy office; never the responsible person in another hat.
 * Empty where nobody can be found: then nothing counts as sent, and the run says so.
 */
export async function recipientsOf(
  tx: Tx,
  definition: DefinedObligation,
  obligation: Obligation,
  to: Rung['to'],
): Promise<readonly string[]> {
  const personId = await activePerson(tx, obligation.personId)
  if (to === 'responsible') return personId ? [personId] : holdersAlong(tx, definition.responsible, obligation.unitId)
  if (!personId) return holdersAlong(tx, to, obligation.unitId)
  const at = await instantOf(tx)
  const unitId = obligation.unitId ?? undefined
  const approvers = await approversFor(tx, { authorId: personId, role: to, at, unitId })
  const found = distinct(approvers.map((each) => each.personId))
  return found.length > 0 ? found : holdersAlong(tx, to, obligation.unitId)
}

async function activePerson(tx: Tx, personId: string | null): Promise<string | undefined> {
  const canonical = personId === null ? undefined : await canonicalPersonId(tx, personId)
  const person = canonical === undefined ? undefined : await personById(tx, canonical)
  if (!person) return undefined
  const today = jstDay(await instantOf(tx))
  return person.activeUntilOn !== null && person.activeUntilOn < today ? undefined : person.id
}

/** The nearest holders on the unit's own side; without a unit or any, everybody of the role, else the privacy office. */
async function holdersAlong(tx: Tx, role: Role, unitId: string | null): Promise<readonly string[]> {
  const at = await instantOf(tx)
  if (unitId !== null && !ORGANISATION_ROLES.has(role)) {
    const line = await lineOfUnit(tx, unitId, at)
    for (const unit of line.filter((each) => each.partyId === line[0]?.partyId)) {
      const here = await peopleWithRole(tx, role, at, [unit.id])
      if (here.length > 0) return distinct(here.map((each) => each.personId))
    }
  } else {
    const everywhere = await ourOwn(tx, role, at)
    if (everywhere.length > 0) return everywhere
  }
  return ourOwn(tx, 'privacy_office', at)
}

/** A vendor's office is not ours. */
const ourOwn = async (tx: Tx, role: Role, at: Date) =>
  distinct((await peopleWithRole(tx, role, at)).filter((each) => each.partyId === null).map((each) => each.personId))

const distinct = (ids: readonly string[]) => [...new Set(ids)].sort()
