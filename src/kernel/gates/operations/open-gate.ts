import { randomBytes } from 'node:crypto'
import { canonicalJson, hashOf, type Json } from '../../../base/canonical-json.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { canonicalPersonId } from '../../people/index.ts'
import type { GateDefinition } from '../define-gate.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { sealNote } from '../notes.ts'
import { updateProgress } from '../progress.ts'
import { freezeRequirements } from '../rules/freeze-requirements.ts'
import type { GatePolicy } from '../rules/merge-policies.ts'

export interface OpenGate {
  readonly subjectId: string
  readonly authorId: string
  /** Whose role holders are asked: the author's unit, from there up. */
  readonly unitId: string
  /** The revision: what is decided on. Kept erasable; its hash stays. */
  readonly content: Json
  /** What policy asks beyond the definition; of several, the strictest wins. */
  readonly requirements?: GatePolicy | readonly GatePolicy[]
  /** While an obligation of one of these is overdue, the gate is closed. */
  readonly obligations?: { readonly subjectIds: readonly string[] }
  readonly coolDownSeconds: number
  /** From then on the gate has ended and stays shut. */
  readonly expiresAt?: Date
}

export interface GateRef {
  readonly openingId: string
  readonly gate: string
  readonly subjectId: string
  readonly revision: number
  readonly revisionHash: string
}

/**
 * Puts a gate before a subject, closed, and freezes what it asks for. One gate of a kind a subject.
 * @throws Refusal `not_found` when the author has no record; TypeError when a policy names a check that the gate lacks
 */
export async function openGate(tx: Tx, gate: GateDefinition, input: OpenGate): Promise<GateRef> {
  const policies = Array.isArray(input.requirements) ? input.requirements : [input.requirements ?? {}]
  const requirements = freezeRequirements(gate, policies, input)
  const authorId = await canonicalPersonId(tx, input.authorId)
  if (!authorId) throw new Refusal('not_found')
  const openingId = newId()
  await tx
    .insertInto('gate_opening')
    .values({
      id: openingId,
      gate: gate.id,
      gate_version: gate.version,
      subject_id: input.subjectId,
      author_id: authorId,
      unit_id: input.unitId,
      requirements: JSON.stringify(requirements),
      obligation_subject_ids: [...(input.obligations?.subjectIds ?? [])],
    })
    .execute()
  await tx
    .insertInto('gate_check')
    .values(requirements.checks.map(({ id, kind, side }) => ({ opening_id: openingId, check_id: id, kind, side })))
    .execute()
  const revisionHash = await insertRevision(tx, { openingId, number: 1, content: input.content })
  await recordEvent(tx, gateEvents.opened, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: gate.id },
    subject: subjectOf(gate.id, input.subjectId),
    facts: { gate: gate.id, version: gate.version, revisionHash, checkCount: requirements.checks.length },
  })
  await updateProgress(tx, openingId)
  return { openingId, gate: gate.id, subjectId: input.subjectId, revision: 1, revisionHash }
}

/** Writes a revision. With the content lies the key under which its findings are named, so that the names tell nothing. */
export async function insertRevision(
  tx: Tx,
  { openingId, number, content }: { openingId: string; number: number; content: Json },
): Promise<string> {
  const revisionHash = hashOf(content)
  const note = await sealNote(tx, { content: canonicalJson(content), pointKey: randomBytes(32).toString('hex') })
  await tx
    .insertInto('gate_revision')
    .values({ opening_id: openingId, number, revision_hash: revisionHash, content_id: note.id })
    .execute()
  return revisionHash
}
