import type { AnyActor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { personById } from '../../kernel/people/index.ts'
import { maySeeRosterOf, type Sight } from './rules/may-see.ts'

/** For whom the actor works. The program itself sees all. */
export async function sightOf(tx: Tx, actor: AnyActor): Promise<Sight> {
  if (actor.kind === 'system') return { partyId: null }
  const person = await personById(tx, actor.personId)
  if (!person) throw new Refusal('not_allowed')
  return { partyId: person.partyId }
}

/** A vendor's person answers for their own party's roster alone. @throws Refusal `not_found` */
export async function mustSeeRosterOf(tx: Tx, actor: AnyActor, partyId: string | null): Promise<void> {
  if (!maySeeRosterOf(await sightOf(tx, actor), partyId)) throw new Refusal('not_found')
}
