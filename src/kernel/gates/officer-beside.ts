import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { canonicalPersonId, personById, type Role, rolesAt } from '../people/index.ts'
import type { LoadedGate } from './load-gate.ts'

/** Who may break a glass. */
const BREAKING_ROLES: readonly Role[] = ['privacy_office']
/** Who may say afterwards whether it was right. */
export const REVIEWING_ROLES: readonly Role[] = ['privacy_officer', 'privacy_office', 'audit_officer']

interface Beside {
  readonly roles: readonly Role[]
  readonly revision: number
}

/**
 * The actor as a person of our own who holds one of the roles and has no part in this revision: not the author, and no
 * decision of theirs or lent by them. In person only: nobody breaks a glass, or reviews it, for somebody else.
 * @throws Refusal `not_allowed`, `same_person`
 */
export async function personBeside(tx: Tx, { facts }: LoadedGate, actor: Actor, of: Beside): Promise<string> {
  const personId = actor.kind === 'account' ? await canonicalPersonId(tx, actor.personId) : undefined
  const held = personId ? await rolesAt(tx, personId, facts.now) : []
  if (!personId || !held.some(({ role }) => of.roles.includes(role))) throw new Refusal('not_allowed')
  if ((await personById(tx, personId))?.partyId) throw new Refusal('not_allowed')
  const involved = facts.decisions
    .filter((one) => one.revision === of.revision)
    .some((one) => one.personId === personId || one.actingForId === personId)
  if (involved || personId === facts.authorId) throw new Refusal('same_person')
  return personId
}

/** The actor as a person of the privacy office who may break the glass of the current revision. */
export const officerBeside = (tx: Tx, loaded: LoadedGate, actor: Actor): Promise<string> =>
  personBeside(tx, loaded, actor, { roles: BREAKING_ROLES, revision: loaded.facts.revision.number })
