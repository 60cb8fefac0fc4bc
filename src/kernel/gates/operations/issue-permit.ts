import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { type ColumnTypes, insertAlong } from '../../db/insert-along.ts'
import { recordEvents } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, lockGates } from '../load-gate.ts'
import { type SealedNote, sealNotes } from '../notes.ts'
import { liveOrConsumedPermits } from '../permits.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'

/** How long a permit is good for. */
export const PERMIT_MINUTES = 15

export interface IssuePermit {
  readonly subjectId: string
  /** The hash over what the engine is about to let out, computed now. */
  readonly recomputedHash: string
  /** What it lets happen, e.g. `release`. */
  readonly effect: string
  /** For whom, where the effect is outside the database. Kept erasable. */
  readonly recipients?: readonly string[]
  /** After a consumed permit of the same effect: for recipients whom that one did not reach. */
  readonly isForTheRest?: boolean
}

export interface Permit {
  readonly id: string
  readonly revisionHash: string
  readonly effect: string
  readonly recipients: readonly string[]
  readonly expiresAt: Date
  readonly breakGlassId?: string
}

/**
 * Issues the permit without which nothing leaves. The gate is evaluated here, in this transaction, from its rows; the
 * separation of duties is compared once more over the persons as they are now (invariants 2, 3, 4).
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision` (the content is not what was decided on), `gate_closed`,
 *   `permit_outstanding`, `permit_consumed`
 */
export async function issuePermit(tx: Tx, gate: GateName, input: IssuePermit): Promise<Permit> {
  return (await issuePermits(tx, gate, [input]))[0]!.permit
}

/** A permit, and its gate as it stands with it, still locked. */
export interface Issued {
  readonly permit: Permit
  readonly loaded: LoadedGate
}

/** For several subjects, each by its own gate alone. Where one is refused, all are. Otherwise like `issuePermit`. */
export async function issuePermits(tx: Tx, gate: GateName, inputs: readonly IssuePermit[]): Promise<Issued[]> {
  const gates = await lockGates(
    tx,
    gate,
    inputs.map(({ subjectId }) => subjectId),
  )
  for (const [at, input] of inputs.entries()) refuseUnlessOpen(gates[at]!, input)
  const named = inputs.map((input) => ({ ...input, recipients: [...(input.recipients ?? [])].sort() }))
  const sealed = named.filter(({ recipients }) => recipients.length > 0)
  const notes = await sealNotes(
    tx,
    sealed.map(({ recipients }) => recipients),
  )
  const granted = named.map((input, at): Granted => {
    const [loaded, note] = [gates[at]!, notes[sealed.indexOf(input)]]
    const expiresAt = new Date(loaded.facts.now.getTime() + PERMIT_MINUTES * 60_000)
    return { id: newId(), loaded, effect: input.effect, recipients: input.recipients, note, expiresAt }
  })
  await insertAlong(tx, 'permit', PERMIT_COLUMNS, granted.map(permitRow))
  const actor = { kind: 'system', orgId: await organisationOf(tx), part: gate.id } as const
  await recordEvents(
    tx,
    gateEvents.permit_issued,
    granted.map((one) => ({ actor, ...issuedEvent(one) })),
  )
  return granted.map(issuedOf)
}

function refuseUnlessOpen(loaded: LoadedGate, input: IssuePermit): void {
  const { state } = loaded
  refuseEnded(state)
  refuseStale(state, input.recomputedHash)
  if (!state.open) throw new Refusal('gate_closed', { reason: state.reasons[0]?.code ?? 'unknown' })
  const before = liveOrConsumedPermits(loaded, input.effect)
  if (before.isLive) throw new Refusal('permit_outstanding')
  if (before.isConsumed && !input.isForTheRest) throw new Refusal('permit_consumed')
}

/** A permit on its way into the tables. */
interface Granted {
  readonly id: string
  readonly loaded: LoadedGate
  readonly effect: string
  readonly recipients: readonly string[]
  readonly note: SealedNote | undefined
  readonly expiresAt: Date
}

const permitRow = ({ id, loaded: { openingId, state }, effect, recipients, note, expiresAt }: Granted) => ({
  id,
  opening_id: openingId,
  revision: state.revision,
  revision_hash: state.revisionHash,
  effect,
  recipients_id: note?.id ?? null,
  recipient_count: recipients.length,
  commitment: note?.commitment ?? null,
  break_glass_id: state.breakGlassId ?? null,
  expires_at: expiresAt,
})

const PERMIT_COLUMNS: ColumnTypes<ReturnType<typeof permitRow>> = {
  id: 'uuid',
  opening_id: 'uuid',
  revision: 'integer',
  revision_hash: 'text',
  effect: 'text',
  recipients_id: 'uuid',
  recipient_count: 'integer',
  commitment: 'text',
  break_glass_id: 'uuid',
  expires_at: 'timestamptz',
}

const issuedEvent = ({ id, loaded: { state, subjectId }, effect, recipients, note }: Granted) => ({
  subject: subjectOf(state.gate, subjectId),
  facts: {
    gate: state.gate,
    revision: state.revision,
    revisionHash: state.revisionHash,
    permitId: id,
    effect,
    recipientCount: recipients.length,
    breakGlassId: state.breakGlassId,
  },
  ...(note && { commitment: note.commitment }),
})

function issuedOf({ id, loaded, effect, recipients, expiresAt }: Granted): Issued {
  const { revision, revisionHash, breakGlassId } = loaded.state
  const kept = { id, revisionHash, effect, expiresAt, ...(breakGlassId && { breakGlassId }) }
  const stored = { ...kept, revision, isConsumed: false }
  return { permit: { ...kept, recipients }, loaded: { ...loaded, permits: [...loaded.permits, stored] } }
}
