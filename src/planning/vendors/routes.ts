import { type AnyRoute, bind, bindDownload, bindUpload } from '../../kernel/db/route.ts'
import { bindExport } from '../../kernel/sheets/index.ts'
import * as contract from './contract.ts'
import * as guests from './guest-contract.ts'
import { rosterQuestion } from './guest-question.ts'
import { engagementSheet, partySheet } from './list-sheets.ts'
import { answerRosterQuestion } from './operations/answer-roster-question.ts'
import { inviteRosterGuest } from './operations/invite-roster-guest.ts'
import { revokeRosterGuest } from './operations/revoke-roster-guest.ts'
import { rosterGuests, rosterGuestSheet } from './roster-guests.ts'
import { addEngagement } from './operations/add-engagement.ts'
import { addParty } from './operations/add-party.ts'
import { addWorker } from './operations/add-worker.ts'
import { attachParty } from './operations/attach-party.ts'
import { changeEngagement } from './operations/change-engagement.ts'
import { changeParty } from './operations/change-party.ts'
import { changeRosterEntry } from './operations/change-roster-entry.ts'
import { closeEngagement } from './operations/close-engagement.ts'
import { closeParty } from './operations/close-party.ts'
import { confirmRoster } from './operations/confirm-roster.ts'
import { endEngagementParty } from './operations/end-engagement-party.ts'
import { endWorker } from './operations/end-worker.ts'
import { addPartyDomain, endPartyDomain } from './operations/list-party-domain.ts'
import { exportRoster } from './operations/export-roster.ts'
import { importRoster } from './operations/import-roster.ts'
import { previewRoster } from './operations/preview-roster.ts'
import { startEngagement } from './operations/start-engagement.ts'
import { engagementLines, engagementView, partyLines, partyView, rosterLines } from './read-models.ts'

/** A list of 20,000 workers is below 5 MB. */
const LIST_LIMIT_BYTES = 10_000_000

export const vendorsRoutes: readonly AnyRoute[] = [
  bind(contract.listParties, partyLines),
  bindExport(contract.exportParties, partyLines, partySheet),
  bind(contract.readParty, (tx, actor, input) => partyView(tx, actor, input.partyId)),
  bind(contract.addParty, addParty),
  bind(contract.changeParty, changeParty),
  bind(contract.closeParty, closeParty),
  bind(contract.addPartyDomain, addPartyDomain),
  bind(contract.endPartyDomain, endPartyDomain),
  bind(contract.listEngagements, engagementLines),
  bindExport(contract.exportEngagements, engagementLines, engagementSheet),
  bind(contract.readEngagement, (tx, actor, input) => engagementView(tx, actor, input.engagementId)),
  bind(contract.addEngagement, addEngagement),
  bind(contract.changeEngagement, changeEngagement),
  bind(contract.startEngagement, startEngagement),
  bind(contract.closeEngagement, closeEngagement),
  bind(contract.attachParty, attachParty),
  bind(contract.endEngagementParty, endEngagementParty),
  bind(contract.listRoster, rosterLines),
  bindDownload(contract.exportRoster, exportRoster),
  bind(guests.listRosterGuests, rosterGuests),
  bindExport(guests.exportRosterGuests, rosterGuests, rosterGuestSheet),
  bind(guests.inviteRosterGuest, inviteRosterGuest),
  bind(guests.revokeRosterGuest, async (tx, actor, input) => {
    await revokeRosterGuest(tx, actor, input)
    return {}
  }),
  bind(guests.readRosterQuestion, rosterQuestion),
  bind(guests.answerRosterQuestion, async (tx, actor, input) => {
    await answerRosterQuestion(tx, actor, input)
    return rosterQuestion(tx, actor)
  }),
  bind(contract.addWorker, addWorker),
  bind(contract.changeRosterEntry, changeRosterEntry),
  bind(contract.endWorker, endWorker),
  bind(contract.confirmRoster, confirmRoster),
  bindUpload(contract.previewRoster, LIST_LIMIT_BYTES, previewRoster),
  bindUpload(contract.importRoster, LIST_LIMIT_BYTES, importRoster),
]
