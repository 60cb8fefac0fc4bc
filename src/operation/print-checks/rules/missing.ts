import type { PrintMissing, PrintSlot, PrintStage } from '../print-states.ts'
import { inputsOfRun, RUN_OF_STAGE, SLOTS_NEEDED } from './slots.ts'

export interface MissingFacts {
  readonly stage: PrintStage
  readonly isPassed: boolean
  readonly hasEarlierPassed: boolean
  readonly emptySlots: ReadonlySet<PrintSlot>
  /** Of the run of this stage, for what lies there now; none: it was not asked for. */
  readonly run: { readonly isRunning: boolean; readonly isRight: boolean } | undefined
  readonly unexplained: number
  readonly mustClientSignOff: boolean
  readonly clientAnswer: 'waiting' | 'signed_off' | 'refused'
  /** Somebody of the client has the question, and has not answered it. */
  readonly isClientAsked: boolean
  /** A チェック会議 about the settings as they are now is recorded. */
  readonly hasMeeting: boolean
  readonly hasHearing: boolean
  readonly hasLot: boolean
  readonly isLotStopped: boolean
  /** Sides that nobody has read back yet. */
  readonly unopenedCount: number
  /** Checks that ask a person now, and those that a person refused. */
  readonly asked: readonly string[]
  readonly refused: readonly string[]
  readonly overdueCount: number
  readonly isOpen: boolean
}

export interface Missing {
  readonly code: PrintMissing
  readonly facts: Readonly<Record<string, string | number>>
}

/** What is missing before a stage passes, in the order in which people see to it. Nothing is missing of one that passed. */
export function missingIn(facts: MissingFacts): Missing[] {
  if (facts.isPassed) return []
  const { stage } = facts
  const missing: Missing[] = []
  const add = (code: PrintMissing, more: Missing['facts'] = {}) => missing.push({ code, facts: more })
  if (!facts.hasEarlierPassed) add('earlier_stage')
  const empty = SLOTS_NEEDED[stage].filter((slot) => facts.emptySlots.has(slot))
  for (const slot of empty) add('file', { slot })
  const kind = RUN_OF_STAGE[stage]
  const isRunNeeded = stage !== 'delivery' || !facts.emptySlots.has('scan')
  const hasInputs = inputsOfRun(kind).every((slot) => !facts.emptySlots.has(slot))
  if (isRunNeeded && hasInputs) {
    if (!facts.run) add('run', { kind })
    else if (facts.run.isRunning) add('run', { kind, isRunning: 1 })
    else if (!facts.run.isRight) add('run_wrong', { kind })
  }
  if (stage === 'settings' && facts.unexplained > 0) add('explanation', { count: facts.unexplained })
  if (stage === 'proof' && facts.clientAnswer === 'refused') add('client_refused')
  else if (stage === 'proof' && facts.mustClientSignOff && facts.clientAnswer !== 'signed_off')
    add('client_sign_off', facts.isClientAsked ? { isAsked: 1 } : {})
  if (stage === 'production' && !facts.hasHearing) add('hearing')
  if (stage === 'delivery') {
    if (!facts.hasLot) add('lot')
    else if (facts.isLotStopped) add('lot_stopped')
    else if (facts.unopenedCount > 0) add('sample', { count: facts.unopenedCount })
  }
  for (const check of facts.refused) add('refused', { check })
  for (const check of facts.asked) if (!isToldAlready(check, facts)) add('decision', { check })
  // They meet about what is settled.
  if (stage === 'settings' && !facts.hasMeeting) add('meeting')
  if (facts.overdueCount > 0) add('roster_overdue', { count: facts.overdueCount })
  if (stage === 'delivery' && facts.isOpen) add('hand_over')
  return missing
}

/** The meeting and the hearing are recorded, and the sample opened, where they say so themselves. */
const isToldAlready = (check: string, facts: MissingFacts) =>
  (check === 'check-meeting' && !facts.hasMeeting) ||
  (check === 'process-hearing' && !facts.hasHearing) ||
  (check === 'sample-opened' && (facts.unopenedCount > 0 || !facts.hasLot))

const FOR_AUTHOR: ReadonlySet<PrintMissing> = new Set([
  'file',
  'run',
  'run_wrong',
  'explanation',
  'client_refused',
  'refused',
  'lot',
  'hand_over',
])

/** Whether it waits for whoever is in charge at the printer, who hands in, puts right and prints. */
export const isForAuthor = ({ code, facts }: Missing): boolean =>
  FOR_AUTHOR.has(code) && facts['isRunning'] === undefined
