import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { canonicalPersonId, holdsRole, personById } from '../people/index.ts'
import type { LoadedGate } from './load-gate.ts'

/**
 * The actor as a person of the privacy office who has no part in this revision: not the author, and no decision of theirs
 * or lent by them. In person only: nobody breaks a glass for somebody else.
 * @throws Refusal `not_allowed`, `same_person`
 */
export async function officerBeside(tx: Tx, { facts }: LoadedGate, actor: Actor): Promise<string> {
  const personId = actor.kind === 'account' ? await canonicalPersonId(tx, actor.personId) : undefined
  if (!personId || !(await holdsRole(tx, personId, 'privacy_office', { at: facts.now })))
    throw new Refusal('not_allowed')
  if ((await personById(tx, personId))?.partyId) throw new Refusal('not_allowed')
  const involved = facts.decisions
    .filter((one) => one.revision === facts.revision.number)
    .some((one) => one.personId === personId || one.actingForId === personId)
  if (involved || personId === facts.authorId) throw new Refusal('same_person')
  return personId
}
