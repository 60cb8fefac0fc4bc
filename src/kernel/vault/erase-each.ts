import { type Database, inOrganisation, type Tx } from '../db/database.ts'

const BATCH = 500

export interface EraseEach {
  /** The next ids behind `after`, in their order, at most `limit`. */
  readonly find: (tx: Tx, after: string, limit: number) => Promise<readonly string[]>
  /** Erases one, under its lock; false: it must not be erased after all. */
  readonly erase: (tx: Tx, id: string) => Promise<boolean>
}

/**
 * Erases what is past its retention, one transaction each: killed in the middle, each is either whole or erased, and the
 * next run goes on. One that cannot be erased does not keep those behind it.
 * @returns how many were erased, and what went wrong with the others
 */
export async function eraseEach(
  database: Database,
  orgId: string,
  { find, erase }: EraseEach,
): Promise<{ count: number; faults: unknown[] }> {
  const faults: unknown[] = []
  let [count, after] = [0, '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const from = after
    const ids = await inOrganisation(database, orgId, (tx) => find(tx, from, BATCH))
    for (const id of ids) {
      const isErased = await inOrganisation(database, orgId, (tx) => erase(tx, id)).catch((fault: unknown) => {
        faults.push(fault)
        return false
      })
      if (isErased) count++
    }
    if (ids.length < BATCH) return { count, faults }
    after = ids.at(-1)!
  }
}
