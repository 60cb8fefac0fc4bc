import type { Actor } from '../../base/actor.ts'
import type { InputOf } from '../../base/endpoint.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type AnyRoute, bind, bindDownload } from '../../kernel/db/route.ts'
import { bindExport } from '../../kernel/sheets/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import {
  escrowPassword as escrowPasswordEndpoint,
  previewAttachment as previewAttachmentEndpoint,
} from './attachments/contract.ts'
import type { DocumentDesk } from './attachments/document-desk.ts'
import * as contract from './contract.ts'
import { frozenMailSheet, heldMailSheet, mailSheet, mailTimelineSheet, outsideMailboxSheet } from './list-sheets.ts'
import { frozenMails, heldMails, mailsEscalatedTo, mailsOf, mailsWaitingFor } from './views/mail-lines.ts'
import { mailView } from './views/mail-view.ts'
import { addInternalDomain } from './operations/add-internal-domain.ts'
import { approveMail } from './operations/approve-mail.ts'
import { askBreakGlass } from './operations/ask-break-glass.ts'
import { confirmBreakGlass } from './operations/confirm-break-glass.ts'
import { reviewBreakGlass } from './operations/review-break-glass.ts'
import { changeMailPolicy } from './operations/change-mail-policy.ts'
import { changeRetention } from './operations/change-retention.ts'
import { dropRecipient } from './operations/drop-recipient.ts'
import { endSystemSender } from './operations/end-system-sender.ts'
import { freezeMail } from './operations/freeze-mail.ts'
import { liftFreeze } from './operations/lift-freeze.ts'
import { nameAuthor } from './operations/name-author.ts'
import { nameEngagement } from './operations/name-engagement.ts'
import { registerSystemSender } from './operations/register-system-sender.ts'
import { removeInternalDomain } from './operations/remove-internal-domain.ts'
import { selfCheckMail } from './operations/self-check-mail.ts'
import { sendBackMail } from './operations/send-back-mail.ts'
import { escrowPassword } from './operations/escrow-password.ts'
import { previewAttachment } from './operations/preview-attachment.ts'
import { takeAttachment } from './operations/take-attachment.ts'
import { takeOutsideMessage } from './operations/take-outside-message.ts'
import { withdrawMail } from './operations/withdraw-mail.ts'
import { retentionOf } from './retention/retention-of.ts'
import * as retention from './retention/contract.ts'
import { sendingRuleRoutes } from './sending-rules/routes.ts'
import { mailQueue, mailSettings, mailTimeline, outsideMailbox } from './read-models.ts'

/** Does one thing to a mail and answers how it stands then. */
const thenView =
  <I extends { readonly mailId: string }>(act: (tx: Tx, actor: Actor, input: I) => Promise<unknown>) =>
  async (tx: Tx, actor: Actor, input: I) => {
    await act(tx, actor, input)
    return mailView(tx, actor, input.mailId)
  }

/** Changes a setting and answers all of them. */
const thenSettings =
  <I>(act: (tx: Tx, actor: Actor, input: I) => Promise<unknown>) =>
  async (tx: Tx, actor: Actor, input: I) => {
    await act(tx, actor, input)
    return mailSettings(tx)
  }

const myMails = (tx: Tx, actor: Actor, input: InputOf<typeof contract.listMails>) => {
  if (input.view === 'escalated') return mailsEscalatedTo(tx, actor)
  return input.view === 'mine' ? mailsOf(tx, actor, input) : mailsWaitingFor(tx, actor, input)
}

interface RouteEquipment {
  /** Shows attachments as text. */
  readonly documents?: DocumentDesk | undefined
  /** Downloads come from it. */
  readonly vault: Vault
  /** Whether a relay is set, which the pages say. */
  readonly settings?: { readonly relay?: unknown }
}

export const outboundMailRoutes = ({ vault, settings, documents }: RouteEquipment): readonly AnyRoute[] => [
  bind(contract.listMails, myMails),
  bindExport(contract.exportMails, myMails, mailSheet),
  bind(contract.listHeldMails, (tx, _actor, input) => heldMails(tx, input)),
  bindExport(contract.exportHeldMails, (tx, _actor, input) => heldMails(tx, input), heldMailSheet),
  bind(contract.readMail, (tx, actor, { mailId }) => mailView(tx, actor, mailId)),
  bindDownload(contract.downloadAttachment, (tx, actor, input) => takeAttachment(tx, vault, actor, input)),
  bind(escrowPasswordEndpoint, (tx, actor, input) => escrowPassword(tx, { vault, documents }, actor, input)),
  bind(previewAttachmentEndpoint, (tx, actor, input) => previewAttachment(tx, { vault, documents }, actor, input)),
  bind(contract.mailTimeline, mailTimeline),
  bindExport(contract.exportMailTimeline, mailTimeline, mailTimelineSheet),
  bind(contract.nameEngagement, thenView(nameEngagement)),
  bind(contract.selfCheckMail, thenView(selfCheckMail)),
  bind(contract.approveMail, thenView(approveMail)),
  bind(contract.sendBackMail, thenView(sendBackMail)),
  bind(contract.withdrawMail, thenView(withdrawMail)),
  bind(contract.dropRecipient, thenView(dropRecipient)),
  bind(contract.askBreakGlass, thenView(askBreakGlass)),
  bind(contract.confirmBreakGlass, thenView(confirmBreakGlass)),
  bind(contract.reviewBreakGlass, thenView(reviewBreakGlass)),
  bind(contract.nameAuthor, thenView(nameAuthor)),
  bind(retention.listFrozenMails, (tx, _actor, input) => frozenMails(tx, input)),
  bindExport(retention.exportFrozenMails, (tx, _actor, input) => frozenMails(tx, input), frozenMailSheet),
  bind(retention.freezeMail, thenView(freezeMail)),
  bind(retention.liftFreeze, thenView(liftFreeze)),
  bind(retention.readRetention, (tx) => retentionOf(tx)),
  bind(retention.changeRetention, changeRetention),
  bind(contract.readMailQueue, async (tx) => {
    const { isRelaySet, waitingCount, oldestWaitingSince, trouble } = await mailQueue(tx, {
      isRelaySet: settings?.relay !== undefined,
    })
    const since = oldestWaitingSince?.toISOString()
    return { isRelaySet, waitingCount, ...(since && { oldestWaitingSince: since }), ...(trouble && { trouble }) }
  }),
  bind(contract.readMailSettings, (tx) => mailSettings(tx)),
  bind(contract.changeMailPolicy, thenSettings(changeMailPolicy)),
  bind(contract.addInternalDomain, thenSettings(addInternalDomain)),
  bind(contract.removeInternalDomain, thenSettings(removeInternalDomain)),
  bind(contract.registerSystemSender, thenSettings(registerSystemSender)),
  bind(contract.endSystemSender, thenSettings(endSystemSender)),
  bind(contract.listOutsideMailbox, (tx, _actor, input) => outsideMailbox(tx, input)),
  bindExport(contract.exportOutsideMailbox, (tx, _actor, input) => outsideMailbox(tx, input), outsideMailboxSheet),
  ...sendingRuleRoutes,
  bindDownload(contract.downloadOutsideMessage, (tx, _actor, input) => takeOutsideMessage(tx, vault, input)),
]
