import { type BusinessHours, businessInstantFrom } from '../../../base/business-hours.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../db/database.ts'
import { businessHoursOf } from '../../obligations/index.ts'
import type { GateName } from '../load-gate.ts'
import type { NudgeLimits } from '../rules/next-nudge.ts'
import { gatesToNudge, type NudgedCheck } from './nudge-gate.ts'

/** One gate that is due, with what `nudgeGate` needs. */
export interface NudgeDue {
  readonly gate: string
  readonly subjectId: string
  readonly limits: NudgeLimits
  readonly hours: BusinessHours
}

export interface NudgesOfKind {
  readonly gates: readonly GateName[]
  readonly limitsOf: (tx: Tx) => Promise<NudgeLimits>
  /** Locks its subject, asks whether it waits at all, and calls `nudgeGate`. */
  readonly nudge: (tx: Tx, due: NudgeDue) => Promise<NudgedCheck[]>
}

/**
 * Reminds of everything of a kind that waits too long (催促), within business hours. One transaction a subject: a run that is
 * cut says nothing twice and loses nothing, and one that cannot be said does not keep those behind it.
 * @returns how many checks were nudged, and how many of them reached nobody: an alarm
 */
export async function nudgeDue(
  database: Database,
  orgId: string,
  { gates, limitsOf, nudge }: NudgesOfKind,
): Promise<{ nudged: number; unheard: number }> {
  const start = await inOrganisation(database, orgId, async (tx) => {
    const [now, hours, limits] = [await instantOf(tx), await businessHoursOf(tx), await limitsOf(tx)]
    if (businessInstantFrom(now, hours) > now) return undefined
    // Business time never runs faster than the clock.
    const waitingBefore = new Date(now.getTime() - limits.reminderAfterHours * 3_600_000)
    return { hours, limits, due: await gatesToNudge(tx, gates, { waitingBefore }) }
  })
  const done = { nudged: 0, unheard: 0 }
  const faults: unknown[] = []
  for (const one of start?.due ?? []) {
    try {
      const { limits, hours } = start!
      const checks = await inOrganisation(database, orgId, (tx) => nudge(tx, { ...one, limits, hours }))
      done.nudged += checks.length
      done.unheard += checks.filter((each) => each.remindedIds.length + each.escalatedIds.length === 0).length
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
  return done
}
