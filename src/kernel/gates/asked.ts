import type { Tx } from '../db/database.ts'
import { approversFor, holdsRole, type Role } from '../people/index.ts'
import type { LoadedGate } from './load-gate.ts'
import type { CheckState } from './rules/evaluate.ts'

/** Somebody who may decide a check now, and as what. */
export interface Asked {
  readonly personId: string
  readonly unitId: string
  readonly role: Role | 'author'
  readonly actingFor?: string
}

/**
 * Who may decide a check now (invariants 5 and 8). An approval is never the author's; where a check lets its role state
 * something (attest, sample, document), the author may be the one who holds the role at the gate's unit. After an escalation
 * the next step above is asked as well; the author is skipped there too.
 * @param spent persons for whom nobody may act any more
 */
export async function askedFor(
  tx: Tx,
  gate: LoadedGate,
  check: Pick<CheckState, 'id' | 'kind' | 'by' | 'side'>,
  spent?: ReadonlySet<string>,
): Promise<Asked[]> {
  const { authorId, now: at } = gate.facts
  const { unitId } = gate
  if (!check.by) return []
  if (check.by === 'author') return [{ personId: authorId, unitId, role: 'author' }]
  const side = check.side === 'entruster' ? 'entruster' : 'own'
  const isEscalated = gate.nudges.some((one) => one.check === check.id && one.nudge === 'escalation')
  const levels = isEscalated ? 2 : 1
  const asked = await approversFor(tx, { authorId, role: check.by, at, unitId, side, levels, spent })
  const isAuthorToo = check.kind !== 'approve' && (await holdsRole(tx, authorId, check.by, { unitId, at }))
  return isAuthorToo ? [...asked, { personId: authorId, unitId, role: check.by }] : asked
}
