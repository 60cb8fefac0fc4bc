/** 台帳(証跡): append-only events and the proofs that nobody changed them. Stands on: db. */
export { defineEvents, recordEvent, type EventKind, type NewEvent } from './record-event.ts'
