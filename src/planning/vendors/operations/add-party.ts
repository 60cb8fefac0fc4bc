import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { partyEvents } from '../events.ts'
import { isCorporateNumber } from '../rules/corporate-number.ts'
import { orRefuse } from '../store.ts'

/** Registers a party (関係先). @throws Refusal `corporate_number_wrong`, `party_exists` */
export async function addParty(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.addParty>,
): Promise<{ id: string }> {
  const id = newId()
  const corporateNumber = readNumber(input.corporateNumber)
  await orRefuse(tx.insertInto('party').values({ id, name: input.name, corporate_number: corporateNumber }).execute())
  await recordEvent(tx, partyEvents.added, { actor, subject: { kind: 'party', id }, facts: {} })
  await announce(tx, 'vendors')
  return { id }
}

/** An empty field is no number. @throws Refusal `corporate_number_wrong` */
export function readNumber(text: string | null | undefined): string | null {
  if (!text) return null
  if (!isCorporateNumber(text)) throw new Refusal('corporate_number_wrong')
  return text
}
