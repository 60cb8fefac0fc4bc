import type { Finding, GatePanel } from '../../../base/gate-panel.ts'

/** The same finding for several recipients, told once. */
export interface Told {
  readonly finding: Finding
  readonly count: number
}

export interface StopReasons {
  /** The checks that stopped it, on the road's order. */
  readonly checks: readonly string[]
  /** Where no engagement is named: why each candidate will not do, by its name. */
  readonly byEngagement: readonly (readonly [name: string, told: readonly Told[]])[]
  /** What is wrong whatever the engagement. */
  readonly others: readonly Told[]
}

/** Why a mail was stopped, in the order in which a person asks: for which engagement could it be, and why for none? */
export function stopReasons(panel: GatePanel): StopReasons {
  const stopped = panel.stations.filter(({ state }) => state === 'stopped')
  const findings = tell(stopped.flatMap((station) => station.findings))
  const isNamed = !findings.some(({ finding }) => finding.rule === 'engagement-not-named')
  const byEngagement = new Map<string, Told[]>()
  const others: Told[] = []
  for (const told of findings) {
    const { engagement } = told.finding.facts
    if (isNamed || engagement === undefined) others.push(told)
    else byEngagement.set(String(engagement), [...(byEngagement.get(String(engagement)) ?? []), told])
  }
  return {
    checks: stopped.map(({ check }) => check),
    byEngagement: [...byEngagement],
    others: others.filter(({ finding }) => finding.rule !== 'engagement-not-named'),
  }
}

/** Equal findings once, with how many there are. */
export function tell(findings: readonly Finding[]): Told[] {
  const told = new Map<string, Told>()
  for (const finding of findings) {
    const key = `${finding.rule} ${JSON.stringify(finding.facts)}`
    told.set(key, { finding, count: (told.get(key)?.count ?? 0) + 1 })
  }
  return [...told.values()]
}
