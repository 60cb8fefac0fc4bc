/** 台帳(証跡): append-only events and the proofs that nobody changed them. Stands on: db. */
export { defineEvents, recordEvent, recordEvents, type EventKind, type NewEvent } from './record-event.ts'
export { INSTANCE_LEDGER, inInstance, recordInstanceEvent } from './record-instance-event.ts'
export { instanceEvents } from './events.ts'
export { linkNow, startSequencer, type Sequencer, type SequencerOptions } from './sequencer.ts'
export { LedgerDamaged, ledgerHead, type LedgerHead } from './store.ts'
export {
  ACTOR_KINDS,
  LEDGER_STATES,
  LINKED_STATES,
  ledgerHealth,
  subjectTimeline,
  unlinkedSince,
  UNLINKED_ALARM_SECONDS,
  type LedgerHealth,
  type LinkedState,
  type TimelineEntry,
} from './read-models.ts'
export { anchorFileName, anchorLedger, type AnchorTarget, type WrittenAnchor } from './operations/anchor-ledger.ts'
export { exportLedger } from './operations/export-ledger.ts'
export { consistencyProof, inclusionProof, type InclusionProof } from './operations/prove-events.ts'
export { writeProof, type WrittenProof } from './operations/write-proof.ts'
export { readAnchorLine, type Anchor } from './rules/anchor-line.ts'
export { LEDGER_FINDINGS, type LedgerFinding, type LedgerFindingKind, type VerifyReport } from './rules/findings.ts'
export { verifyConsistency, verifyInclusion } from './rules/proofs.ts'
export { type ProofReport, verifyProofFile } from './rules/proof-file.ts'
export { verifyExport } from './rules/verify-export.ts'
export { instanceEventWords, ledgerFindingWords, ledgerStateWords, linkedStateWords } from './words.ts'
