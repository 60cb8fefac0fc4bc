/**
 * 関門: closed until the named checks by the right, different people and machines hold for exactly this content; opens
 * only by permits. Stands on: db, ledger, vault, people, obligations. Used by: every module whose work passes a checkpoint.
 */
export {
  CHECK_KINDS,
  CHECK_SIDES,
  type CheckDefinition,
  type CheckKind,
  type CheckSide,
  defineGate,
  type GateDefinition,
} from './define-gate.ts'
export { type AskedBecause, type AskedOfCheck, type GateAsks, mergeAsks, NOTHING_ASKED } from './rules/gate-asks.ts'
export { type CheckPolicy, type GatePolicy, mergePolicies } from './rules/merge-policies.ts'
export { type GateRef, type OpenGate, openGate } from './operations/open-gate.ts'
export { reviseGate } from './operations/revise-gate.ts'
export {
  type MachineVerdict,
  type RecordVerdict,
  recordVerdict,
  recordVerdicts,
  recordVerdictsOfMany,
  type RecordVerdicts,
} from './operations/record-verdict.ts'

export { fixPopulation, type FixPopulation } from './operations/fix-population.ts'
export { decide, type Decide, type DecideFacts } from './operations/decide.ts'
export { type IssuePermit, issuePermit, type Permit, PERMIT_MINUTES } from './operations/issue-permit.ts'
export { consumePermit, type ConsumePermit, passGates } from './operations/consume-permit.ts'
export { endGate, endGates } from './operations/end-gate.ts'
export { keepNotesIn, openNotes, sealNote, type NoteVault } from './notes.ts'
export { eraseFindings, eraseGate } from './operations/erase-gate.ts'
export { GLASS_HOURS, openBreakGlass, type OpenBreakGlass } from './operations/open-break-glass.ts'
export { confirmBreakGlass, type ConfirmBreakGlass } from './operations/confirm-break-glass.ts'
export { reviewBreakGlass, type ReviewBreakGlass } from './operations/review-break-glass.ts'
export { REVIEW_CONCLUSIONS, type ReviewConclusion } from './rules/review-conclusion.ts'
export {
  type BrokenGlass,
  GLASS_ACTS,
  type GlassAct,
  glassStanding,
  type GlassStanding,
  wasGlassBroken,
} from './broken-glass.ts'
export { rebuildProgress } from './operations/rebuild-progress.ts'
export { countWaiting, type WaitingCheck, waitingFor } from './waiting.ts'
export { countBreakGlass, decisionHabits, type DecisionHabits } from './habits.ts'
export { gateRights } from './rights.ts'
export { gateRoutes } from './routes.ts'
export {
  nextNudge,
  type Nudge,
  NUDGE_LIMITS,
  type NudgeLimits,
  type NudgeQuestion,
  NUDGES,
} from './rules/next-nudge.ts'
export { gatesToNudge, type NudgedCheck, nudgeGate, type NudgeGate } from './operations/nudge-gate.ts'
export { type NudgeDue, nudgeDue, type NudgesOfKind } from './operations/nudge-due.ts'
export { PROGRESS_STATES, type ProgressState } from './progress.ts'
export { gateFindingWords, gateWords } from './words.ts'
export type { Asked } from './asked.ts'
export { gatesOfBoth } from './gates-of-both.ts'
export { askedBeyond } from './asked-beyond.ts'
export { isEscalated, type ToldCheck, toldToSeeTo } from './read-nudges.ts'
export { type AskedCheck, askedNow, gatePanel, gateState } from './read-models.ts'
export type { CheckState, GateState } from './rules/evaluate.ts'
export {
  GATE_ENDS,
  type GateEnd,
  OUTCOMES,
  type Outcome,
  type Reason,
  REASON_CODES,
  type ReasonCode,
  type Verdict,
  VERDICTS,
} from './rules/gate-facts.ts'
export type { SampleAnswer } from './rules/match-answers.ts'
