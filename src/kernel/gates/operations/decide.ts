import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { actsFor, canonicalPersonId, personById } from '../../people/index.ts'
import { type Asked, askedFor } from '../asked.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, lockGate } from '../load-gate.ts'
import { sealNote } from '../notes.ts'
import { askedWithMandate, updateProgress } from '../progress.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'
import type { CheckState, GateState } from '../rules/evaluate.ts'
import type { Outcome } from '../rules/gate-facts.ts'
import { mismatchCount, type SampleAnswer } from '../rules/match-answers.ts'
import { requirementsNow } from '../rules/tighten.ts'
import { samplesDrawn } from '../samples.ts'

export interface Decide {
  readonly subjectId: string
  /** The content that the signer has in view. */
  readonly revisionHash: string
  readonly check: string
  /** The signer is the session's person, never a field of the request. */
  readonly actor: Actor
  readonly outcome: Outcome
  /** For whom a delegate or substitute acts, where they could act in more than one way. */
  readonly actingFor?: string | undefined
  readonly comment?: string | undefined
  readonly facts?: DecideFacts | undefined
}

export interface DecideFacts {
  /** Ids of the findings that the signer ticked. */
  readonly findingIds?: readonly string[] | undefined
  /** How long the content was in view. */
  readonly secondsInView?: number | undefined
  /** A sample check: what was typed from the object, and what the register says (filled in by the server). */
  readonly answers?: readonly SampleAnswer[] | undefined
  /** What lay before the signer: of a document check the file in the vault, of another a record, by its hash or commitment. */
  readonly evidence?: { readonly id: string; readonly sha256: string } | undefined
}

/**
 * Records what a person decides about one check of the current revision. Role, unit and delegation are those of this
 * moment, and are frozen into the decision (invariants 3, 4, 5, 8, 14).
 * @throws Refusal `not_found`, `not_allowed`, `gate_ended`, `stale_revision`, `already_decided`, `check_not_ready`,
 *   `same_person`, `same_mandate`, `findings_not_ticked`, `reason_missing`, `sample_mismatch`, `evidence_missing`
 */
export async function decide(tx: Tx, gate: GateName, input: Decide): Promise<GateState> {
  const loaded = await lockGate(tx, gate, input.subjectId)
  const { state } = loaded
  refuseEnded(state)
  refuseStale(state, input.revisionHash)
  const check = state.checks.find((one) => one.id === input.check)
  if (!check) throw new Refusal('not_found')
  const personId = await signerOf(tx, input.actor, check)
  refuseSamePerson(loaded, check, personId)
  const passes = input.outcome === 'pass'
  const standing = await standingOf(tx, loaded, check, { personId, actingFor: input.actingFor, passes })
  const partyId = await partyOf(tx, [input.actor.personId, personId])
  if (check.side === 'entruster' && partyId) throw new Refusal('not_allowed')
  refuseApartFrom(loaded, check, [personId, ...(standing.actingFor ? [standing.actingFor] : [])])
  refuseUnready(loaded, check, { outcome: input.outcome, personId })
  const ticked = input.facts?.findingIds ?? []
  const untickedCount = state.points.filter((point) => !ticked.includes(point)).length
  if (passes && untickedCount > 0) throw new Refusal('findings_not_ticked', { count: untickedCount })
  const { needsReason } = requirementsNow(loaded.facts).checks.find((one) => one.id === check.id)!
  if (passes && needsReason && !input.comment?.trim()) throw new Refusal('reason_missing')
  const sampledCount = passes && check.kind === 'sample' ? await compareSample(tx, loaded, input) : undefined
  if (passes && check.kind === 'document' && !input.facts?.evidence) throw new Refusal('evidence_missing')

  const note = input.comment ? await sealNote(tx, input.comment) : undefined
  const points = state.points.filter((point) => ticked.includes(point))
  await tx
    .insertInto('gate_decision')
    .values({
      id: newId(),
      opening_id: loaded.openingId,
      author_id: loaded.storedAuthorId,
      revision: state.revision,
      revision_hash: state.revisionHash,
      check_id: check.id,
      check_kind: check.kind,
      check_side: check.side,
      person_id: personId,
      role: standing.role,
      unit_id: standing.unitId,
      party_id: partyId ?? null,
      acting_for_id: standing.actingFor ?? null,
      outcome: input.outcome,
      points,
      seconds_in_view: input.facts?.secondsInView ?? null,
      sampled_count: sampledCount ?? null,
      evidence_id: input.facts?.evidence?.id ?? null,
      evidence_sha256: input.facts?.evidence?.sha256 ?? null,
      comment_id: note?.id ?? null,
      commitment: note?.commitment ?? null,
      via: input.actor.via,
    })
    .execute()
  await recordEvent(tx, gateEvents.decided, {
    actor: input.actor,
    subject: subjectOf(gate.id, input.subjectId),
    facts: {
      gate: gate.id,
      revision: state.revision,
      revisionHash: state.revisionHash,
      check: check.id,
      outcome: input.outcome,
      role: standing.role,
      unitId: standing.unitId,
      actingForId: standing.actingFor,
      tickedCount: points.length,
      secondsInView: input.facts?.secondsInView,
    },
    ...(note && { commitment: note.commitment }),
  })
  return updateProgress(tx, loaded.openingId)
}

