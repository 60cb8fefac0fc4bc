import type { Readable } from 'node:stream'
import type { SMTPServerSession } from 'smtp-server'
import { Refusal } from '../../../base/refusal.ts'
import { normaliseAddress, readHeader } from '../../../engines/mail-parts/index.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { AcceptOne } from './accept-together.ts'
import type { CheckedEntries } from './checked-entries.ts'
import { organisationOfAddress } from './entry-of.ts'
import { receiveData } from './receive-data.ts'
import { SmtpRefusal } from './smtp-refusal.ts'

interface MailFront {
  readonly database: Database
  readonly vault: Vault
  readonly host: string
  readonly gateTag: string
  readonly limitBytes: number
  readonly entries: CheckedEntries
  readonly accept: AcceptOne
}

/**
 * One mail, from the first byte of its text to our answer: encrypted and fsynced, then accepted in one transaction, then
 * 250 with our id. A client that drops before the final dot leaves nothing; one that drops before our answer leaves the
 * mail, and its second try is linked to it (RFC 1047).
 * @returns the text of the 250 reply
 */
export async function onMail(stream: Readable, session: SMTPServerSession, front: MailFront): Promise<string> {
  const { envelope } = session
  const needsSmtpUtf8 = envelope.smtpUtf8 === true
  const asWritten = (address: string) => (needsSmtpUtf8 ? address : withAsciiDomain(address))
  const sender = envelope.mailFrom ? asWritten(envelope.mailFrom.address) : ''
  const { content, wire } = await receiveData(stream, front)
  try {
    const entry = await front.entries.atTheEnd(session, sender)
    const orgId = entry.orgId ?? (await organisationOfHeader(front, wire.header))
    if (!orgId) throw new SmtpRefusal(550, '5.7.1 no organisation here sends this mail')
    const { mailId } = await front.accept(orgId, {
      entry: entry.entry,
      authenticatedPersonId: entry.personId,
      client: {
        helo: session.hostNameAppearsAs || '',
        address: session.remoteAddress,
        protocol: session.transmissionType || 'ESMTP',
      },
      sender,
      recipients: envelope.rcptTo.map(({ address, dsn }) => ({
        address: asWritten(address),
        dsnNotify: dsn?.notify ?? [],
        dsnOrcpt: dsn?.orcpt,
      })),
      needsSmtpUtf8,
      dsnRet: (envelope.dsn?.ret as 'FULL' | 'HDRS' | null) ?? undefined,
      dsnEnvid: envelope.dsn?.envid ?? undefined,
      header: wire.header,
      has8bit: wire.has8bit,
      longestLineBytes: wire.longestLineBytes,
      content,
    })
    return `held as ${mailId}`
  } catch (cause) {
    // Any other failure may have come after the commit: then the content belongs to a row. If it does not, it is swept.
    if (cause instanceof Refusal || cause instanceof SmtpRefusal) await front.vault.discard(content)
    if (cause instanceof Refusal && cause.code === 'sender_not_yours')
      throw new SmtpRefusal(553, '5.7.1 the From address is not yours')
    throw cause
  }
}

/** A null reverse path says nothing; then From says whose mail it is. */
async function organisationOfHeader(front: MailFront, header: Uint8Array): Promise<string | undefined> {
  const [from] = readHeader(header).from
  return from && organisationOfAddress(front.database, from.address)
}

/**
 * The library turns A-labels into Unicode. A client that did not ask for SMTPUTF8 wrote A-labels, and so does the mail go
 * out: a next hop without SMTPUTF8 could not take it otherwise.
 */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = normaliseAddress(address)?.domain
  return domain && /[^\x20-\x7e]/.test(address.slice(at)) ? `${address.slice(0, at)}@${domain}` : address
}
