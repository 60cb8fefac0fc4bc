import { type BusinessHours, businessInstantFrom, businessMinutesBetween } from '../../../base/business-hours.ts'
import { instantOf, organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { approversFor, peopleWithRole } from '../../people/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, loadGate, lockGate } from '../load-gate.ts'
import { askableFor, askedSince, updateProgress } from '../progress.ts'
import type { CheckState } from '../rules/evaluate.ts'
import { nextNudge, type NudgeLimits, type NUDGES } from '../rules/next-nudge.ts'

/** One check whose waiting people hear of. */
export interface NudgedCheck {
  readonly check: string
  readonly nudge: (typeof NUDGES)[number]
  /** It is the author who has not answered. */
  readonly isForAuthor: boolean
  /** Asked already; they hear it again, each check once. */
  readonly remindedIds: readonly string[]
  /** Who hears of it first by the escalation. */
  readonly escalatedIds: readonly string[]
}

export interface NudgeGate {
  readonly subjectId: string
  readonly limits: NudgeLimits
  /** The organisation's: `businessHoursOf(tx)`. */
  readonly hours: BusinessHours
  /** Tells people in this transaction; the words are those of the gate's module. */
  readonly tell: (nudged: NudgedCheck) => Promise<void>
}

/**
 * Sends what is due for the checks of one gate that wait for persons (催促): the strongest that was not sent yet, within
 * business hours alone. An escalation lets the next step above decide as well, the privacy office behind the last one;
 * nobody else's silence ever decides (invariant 7), and no author is asked about their own (invariant 8). Notice, row and
 * event are one transaction, under the gate's lock: none is lost, none is sent twice.
 * @throws Refusal `not_found`
 */
export async function nudgeGate(tx: Tx, gate: GateName, input: NudgeGate): Promise<NudgedCheck[]> {
  const now = await instantOf(tx)
  const { hours, limits } = input
  // What fell due while nothing ran is said when somebody is there again.
  if (businessInstantFrom(now, hours) > now) return []
  const loaded = await lockGate(tx, gate, input.subjectId)
  if (loaded.state.end) return []
  const done: NudgedCheck[] = []
  for (const check of loaded.state.checks.filter((one) => one.state === 'waiting' && one.kind !== 'machine')) {
    const sent = loaded.nudges.filter((one) => one.check === check.id).map((one) => one.nudge)
    const { expiresAt } = loaded.facts.requirements
    const nudge = nextNudge({
      sinceAt: askedSince(loaded, check),
      ...(expiresAt && { expiresAt: new Date(expiresAt) }),
      now,
      sent,
      limits,
      businessHours: (from, until) => businessMinutesBetween(from, until, hours) / 60,
    })
    if (!nudge || nudge === 'expiry') continue
    const nudged = await keepNudge(tx, gate, { loaded, check, nudge, mustRemind: !sent.includes('reminder') })
    await input.tell(nudged)
    done.push(nudged)
  }
  if (done.some(({ nudge }) => nudge === 'escalation')) await updateProgress(tx, loaded.openingId)
  return done
}

interface Due {
  readonly loaded: LoadedGate
  readonly check: CheckState
  readonly nudge: (typeof NUDGES)[number]
  readonly mustRemind: boolean
}

async function keepNudge(tx: Tx, gate: GateName, { loaded, check, nudge, mustRemind }: Due): Promise<NudgedCheck> {
  const { openingId, state } = loaded
  const key = { opening_id: openingId, revision: state.revision, check_id: check.id, nudge }
  const askedBefore = (await askableFor(tx, loaded, check)).map(({ personId }) => personId)
  await tx.insertInto('gate_nudge').values(key).execute()
  const isForAuthor = check.by === 'author'
  const wider = nudge === 'escalation' ? await widerThan(tx, loaded, check) : []
  const fresh = wider.filter((personId) => !askedBefore.includes(personId))
  // Nobody above, or nobody at all: what nobody sees to is the privacy office's.
  const isAlarm = nudge === 'escalation' ? fresh.length === 0 : askedBefore.length === 0
  const escalatedIds = isAlarm ? await officeBut(tx, [loaded.facts.authorId, ...askedBefore]) : fresh
  const remindedIds = mustRemind ? askedBefore : []
  const told = [...new Set([...remindedIds, ...escalatedIds])].sort()
  if (told.length > 0)
    await tx
      .insertInto('gate_nudge_told')
      .values(told.map((personId) => ({ ...key, person_id: personId })))
      .execute()
  await recordEvent(tx, nudge === 'escalation' ? gateEvents.escalated : gateEvents.reminded, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'gates.nudge' },
    subject: subjectOf(gate.id, loaded.subjectId),
    facts: { gate: gate.id, revision: state.revision, check: check.id, toldCount: told.length },
  })
  return { check: check.id, nudge, isForAuthor, remindedIds, escalatedIds }
}

/** Whom an escalation reaches: who may decide now that its row is there; above an author, the author's supervisor. */
async function widerThan(tx: Tx, before: LoadedGate, check: CheckState): Promise<string[]> {
  const { unitId, facts, openingId } = before
  const asked =
    check.by === 'author'
      ? await approversFor(tx, { authorId: facts.authorId, role: 'supervisor', at: facts.now, unitId })
      : await askableFor(tx, await loadGate(tx, openingId), check)
  return asked.map(({ personId }) => personId)
}

async function officeBut(tx: Tx, others: readonly string[]): Promise<string[]> {
  const at = await instantOf(tx)
  const holders = [
    ...(await peopleWithRole(tx, 'privacy_office', at)),
    ...(await peopleWithRole(tx, 'privacy_officer', at)),
  ]
  const ours = holders.filter(({ partyId }) => partyId === null).map(({ personId }) => personId)
  return [...new Set(ours)].filter((personId) => !others.includes(personId))
}

/**
 * Subjects of gates of a kind with a check that has waited since before an instant and was not escalated yet, longest
 * first. From the projection; `nudgeGate` looks again under the lock.
 */
export async function gatesToNudge(
  tx: Tx,
  gates: readonly GateName[],
  { waitingBefore, limit = 500 }: { readonly waitingBefore: Date; readonly limit?: number },
): Promise<{ gate: string; subjectId: string }[]> {
  const rows = await tx
    .selectFrom('gate_progress as g')
    .leftJoin('gate_waiting as w', (join) =>
      join.onRef('w.org_id', '=', 'g.org_id').onRef('w.opening_id', '=', 'g.opening_id'),
    )
    .where('g.state', '=', 'waiting')
    .where(
      'g.gate',
      'in',
      gates.map(({ id }) => id),
    )
    .where('g.opened_at', '<=', waitingBefore)
    .where((eb) =>
      eb.or([
        // A check that nobody can be asked for has no row here.
        eb('g.nobody_asked', '=', true),
        eb.and([
          eb('w.since_at', '<=', waitingBefore),
          eb.not(
            eb.exists(
              eb
                .selectFrom('gate_nudge as n')
                .whereRef('n.opening_id', '=', 'w.opening_id')
                .whereRef('n.check_id', '=', 'w.check_id')
                .whereRef('n.sent_at', '>=', 'w.since_at')
                .where('n.nudge', '=', 'escalation')
                .select('n.opening_id'),
            ),
          ),
        ]),
      ]),
    )
    .groupBy(['g.gate', 'g.subject_id', 'g.opened_at'])
    .select(['g.gate', 'g.subject_id as subjectId'])
    .orderBy('g.opened_at')
    .limit(limit)
    .execute()
  return rows
}
