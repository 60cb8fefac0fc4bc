import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, openingOf } from '../load-gate.ts'
import { eraseNotes } from '../notes.ts'

/**
 * Erases what is personal about a gate: contents, findings, comments, recipients, reasons. Hashes, counts, roles and dates
 * stay, and the chain still verifies (invariant 12).
 * @throws Refusal `not_found`
 */
export async function eraseGate(tx: Tx, gate: GateName, subjectId: string): Promise<void> {
  const openingId = await openingOf(tx, gate, subjectId)
  const idsOf = (rows: readonly { id: string | null }[]) => rows.flatMap((row) => row.id ?? [])
  const ofGate = [
    tx.selectFrom('gate_revision').select('content_id as id'),
    tx.selectFrom('gate_verdict').select('findings_id as id'),
    tx.selectFrom('gate_decision').select('comment_id as id'),
    tx.selectFrom('permit').select('recipients_id as id'),
    tx.selectFrom('break_glass').select('reason_id as id'),
    tx.selectFrom('break_glass_review').select('findings_id as id'),
  ] as const
  const ids: string[] = []
  for (const query of ofGate)
    ids.push(...idsOf(await (query as (typeof ofGate)[1]).where('opening_id', '=', openingId).execute()))
  await eraseNotes(tx, ids)
  await recordEvent(tx, gateEvents.erased, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: gate.id },
    subject: subjectOf(gate.id, subjectId),
    facts: { gate: gate.id },
  })
}

/**
 * Erases what the machines found alone: sentences in which a key of the data may stand. Who decided what, when and why stays.
 * @throws Refusal `not_found`
 */
export async function eraseFindings(tx: Tx, gate: GateName, subjectId: string): Promise<void> {
  const openingId = await openingOf(tx, gate, subjectId)
  const rows = await tx
    .selectFrom('gate_verdict')
    .where('opening_id', '=', openingId)
    .select('findings_id as id')
    .execute()
  await eraseNotes(
    tx,
    rows.flatMap(({ id }) => id ?? []),
  )
}
