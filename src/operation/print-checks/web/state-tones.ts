import type { StatusTone } from '../../../webkit/StatusWord.tsx'
import type { ClientAnswer, PrintOutcome, PrintRunState, StageState } from '../contract.ts'

export const STAGE_TONES = {
  later: 'later',
  waiting: 'waiting',
  stopped: 'stopped',
  passed: 'passed',
} as const satisfies Record<StageState, StatusTone>

/** What could not be verified is never right. */
export const OUTCOME_TONES = {
  right: 'passed',
  mismatches: 'stopped',
  unverified: 'stopped',
} as const satisfies Record<PrintOutcome, StatusTone>

export const RUN_TONES = {
  waiting: 'waiting',
  running: 'waiting',
  done: 'passed',
  failed: 'stopped',
} as const satisfies Record<PrintRunState, StatusTone>

export const CLIENT_TONES = { waiting: 'waiting', signed_off: 'passed', refused: 'stopped' } as const satisfies Record<
  ClientAnswer,
  StatusTone
>
