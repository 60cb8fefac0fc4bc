/** 台帳(証跡): append-only events and the proofs that nobody changed them. Stands on: db. */
export { defineEvents, recordEvent, type EventKind, type NewEvent } from './record-event.ts'
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
export { instanceEventWords, ledgerStateWords, linkedStateWords } from './words.ts'
