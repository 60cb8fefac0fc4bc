import type { IsoDate } from '../../base/clock.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'

/** An obligation as its room keeps it. */
export interface Obligation {
  readonly id: string
  readonly kind: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly occurrence: string
  readonly unitId: string | null
  readonly personId: string | null
  readonly firstDueOn: IsoDate
  readonly dueOn: IsoDate
  readonly basis: string
  readonly openedAt: Date
  readonly dischargedAt: Date | null
  readonly version: number
}

export const obligationColumns = [
  'id',
  'kind',
  'subject_kind as subjectKind',
  'subject_id as subjectId',
  'occurrence',
  'unit_id as unitId',
  'person_id as personId',
  'first_due_on as firstDueOn',
  'due_on as dueOn',
  'basis',
  'opened_at as openedAt',
  'discharged_at as dischargedAt',
  'version',
] as const

/**
 * Locks an obligation that is not discharged yet.
 * @throws Refusal `not_found`, `obligation_discharged`
 */
export async function lockOpenObligation(tx: Tx, id: string): Promise<Obligation> {
  const found = await tx
    .selectFrom('obligation')
    .select(obligationColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found')
  if (found.dischargedAt) throw new Refusal('obligation_discharged')
  return found
}
