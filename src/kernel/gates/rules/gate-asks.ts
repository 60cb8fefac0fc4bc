import { canonicalJson } from '../../../base/canonical-json.ts'

/** Why more is asked: codes and ids for the words, no personal data. */
export interface AskedBecause {
  readonly rule: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What a machine's verdict asks of one check beyond what is frozen. */
export interface AskedOfCheck {
  readonly count?: number
  /** An optional or added check is asked for. */
  readonly isRequired?: boolean
  /** Whoever passes it says why. */
  readonly needsReason?: boolean
}

/** What a machine's verdict asks beyond the frozen requirements; stricter only. */
export interface GateAsks {
  readonly checks: Readonly<Record<string, AskedOfCheck>>
  readonly coolDownSeconds: number
  readonly because: readonly AskedBecause[]
}

export const NOTHING_ASKED: GateAsks = { checks: {}, coolDownSeconds: 0, because: [] }

/** Strictest wins; the order never matters, and the same twice changes nothing. */
export function mergeAsks(asks: readonly GateAsks[]): GateAsks {
  const ids = [...new Set(asks.flatMap(({ checks }) => Object.keys(checks)))].sort()
  const because = new Map(asks.flatMap((one) => one.because.map((why) => [canonicalJson({ ...why }), why] as const)))
  return {
    checks: Object.fromEntries(
      ids.map((id) => [id, mergeCheck(asks.flatMap(({ checks }) => (Object.hasOwn(checks, id) ? [checks[id]!] : [])))]),
    ),
    coolDownSeconds: Math.max(0, ...asks.map(({ coolDownSeconds }) => coolDownSeconds)),
    because: [...because].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, why]) => why),
  }
}

const mergeCheck = (asked: readonly AskedOfCheck[]): AskedOfCheck => ({
  count: Math.max(1, ...asked.map(({ count }) => count ?? 1)),
  isRequired: asked.some(({ isRequired }) => isRequired),
  needsReason: asked.some(({ needsReason }) => needsReason),
})
