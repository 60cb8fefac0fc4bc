import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import { normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { askedNow, gatePanel } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { canonicalPersonId, personById } from '../../../kernel/people/index.ts'
import type { Candidate } from '../../../planning/vendors/index.ts'
import { encryptedCount } from '../attachments/escrowed-passwords.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { freezeOf } from './freeze-view.ts'
import { gateOf } from '../gate.ts'
import { glassView } from '../glass/glass-view.ts'
import { hideOtherEngagements } from './hide-other-engagements.ts'
import { judgeMail } from '../judging/judge-mail.ts'
import type { AuthorProblem, MailEntry } from '../mail-states.ts'
import { type RecipientPlace, recipientPlaces } from '../judging/recipient-places.ts'
import { type MailStanding, visibleMail } from '../scope.ts'
import { type MailRow, policyOf, type ReadingRow, readingOf, type RecipientRow, recipientsOf } from '../store.ts'
import { rulesView } from '../sending-rules/rules-view.ts'
import type { MailView } from '../views.ts'

/** A look within this time of the last one is the same look: a live page reads again and again. */
const SAME_LOOK_MS = 60 * 60_000

/**
 * One mail as the actor may see it, with its gate. That somebody other than its author looked is an event.
 * @throws Refusal `not_found`
 */
export async function mailView(tx: Tx, actor: Actor, mailId: string): Promise<z.input<typeof MailView>> {
  const mail = await visibleMail(tx, actor, mailId)
  const [recipients, reading] = [await recipientsOf(tx, mailId), await readingOf(tx, mailId)]
  const hasGate = mail.author_id !== null && reading !== undefined
  if (reading && mail.standing !== 'author') await recordLook(tx, actor, mailId)
  const author = mail.author_id ? await personById(tx, mail.author_id) : undefined
  const engagement = mail.engagement_id ? await engagementById(tx, mail.engagement_id) : undefined
  const places = await recipientPlaces(tx, actor, mail, recipients)
  const panel = hasGate ? await gatePanel(tx, gateOf(mail), mail.id) : undefined
  const waitingCheck = hasGate ? await waitingCheckFor(tx, actor, mail) : undefined
  return {
    id: mail.id,
    standing: mail.standing,
    subjectLine: mail.subject_line,
    ...(author && { authorName: author.name }),
    ...(mail.author_problem && { authorProblem: mail.author_problem as AuthorProblem }),
    headerFrom: mail.header_from,
    envelopeSender: mail.envelope_sender,
    entry: mail.entry as MailEntry,
    mailClass: mail.mail_class,
    ...(engagement && { engagement: { id: engagement.id, name: engagement.name } }),
    ...(mail.purpose && { purpose: mail.purpose }),
    choices: await choicesFor(tx, mail, recipients, reading),
    custody: mail.custody,
    sha256: mail.sha256,
    byteCount: mail.byte_count,
    receivedAt: mail.received_at.toISOString(),
    ...(mail.expires_at && { expiresAt: mail.expires_at.toISOString() }),
    ...(mail.release_due_at && { releaseDueAt: mail.release_due_at.toISOString() }),
    ...(mail.released_at && { releasedAt: mail.released_at.toISOString() }),
    ...(mail.duplicate_of_id && { duplicateOfId: mail.duplicate_of_id }),
    recipients: recipients.map((one) => ({ ...recipientView(one, reading), ...placeView(places.get(one.id)) })),
    ...(reading && { reading: readingView(reading) }),
    ...(panel && { panel: await hideOtherEngagements(tx, actor, panel, mail.engagement_id) }),
    ...(waitingCheck && { waitingCheck }),
    ...(hasGate && (await rulesView(tx, actor, mail, recipients))),
    ...(hasGate && seesGlass(mail.standing) && { glass: await glassView(tx, actor, mail) }),
    ...(await freezeOf(tx, mail)),
  }
}

const seesGlass = (standing: MailStanding) => standing === 'privacy_office' || standing === 'reviewer'

function recipientView(one: RecipientRow, reading: ReadingRow | undefined) {
  const shown = reading && [...reading.header_to, ...reading.header_cc]
  return {
    id: one.id,
    address: one.address,
    domain: one.domain,
    isOutside: one.is_outside,
    ...(shown && { isShown: shown.includes(normaliseAddress(one.address)?.address ?? one.address) }),
    delivery: one.delivery,
    ...(one.last_reply && { lastReply: one.last_reply }),
    ...(one.next_try_at && { nextTryAt: one.next_try_at.toISOString() }),
    ...(one.settled_at && { settledAt: one.settled_at.toISOString() }),
  }
}

const placeView = (place: RecipientPlace | undefined) => place && { ...place, partyNames: [...place.partyNames] }

function readingView(reading: ReadingRow) {
  return {
    attachments: reading.attachments.map((attachment, at) => ({
      ...attachment,
      number: at + 1,
      isEncrypted: encryptedCount(attachment) > 0,
      isPasswordKept: (attachment.passwordIds ?? []).length > 0,
    })),
    textPreview: reading.text_preview,
    isPreviewCut: reading.is_preview_cut,
    hasBccHeader: reading.has_bcc_header,
  }
}

async function engagementById(tx: Tx, id: string) {
  return tx.selectFrom('engagement').where('id', '=', id).select(['id', 'name', 'purpose']).executeTakeFirst()
}

/** Which engagements the author may name; what fits best comes first. Only the author of a held mail is asked. */
async function choicesFor(
  tx: Tx,
  mail: MailRow & { readonly standing: MailStanding },
  recipients: readonly RecipientRow[],
  reading: ReadingRow | undefined,
) {
  if (mail.standing !== 'author' || mail.custody !== 'held' || !reading || mail.mail_class === 'system_sender')
    return []
  const asUndetermined = { ...mail, mail_class: 'undetermined' as const }
  const policy = await policyOf(tx)
  const { candidates } = await judgeMail(tx, { mail: asUndetermined, recipients, reading, policy })
  const choices = []
  for (const { candidate, roster } of candidates) {
    if (!candidate.isRunning || !roster.onRoster) continue
    const engagement = await engagementById(tx, candidate.engagementId)
    choices.push({
      engagementId: candidate.engagementId,
      name: candidate.name,
      purpose: engagement?.purpose ?? '',
      isExplained: candidate.isExplained,
      isOnRoster: roster.onRoster,
      misfits: misfitsOf(candidate),
    })
  }
  return choices
}

/** Which domains an engagement does not explain, each once. */
function misfitsOf({ unexplained, otherClient }: Candidate) {
  const misfits = new Map<string, { domain: string; count: number; isOtherClient: boolean }>()
  for (const recipient of [...otherClient, ...unexplained]) {
    const domain = recipient.domain ?? '?'
    const known = misfits.get(domain) ?? { domain, count: 0, isOtherClient: otherClient.includes(recipient) }
    misfits.set(domain, { ...known, count: known.count + 1 })
  }
  return [...misfits.values()]
}

/** The check that this person could decide now, if one waits for them. */
async function waitingCheckFor(tx: Tx, actor: Actor, mail: MailRow): Promise<string | undefined> {
  if (mail.custody !== 'held') return undefined
  const personId = await canonicalPersonId(tx, actor.personId)
  const waiting = await askedNow(tx, gateOf(mail), mail.id)
  return waiting.find(({ asked }) => asked.some((one) => one.personId === personId))?.check
}

async function recordLook(tx: Tx, actor: Actor, mailId: string): Promise<void> {
  const now = await instantOf(tx)
  const before = await tx
    .selectFrom('event')
    .where('subject_id', '=', mailId)
    .where('type', '=', mailEvents.viewed.type)
    .where('actor_id', '=', actor.personId)
    .where('occurred_at', '>', new Date(now.getTime() - SAME_LOOK_MS))
    .select('id')
    .executeTakeFirst()
  if (!before) await recordEvent(tx, mailEvents.viewed, { actor, subject: mailSubject(mailId), facts: {} })
}
