import type { Tx } from '../../db/database.ts'
import { orRefuse } from '../store.ts'

/**
 * Makes these the addresses of a record; the first is the one we write to. An address of another record of the same
 * person stays where it is.
 * @throws Refusal `address_taken`
 */
export async function replaceAddresses(tx: Tx, personId: string, addresses: readonly string[]): Promise<void> {
  const wanted = [...new Set(addresses.map((address) => address.trim().toLowerCase()).filter(Boolean))]
  await tx.deleteFrom('person_address').where('person_id', '=', personId).execute()
  if (wanted.length === 0) return
  await orRefuse(
    tx
      .insertInto('person_address')
      .values(wanted.map((address, index) => ({ address, person_id: personId, is_primary: index === 0 })))
      .execute(),
  )
}
