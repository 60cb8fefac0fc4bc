/**
 * 関係先・案件・従事者一覧: who the parties of an engagement are, whose a recipient is, and who may work on it.
 * Stands on: kernel. Used by: the modules of operation, app.
 */
export { type Candidate, engagementsExplaining, type Recipient, recipientBelongings } from './belonging-questions.ts'
export { partiesOfEngagement, type PartyOfEngagement, type Relation, RELATIONS } from './engagement-questions.ts'
export { type EngagementOfPerson, engagementsOf, isOnRoster, rosterState } from './roster-questions.ts'
export {
  type ExplainedRecipient,
  RECIPIENT_REASONS,
  type RecipientBelonging,
  type RecipientReason,
} from './rules/explain-recipients.ts'
export { ROSTER_REASONS, type RosterAnswer, type RosterReason } from './rules/on-roster.ts'
export type { RosterState } from './rules/roster-due.ts'
