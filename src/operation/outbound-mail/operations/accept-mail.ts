import { randomBytes } from 'node:crypto'
import { addBusinessDays } from '../../../base/business-hours.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import {
  isInternalDomain,
  type MailHeader,
  normaliseAddress,
  readHeader,
  receivedLine,
} from '../../../engines/mail-parts/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { businessHoursOf } from '../../../kernel/obligations/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { addressOwner } from '../address-owner.ts'
import type { ArrivedMail } from '../arrived-mail.ts'
import { findDuplicate } from '../find-duplicate.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { deliverMailJob, readMailJob } from '../jobs.ts'
import { judgeAuthor } from '../rules/judge-author.ts'
import { internalDomains, policyOf } from '../store.ts'

export interface AcceptedMail {
  readonly mailId: string
  readonly duplicateOfId?: string | undefined
}

/**
 * Takes a mail into custody: from the commit on it is ours, and 250 may be said. Inside recipients are queued at once,
 * outside ones held. Nothing is read here but the header: what takes time is the work of `read-mail`.
 *
 * @throws Refusal `sender_not_yours` when the signed-in person does not own envelope sender and From (RFC 6409 §6.1)
 */
export async function acceptMail(
  tx: Tx,
  equipment: { readonly vault: Vault; readonly host: string; readonly gateTag: string },
  arrived: ArrivedMail,
): Promise<AcceptedMail> {
  const [mailId, receivedAt] = [newId(), await instantOf(tx)]
  const header = readHeader(arrived.header)
  const domains = await internalDomains(tx)
  const recipients = arrived.recipients.map((recipient) => {
    const domain = normaliseAddress(recipient.address)?.domain ?? ''
    return { ...recipient, domain, isOutside: !isInternalDomain(domain, domains) }
  })
  const outsideCount = recipients.filter(({ isOutside }) => isOutside).length
  const signed = await authorOf(tx, arrived, header, receivedAt)
  const duplicateOfId = await findDuplicate(tx, arrived, header.messageId, receivedAt)
  const policy = await policyOf(tx)

  const file = await equipment.vault.adopt(tx, arrived.content, { kind: 'mail' })
  const mailClass =
    signed.systemSenderId && outsideCount > 0 ? 'system_sender' : outsideCount > 0 ? 'undetermined' : 'internal'
  await tx
    .insertInto('outbound_mail')
    .values({
      id: mailId,
      custody: duplicateOfId ? 'withdrawn' : outsideCount > 0 ? 'held' : 'releasing',
      mail_class: mailClass,
      entry: arrived.entry,
      author_id: signed.authorId ?? null,
      author_problem: signed.problem ?? null,
      author_unit_id: signed.unitId ?? null,
      system_sender_id: mailClass === 'system_sender' ? signed.systemSenderId! : null,
      duplicate_of_id: duplicateOfId ?? null,
      file_id: file.id,
      sha256: file.sha256,
      byte_count: file.byteCount,
      received_line: receivedLine({
        helo: arrived.client.helo,
        clientAddress: arrived.client.address,
        protocol: arrived.client.protocol,
        host: equipment.host,
        gateTag: equipment.gateTag,
        mailId,
        receivedAt,
      }),
      revision_salt: randomBytes(16).toString('hex'),
      envelope_sender: arrived.sender,
      is_null_sender: arrived.sender === '',
      has_8bit: arrived.has8bit,
      longest_line_bytes: arrived.longestLineBytes,
      needs_smtp_utf8: arrived.needsSmtpUtf8,
      dsn_ret: arrived.dsnRet ?? null,
      dsn_envid: arrived.dsnEnvid ?? null,
      subject_line: storable(header.subject, 1000),
      header_from: storable(header.from.map(({ address }) => address).join(', '), 1000),
      message_id: storable(header.messageId, 1000),
      received_at: receivedAt,
      expires_at: addBusinessDays(receivedAt, policy.expiresAfterBusinessDays, await businessHoursOf(tx)),
      closed_at: duplicateOfId ? receivedAt : null,
    })
    .execute()
  await tx
    .insertInto('outbound_mail_recipient')
    .values(
      recipients.map((recipient, position) => ({
        id: newId(),
        mail_id: mailId,
        position,
        address: recipient.address,
        domain: recipient.domain,
        is_outside: recipient.isOutside,
        delivery: duplicateOfId ? 'cancelled' : recipient.isOutside ? 'held' : 'queued',
        next_try_at: recipient.isOutside || duplicateOfId ? null : receivedAt,
        dsn_notify: [...recipient.dsnNotify],
        dsn_orcpt: recipient.dsnOrcpt ?? null,
      })),
    )
    .execute()
  await recordEvent(tx, mailEvents.received, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.accept' },
    subject: mailSubject(mailId),
    facts: {
      entry: arrived.entry,
      sha256: file.sha256,
      byteCount: file.byteCount,
      recipientCount: recipients.length,
      outsideCount,
      ...(signed.authorId && { authorId: signed.authorId }),
      ...(signed.problem && { authorProblem: signed.problem }),
      ...(duplicateOfId && { duplicateOfId }),
    },
  })
  if (!duplicateOfId) {
    if (outsideCount > 0) await enqueue(tx, readMailJob, { mailId })
    if (outsideCount < recipients.length) await enqueue(tx, deliverMailJob, { mailId }, { singletonKey: mailId })
  }
  await announce(tx, 'outbound-mail')
  return { mailId, duplicateOfId }
}

interface Signed {
  readonly authorId?: string | undefined
  readonly unitId?: string | undefined
  readonly problem?: Exclude<ReturnType<typeof judgeAuthor>['problem'], undefined> | undefined
  readonly systemSenderId?: string | undefined
}

/** Who stands behind the mail: the signed-in person, a registered system sender's owner, or the owner of the addresses. */
async function authorOf(tx: Tx, arrived: ArrivedMail, header: MailHeader, at: Date): Promise<Signed> {
  const from = header.from.length === 1 ? header.from[0]!.address : undefined
  const sender = arrived.sender === '' ? '' : normaliseAddress(arrived.sender)?.address
  const fromOwner = from === undefined ? null : await addressOwner(tx, from, at)
  if (arrived.authenticatedPersonId) {
    const owner = sender === '' ? fromOwner : sender && (await addressOwner(tx, sender, at))
    const isTheirs = (one: typeof fromOwner | '') => one && one.personId === arrived.authenticatedPersonId
    if (!isTheirs(fromOwner) || !isTheirs(owner)) throw new Refusal('sender_not_yours')
    return judgeAuthor(fromOwner, fromOwner)
  }
  if (sender && sender === from) {
    const system = await tx
      .selectFrom('system_sender')
      .where('address', '=', sender)
      .where('ended_at', 'is', null)
      .select(['id', 'owner_id'])
      .executeTakeFirst()
    if (system) {
      const owner = await addressOwner(tx, { personId: system.owner_id }, at)
      return { ...judgeAuthor(owner, owner), systemSenderId: system.id }
    }
  }
  return judgeAuthor(sender === '' ? null : sender ? await addressOwner(tx, sender, at) : undefined, fromOwner)
}

/** PostgreSQL's text takes no NUL; nothing else of the mail is lost, its bytes lie in the vault. */
const storable = (text: string, limit: number) => text.replaceAll('\0', '').slice(0, limit).toWellFormed()
