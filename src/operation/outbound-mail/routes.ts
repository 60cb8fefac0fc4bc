import type { Actor } from '../../base/actor.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type AnyRoute, bind, bindDownload } from '../../kernel/db/route.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import * as contract from './contract.ts'
import { heldMails, mailsOf, mailsWaitingFor } from './mail-lines.ts'
import { mailView } from './mail-view.ts'
import { addInternalDomain } from './operations/add-internal-domain.ts'
import { approveMail } from './operations/approve-mail.ts'
import { changeMailPolicy } from './operations/change-mail-policy.ts'
import { dropRecipient } from './operations/drop-recipient.ts'
import { endSystemSender } from './operations/end-system-sender.ts'
import { nameAuthor } from './operations/name-author.ts'
import { nameEngagement } from './operations/name-engagement.ts'
import { registerSystemSender } from './operations/register-system-sender.ts'
import { removeInternalDomain } from './operations/remove-internal-domain.ts'
import { selfCheckMail } from './operations/self-check-mail.ts'
import { sendBackMail } from './operations/send-back-mail.ts'
import { takeAttachment } from './operations/take-attachment.ts'
import { takeOutsideMessage } from './operations/take-outside-message.ts'
import { withdrawMail } from './operations/withdraw-mail.ts'
import { mailSettings, mailTimeline, outsideMailbox } from './read-models.ts'

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

/** @param equipment downloads come from its vault */
export const outboundMailRoutes = ({ vault }: { readonly vault: Vault }): readonly AnyRoute[] => [
  bind(contract.listMails, (tx, actor, input) =>
    input.view === 'mine' ? mailsOf(tx, actor, input) : mailsWaitingFor(tx, actor, input),
  ),
  bind(contract.listHeldMails, (tx, _actor, input) => heldMails(tx, input)),
  bind(contract.readMail, (tx, actor, { mailId }) => mailView(tx, actor, mailId)),
  bindDownload(contract.downloadAttachment, (tx, actor, input) => takeAttachment(tx, vault, actor, input)),
  bind(contract.mailTimeline, mailTimeline),
  bind(contract.nameEngagement, thenView(nameEngagement)),
  bind(contract.selfCheckMail, thenView(selfCheckMail)),
  bind(contract.approveMail, thenView(approveMail)),
  bind(contract.sendBackMail, thenView(sendBackMail)),
  bind(contract.withdrawMail, thenView(withdrawMail)),
  bind(contract.dropRecipient, thenView(dropRecipient)),
  bind(contract.nameAuthor, thenView(nameAuthor)),
  bind(contract.readMailSettings, (tx) => mailSettings(tx)),
  bind(contract.changeMailPolicy, thenSettings(changeMailPolicy)),
  bind(contract.addInternalDomain, thenSettings(addInternalDomain)),
  bind(contract.removeInternalDomain, thenSettings(removeInternalDomain)),
  bind(contract.registerSystemSender, thenSettings(registerSystemSender)),
  bind(contract.endSystemSender, thenSettings(endSystemSender)),
  bind(contract.listOutsideMailbox, (tx, _actor, input) => outsideMailbox(tx, input)),
  bindDownload(contract.downloadOutsideMessage, (tx, _actor, input) => takeOutsideMessage(tx, vault, input)),
]
