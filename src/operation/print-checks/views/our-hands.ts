import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { approversFor, holdsRole } from '../../../kernel/people/index.ts'
import type { JobRow } from '../store.ts'

/**
 * Who of 自社 sees to what no gate asks anybody for: registers a further lot, asks the client. They are those whom the gates
 * ask as employees: of the unit in charge, else of those above it.
 */
export async function ourHands(
  tx: Tx,
  { author_id: authorId, unit_id: unitId }: Pick<JobRow, 'author_id' | 'unit_id'>,
): Promise<string[]> {
  const at = await instantOf(tx)
  const asked = await approversFor(tx, { authorId, role: 'employee', at, unitId, side: 'entruster' })
  const isAuthorToo = await holdsRole(tx, authorId, 'employee', { unitId, at })
  return [...asked.map(({ personId }) => personId), ...(isAuthorToo ? [authorId] : [])]
}
