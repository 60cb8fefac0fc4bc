/**
 * 関係先・案件・従事者一覧: who the parties of an engagement are, whose a recipient is, and who may work on it.
 * Stands on: kernel. Used by: the modules of operation, app.
 */
export { type Candidate, engagementsExplaining, type Recipient, recipientBelongings } from './belonging-questions.ts'
export { partiesOfEngagement, type PartyOfEngagement, responsiblePersonOf } from './engagement-questions.ts'
export { type EngagementOfPerson, engagementsOf, isOnRoster, rosterState } from './roster-questions.ts'
export {
  type ExplainedRecipient,
  RECIPIENT_REASONS,
  type RecipientBelonging,
  type RecipientReason,
} from './rules/explain-recipients.ts'
export { ROSTER_REASONS, type RosterAnswer, type RosterReason } from './rules/on-roster.ts'
export type { RosterState } from './rules/roster-due.ts'
export {
  DATA_CLASSES,
  DOMAIN_COVERS,
  ENGAGEMENT_STATUSES,
  PARTY_STATUSES,
  RELATIONS,
  ROSTER_CHANGES,
  WORKER_STATES,
} from './views.ts'
export { engagementInSight, engagementsSeenBy, sightOf } from './sight.ts'
export type { Sight } from './rules/may-see.ts'
export type { EngagementStatus, Relation } from './store.ts'
export { askForOwnDomains, partyWithDomainLike } from './own-domains.ts'
export { addParty } from './operations/add-party.ts'
export { changeParty } from './operations/change-party.ts'
export { closeParty } from './operations/close-party.ts'
export { addPartyDomain, endPartyDomain } from './operations/list-party-domain.ts'
export { addEngagement } from './operations/add-engagement.ts'
export { changeEngagement } from './operations/change-engagement.ts'
export { startEngagement } from './operations/start-engagement.ts'
export { closeEngagement } from './operations/close-engagement.ts'
export { attachParty } from './operations/attach-party.ts'
export { endEngagementParty } from './operations/end-engagement-party.ts'
export { addWorker } from './operations/add-worker.ts'
export { endWorker } from './operations/end-worker.ts'
export { confirmRoster } from './operations/confirm-roster.ts'
export { importRoster } from './operations/import-roster.ts'
export { previewRoster } from './operations/preview-roster.ts'
export { rosterObligation } from './roster-duty.ts'
export { rosterConfirmationGate } from './gate.ts'
export { GUEST_ANSWERS, type GuestAnswer } from './guest-views.ts'
export { vendorsRights } from './rights.ts'
export { vendorsRoutes } from './routes.ts'
export { recipientReasonWords, relationWords, rosterReasonWords, vendorEventWords } from './words.ts'
