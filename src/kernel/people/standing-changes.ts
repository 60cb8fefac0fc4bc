import type { Tx } from '../db/database.ts'

type Hear = (tx: Tx, at?: Date) => Promise<unknown>

let hear: Hear = async () => undefined
const told = new WeakSet<Tx>()

/**
 * Says what follows when somebody's standing changes: a role, a stand-in, an absence, a place in the tree, two records
 * made one. Lists of who is asked stand further to the right and follow by it; `app` gives it once to each process.
 * @param follow `at`: the change comes into force then; without it, with the commit
 */
export function whenStandingChanges(follow: Hear): void {
  hear = follow
}

/** Call it in the transaction of the change; an import of ten thousand rows says it once. */
export async function standingChanged(tx: Tx): Promise<void> {
  if (told.has(tx)) return
  told.add(tx)
  await hear(tx)
}

/** For what begins or ends by the clock: nobody acts then. */
export async function standingChangesAt(tx: Tx, instants: readonly (Date | undefined)[]): Promise<void> {
  for (const at of instants) if (at) await hear(tx, at)
}
