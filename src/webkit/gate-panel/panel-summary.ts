import type { GatePanel, Station } from '../../base/gate-panel.ts'

/** The one sentence above the road: where it stopped, or what it waits for. */
export type PanelSummary =
  | { readonly kind: 'stopped'; readonly at: Station }
  | { readonly kind: 'waiting'; readonly at: Station }
  /** Every check holds, yet the bar is down: a cool-down, or an obligation that is overdue. */
  | { readonly kind: 'held' }
  | { readonly kind: 'up' }
  | { readonly kind: 'passed' }

/**
 * What is wrong comes before what waits; of several, the first on the road. A machine whose findings wait to be passed waits
 * for a person, so the person's check is named.
 */
export function panelSummary(panel: GatePanel): PanelSummary {
  if (panel.bar !== 'down') return { kind: panel.bar }
  const stopped = panel.stations.find((station) => station.state === 'stopped')
  if (stopped) return { kind: 'stopped', at: stopped }
  const waits = panel.stations.filter((station) => station.state === 'waiting')
  const waiting = waits.find((station) => station.kind !== 'machine') ?? waits[0]
  return waiting ? { kind: 'waiting', at: waiting } : { kind: 'held' }
}
