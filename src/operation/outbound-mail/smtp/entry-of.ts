import { sql } from 'kysely'
import type { SMTPServerSession } from 'smtp-server'
import { normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { isSubmissionOpen } from '../../../kernel/access/index.ts'
import { type Database, inOrganisation, instantOf } from '../../../kernel/db/database.ts'
import { prepared } from '../../../kernel/db/statements.ts'
import { addressOwner } from '../arriving/address-owner.ts'
import type { MailEntry } from '../mail-states.ts'
import { isLoopback } from './loopback.ts'
import { SmtpRefusal } from './smtp-refusal.ts'

/** Who has signed in for submission. */
export interface SignedIn {
  readonly orgId: string
  readonly personId: string
  readonly login: string
}

export interface EntryQuestions {
  readonly database: Database
  readonly filterClients: readonly string[]
}

export interface Entry {
  readonly entry: Exclude<MailEntry, 'own'>
  /** undefined: the envelope does not say whose it is (null sender); the header has to. */
  readonly orgId: string | undefined
  readonly personId?: string
}

/**
 * By which way a mail comes in and whose it is, as far as its envelope sender says.
 * @throws SmtpRefusal 530 (sign in first), 553 (another's address, or nobody's domain here)
 */
export async function entryOf(questions: EntryQuestions, session: SMTPServerSession, sender: string): Promise<Entry> {
  const { database } = questions
  const user = session.user as SignedIn | undefined
  if (user) {
    // An account that was disabled meanwhile ends here, whatever connection is still open.
    if (!(await isSubmissionOpen(database, user.login)))
      throw new SmtpRefusal(530, '5.7.0 this login is closed, please sign in again')
    if (sender !== '' && !(await ownsAddress(database, user, sender)))
      throw new SmtpRefusal(553, '5.7.1 this sender address is not yours')
    return { entry: 'submission', orgId: user.orgId, personId: user.personId }
  }
  const orgId = sender === '' ? undefined : await organisationOfAddress(database, sender)
  if (sender !== '' && !orgId && (isFilter(questions, session) || isLoopback(session.remoteAddress)))
    throw new SmtpRefusal(553, '5.7.1 no organisation here sends from this domain')
  if (isFilter(questions, session)) return { entry: 'filter', orgId }
  const isOpen = isLoopback(session.remoteAddress) && orgId !== undefined && (await isDemonstration(database, orgId))
  if (!isOpen) throw new SmtpRefusal(530, '5.7.0 please sign in first')
  return { entry: 'loopback', orgId }
}

/** The Postfix whose filter we are. XFORWARD changes the address that the session shows, so the socket's is asked. */
function isFilter({ filterClients }: EntryQuestions, session: SMTPServerSession): boolean {
  return session.xForward.size > 0 || filterClients.includes(session.remoteAddress)
}

/** Only the demonstration's mail needs no AUTH, and only from this machine itself: it goes nowhere. */
async function isDemonstration(database: Database, orgId: string): Promise<boolean> {
  const row = await inOrganisation(database, orgId, (tx) =>
    tx.selectFrom('organisation').where('org_id', '=', orgId).select('is_demo').executeTakeFirst(),
  )
  return row?.is_demo === true
}

async function ownsAddress(database: Database, user: SignedIn, address: string): Promise<boolean> {
  const owner = await inOrganisation(database, user.orgId, async (tx) => addressOwner(tx, address, await instantOf(tx)))
  return owner?.isActive === true && owner.personId === user.personId
}

/**
 * Before an organisation is known: whose domain is this? Many sessions ask for the same few domains all the time: they share
 * the answer that is on its way, and one that names an organisation for a second more.
 */
export async function organisationOfAddress(database: Database, address: string): Promise<string | undefined> {
  const domain = normaliseAddress(address)?.domain
  if (!domain) return undefined
  const asked = answers.get(database) ?? answers.set(database, new Map()).get(database)!
  const known = asked.get(domain)
  if (known) return known
  const answer = askWhose(database, domain)
  asked.set(domain, answer)
  const forget = () => void asked.delete(domain)
  answer.then((orgId) => (orgId ? setTimeout(forget, KEPT_MS).unref() : forget()), forget)
  return answer
}

const KEPT_MS = 1000
const answers = new WeakMap<Database, Map<string, Promise<string | undefined>>>()

/** After a fault of ours: what was true a moment ago must be asked again. */
export const forgetAnswers = (database: Database): void => void answers.delete(database)

async function askWhose(database: Database, domain: string): Promise<string | undefined> {
  const query = sql<{ id: string | null }>`select organisation_of_mail_domain(${domain}) as id`
  const { rows } = await database.kysely.executeQuery(
    prepared('organisation_of_mail_domain', query.compile(database.kysely)),
  )
  return rows[0]?.id ?? undefined
}