/** The program never attests or approves, a machine's check is not a person's, and a guest answers but never approves. */
async function signerOf(tx: Tx, actor: Actor, check: CheckState): Promise<string> {
  const isPerson = actor.kind === 'account' || (actor.kind === 'guest' && check.kind !== 'approve')
  const personId = isPerson && check.kind !== 'machine' ? await canonicalPersonId(tx, actor.personId) : undefined
  if (!personId) throw new Refusal('not_allowed')
  return personId
}

/** One person passes at most one check of a revision; whoever broke the glass decides nothing. */
function refuseSamePerson({ facts }: LoadedGate, check: CheckState, personId: string): void {
  const { revision, authorId, decisions, breakGlass } = facts
  if (check.kind === 'approve' && personId === authorId) throw new Refusal('same_person')
  const elsewhere = decisions.some(
    (one) =>
      one.revision === revision.number && one.outcome === 'pass' && one.personId === personId && one.check !== check.id,
  )
  const broke = breakGlass.some(
    (one) => one.revision === revision.number && [one.openerId, one.confirmerId].includes(personId),
  )
  if (elsewhere || broke) throw new Refusal('same_person')
}

/** In which role, at which unit and for whom the signer decides. Their own role comes before one lent to them. */
async function standingOf(
  tx: Tx,
  loaded: LoadedGate,
  check: CheckState,
  signer: { personId: string; actingFor: string | undefined; passes: boolean },
): Promise<Asked> {
  const wayAmong = async (asked: readonly Asked[]) =>
    signer.actingFor
      ? lentStanding(tx, loaded, asked, { personId: signer.personId, actingFor: signer.actingFor })
      : (asked.find((one) => one.personId === signer.personId && !one.actingFor) ??
        asked.find((one) => one.personId === signer.personId))
  const way = await wayAmong(await askedFor(tx, loaded, check))
  if (!way) throw new Refusal('not_allowed')
  const { revision } = loaded.state
  const hasPassed = loaded.facts.decisions.some(
    (one) => one.revision === revision && one.check === check.id && one.personId === signer.personId,
  )
  // Somebody refuses under any mandate; they approve under one that nobody has used.
  if (!signer.passes || hasPassed || check.state !== 'waiting') return way
  const free = await wayAmong(await askedWithMandate(tx, loaded, check))
  if (!free) throw new Refusal('same_mandate')
  return free
}

/** A delegate of several says for whom; that one must be asked in person, and have lent exactly this role. */
async function lentStanding(
  tx: Tx,
  { facts }: LoadedGate,
  asked: readonly Asked[],
  { personId, actingFor }: { personId: string; actingFor: string },
): Promise<Asked | undefined> {
  const lenderId = await canonicalPersonId(tx, actingFor)
  const lender = asked.find((one) => one.personId === lenderId && !one.actingFor)
  if (!lender || lender.role === 'author') return undefined
  const { role, unitId } = lender
  const isLent = await actsFor(tx, { personId, actingFor: lender.personId, role, unitId, at: facts.now })
  return isLent ? { personId, unitId, role, actingFor: lender.personId } : undefined
}

/** The vendor of a person, under whichever of their records. */
async function partyOf(tx: Tx, personIds: readonly string[]): Promise<string | undefined> {
  for (const id of new Set(personIds)) {
    const person = await personById(tx, id)
    if (person?.partyId) return person.partyId
  }
  return undefined
}

function refuseApartFrom({ facts }: LoadedGate, check: CheckState, parties: readonly string[]): void {
  const apartFrom = facts.requirements.checks.find((one) => one.id === check.id)!.apartFrom
  const passes = facts.decisions.filter(
    (one) => one.revision === facts.revision.number && one.outcome === 'pass' && apartFrom.includes(one.check),
  )
  const others = new Set(passes.flatMap((one) => [one.personId, one.actingForId]))
  if (parties.some((person) => others.has(person))) throw new Refusal('same_person')
}

/** Whoever passed a check may still take it back; otherwise what is decided stays decided. */
function refuseUnready(
  { facts }: LoadedGate,
  check: CheckState,
  { outcome, personId }: { outcome: Outcome; personId: string },
): void {
  const hasPassed = facts.decisions.some(
    (one) =>
      one.revision === facts.revision.number &&
      one.check === check.id &&
      one.outcome === 'pass' &&
      one.personId === personId,
  )
  if (outcome === 'refuse' && hasPassed && !check.refusedBy) return
  if (hasPassed || check.state === 'passed' || check.refusedBy) throw new Refusal('already_decided')
  if (check.state !== 'waiting') throw new Refusal('check_not_ready')
}

async function compareSample(tx: Tx, loaded: LoadedGate, input: Decide): Promise<number> {
  const drawn = await samplesDrawn(tx, loaded.openingId, loaded.state.revision, input.check)
  if (!drawn) throw new Refusal('check_not_ready')
  const count = mismatchCount(drawn, input.facts?.answers ?? [])
  if (count > 0) throw new Refusal('sample_mismatch', { count })
  return drawn.length
}
