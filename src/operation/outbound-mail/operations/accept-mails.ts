import { addBusinessDays } from '../../../base/business-hours.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { isInternalDomain, normaliseAddress, readHeader } from '../../../engines/mail-parts/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { insertAlong } from '../../../kernel/db/insert-along.ts'
import { enqueueAll } from '../../../kernel/jobs/index.ts'
import { recordEvents } from '../../../kernel/ledger/index.ts'
import { businessHoursOf } from '../../../kernel/obligations/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { authorOf, knownAuthors } from '../arriving/arrived-authors.ts'
import type { ArrivedMail } from '../arriving/arrived-mail.ts'
import { MAIL_COLUMNS, mailRow, RECIPIENT_COLUMNS, recipientRows, type Taken } from '../arriving/arrived-rows.ts'
import { findDuplicates } from '../arriving/find-duplicate.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { deliverMailJob, readMailJob } from '../jobs.ts'
import { listsReachingOutside } from '../sending-rules/mail-lists.ts'
import { internalDomains, policyOf } from '../store.ts'

export interface AcceptedMail {
  readonly mailId: string
  readonly duplicateOfId?: string | undefined
}

interface Equipment {
  readonly vault: Vault
  readonly host: string
  readonly gateTag: string
}

/**
 * Takes mails into custody: from the commit on they are ours, and 250 may be said. Inside recipients are queued at once,
 * outside ones held. Nothing is read here but the header: what takes time is the work of `read-mail`.
 *
 * Any number at once, in the order of their arrival, by a number of statements that does not grow with them.
 * @returns for each its id, or Refusal `sender_not_yours`: the signed-in person does not own envelope sender and From
 *   (RFC 6409 §6.1), and that mail was not taken
 */
export async function acceptMails(
  tx: Tx,
  equipment: Equipment,
  arrived: readonly ArrivedMail[],
): Promise<(AcceptedMail | Refusal)[]> {
  const receivedAt = await instantOf(tx)
  const known = knownAuthors(tx, receivedAt)
  const answers: (AcceptedMail | Refusal)[] = []
  const taken: Taken[] = []
  const domains = await internalDomains(tx)
  const reaching = await listsReachingOutside(tx, arrived, domains)
  for (const mail of arrived) {
    const header = readHeader(mail.header)
    const signed = await authorOf(known, mail, header)
    if (signed instanceof Refusal) {
      answers.push(signed)
      continue
    }
    const recipients = mail.recipients.map((recipient) => {
      const domain = normaliseAddress(recipient.address)?.domain ?? ''
      const isOutside = !isInternalDomain(domain, domains) || reaching.has(recipient.address.toLowerCase())
      return { ...recipient, domain, isOutside }
    })
    const outsideCount = recipients.filter(({ isOutside }) => isOutside).length
    const mailId = newId()
    answers.push({ mailId })
    taken.push({ mailId, arrived: mail, header, signed, recipients, outsideCount, messageId: header.messageId })
  }
  if (taken.length === 0) return answers
  const duplicates = await findDuplicates(tx, taken, receivedAt)
  for (const [at, mail] of taken.entries()) mail.duplicateOfId = duplicates[at]
  await equipment.vault.adoptAll(
    tx,
    taken.map((mail) => mail.arrived.content),
    { kind: 'mail' },
  )
  await writeMails(tx, equipment, taken, receivedAt)
  const ofTaken = new Map(taken.map(({ mailId, duplicateOfId }) => [mailId, { mailId, duplicateOfId }]))
  return answers.map((answer) => (answer instanceof Refusal ? answer : ofTaken.get(answer.mailId)!))
}

/** Rows, event and jobs of the mails; they leave together with the commit. */
async function writeMails(tx: Tx, equipment: Equipment, taken: readonly Taken[], receivedAt: Date): Promise<void> {
  const policy = await policyOf(tx)
  const expiresAt = addBusinessDays(receivedAt, policy.expiresAfterBusinessDays, await businessHoursOf(tx))
  const rows = taken.map((mail) => mailRow(equipment, mail, receivedAt, expiresAt))
  await insertAlong(tx, 'outbound_mail', MAIL_COLUMNS, rows)
  await insertAlong(
    tx,
    'outbound_mail_recipient',
    RECIPIENT_COLUMNS,
    taken.flatMap((mail) => recipientRows(mail, receivedAt)),
  )
  const orgId = await organisationOf(tx)
  await recordEvents(
    tx,
    mailEvents.received,
    taken.map(({ mailId, arrived, signed, recipients, outsideCount, duplicateOfId }) => ({
      actor: { kind: 'system' as const, orgId, part: 'outbound-mail.accept' },
      subject: mailSubject(mailId),
      facts: {
        entry: arrived.entry,
        sha256: arrived.content.sha256,
        byteCount: arrived.content.byteCount,
        recipientCount: recipients.length,
        outsideCount,
        ...(signed.authorId && { authorId: signed.authorId }),
        ...(signed.problem && { authorProblem: signed.problem }),
        ...(duplicateOfId && { duplicateOfId }),
      },
    })),
  )
  const fresh = taken.filter(({ duplicateOfId }) => !duplicateOfId)
  const held = fresh.filter(({ outsideCount }) => outsideCount > 0)
  const inside = fresh.filter(({ outsideCount, recipients }) => outsideCount < recipients.length)
  await enqueueAll(
    tx,
    readMailJob,
    held.map(({ mailId }) => ({ input: { mailId } })),
  )
  await enqueueAll(
    tx,
    deliverMailJob,
    inside.map(({ mailId }) => ({ input: { mailId }, singletonKey: mailId })),
  )
  await announce(tx, 'outbound-mail')
}
