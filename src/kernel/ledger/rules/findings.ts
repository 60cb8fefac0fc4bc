/** What a verification can find. Every kind has its words in `ledgerFindingWords`. */
export const LEDGER_FINDINGS = [
  'unreadable', //        a line that is none of an export's
  'event_missing', //     a place in the ledger whose event is gone
  'event_edited', //      the event is not what was linked
  'event_foreign', //     the event belongs to another ledger
  'places_missing', //    a jump forward: deleted lines
  'place_repeated', //    a jump back: inserted, doubled or moved lines
  'chain_broken', //      does not follow from what stands before it
  'anchor_mismatch', //   not what was anchored: rewritten before the anchor
  'ledger_cut', //        shorter than an anchor or its own end says
  'anchor_unreadable', // an anchor that was changed or damaged
  'anchors_disagree', //  two outside anchors that cannot both be true
  'anchors_foreign', //   outside anchors were given, and none is of this ledger
  'anchor_missing', //    outside anchors of this ledger were given, and none is of the size that a proof claims
  'proof_unreadable', //  a file that is no proof of an event
  'proof_broken', //      event, place, path and root do not belong together
] as const
export type LedgerFindingKind = (typeof LEDGER_FINDINGS)[number]

export interface LedgerFinding {
  readonly kind: LedgerFindingKind
  /** Line of the export, from 1; of the anchors for findings about them. */
  readonly line?: number
  /** Place in the ledger, from 0. */
  readonly index?: number
  readonly facts?: Readonly<Record<string, string | number>>
}

export interface VerifyReport {
  readonly ledger: string | undefined
  /** Events that stand in the export. */
  readonly eventCount: number
  readonly root: string
  readonly chainHead: string
  /** Outside anchors of this ledger that were read. */
  readonly anchorCount: number
  /** Everything up to and including this place is vouched for from outside; undefined: nothing is. */
  readonly newestAnchoredIndex: number | undefined
  readonly findingCount: number
  readonly countByKind: Readonly<Partial<Record<LedgerFindingKind, number>>>
  /** The first 1,000. */
  readonly findings: readonly LedgerFinding[]
}

const KEPT_FINDINGS = 1000

export function collectFindings() {
  const findings: LedgerFinding[] = []
  const countByKind: Partial<Record<LedgerFindingKind, number>> = {}
  let findingCount = 0
  return {
    add(finding: LedgerFinding): void {
      findingCount++
      countByKind[finding.kind] = (countByKind[finding.kind] ?? 0) + 1
      if (findings.length < KEPT_FINDINGS) findings.push(finding)
    },
    all: () => ({ findings, countByKind, findingCount }),
  }
}
