import { createHash } from 'node:crypto'
import { hashOf } from '../../../base/canonical-json.ts'
import { takenTogether } from '../../../base/taken-together.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { goAlong } from '../../../kernel/db/statements.ts'
import { passGates, type Permit } from '../../../kernel/gates/index.ts'
import { enqueueAll } from '../../../kernel/jobs/index.ts'
import { recordEvents } from '../../../kernel/ledger/index.ts'
import { afterChange } from '../after-change.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf, RELEASE_EFFECT } from '../gate.ts'
import { deliverMailJob } from '../jobs.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { runMachineChecksOfMany } from '../judging/run-machine-checks.ts'
import { lockMails, mailsById, type MailRow, recipientsOfMany } from '../store.ts'

/** So many mails share a transaction. */
const AT_MOST = 50

export type ReleaseOutcome = 'released' | 'not_open' | 'not_held'

/**
 * Lets held mails go, each if its own gate is open now: hashes the bytes that are about to leave, runs the machine checks
 * once more with today's roster and parties, issues the permits and consumes them in the transaction that queues the
 * recipients. Called twice, by two approvers or a repeated job, it releases once. A gate that is not open stays shut
 * without a fault, and keeps none of the others.
 *
 * Different mails of one organisation, by a number of statements that does not grow with them.
 * @returns in the order of the mails. Where it throws, none of them was released
 */
export async function releaseMails(
  database: Database,
  orgId: string,
  mailIds: readonly string[],
  { vault }: Pick<MailEquipment, 'vault'>,
): Promise<ReleaseOutcome[]> {
  const contents = (await openHeld(database, orgId, mailIds, vault)).filter((one) => one !== undefined)
  return letGoHashed(database, orgId, mailIds, await Promise.all(contents.map(hashed)))
}

export type ReleaseOne = (orgId: string, mailId: string) => Promise<ReleaseOutcome>

/**
 * Releases mails that are asked for one by one. What is asked for while a transaction of an organisation is under way goes
 * into the next one together; between the two each mail is read by itself, so that a long one keeps no other waiting, and one
 * at which it fails is tried alone.
 */
export function releases(database: Database, { vault }: Pick<MailEquipment, 'vault'>): ReleaseOne {
  // Two side by side: one is computed while the database works on the other.
  const each = { atMost: AT_MOST, sideBySide: 2, isAboutOne: () => true }
  const open = takenTogether<string, Opened | undefined>({
    ...each,
    work: (orgId, mailIds) => openHeld(database, orgId, mailIds, vault),
    keyOf: (mailId) => mailId,
  })
  const letGo = takenTogether<Hashed, ReleaseOutcome>({
    ...each,
    work: (orgId, read) =>
      letGoHashed(
        database,
        orgId,
        read.map(({ id }) => id),
        read,
      ),
    keyOf: ({ id }) => id,
  })
  return async (orgId, mailId) => {
    const content = await open(orgId, mailId)
    return content ? letGo(orgId, await hashed(content)) : 'not_held'
  }
}

interface Opened {
  readonly id: string
  readonly pieces: () => AsyncIterable<Uint8Array>
}

interface Hashed {
  readonly id: string
  readonly sha256: string
}

/** In the order of the mails; undefined: not held. */
function openHeld(
  database: Database,
  orgId: string,
  mailIds: readonly string[],
  vault: MailEquipment['vault'],
): Promise<(Opened | undefined)[]> {
  return inOrganisation(database, orgId, async (tx) => {
    const held = (await mailsById(tx, mailIds)).filter(({ custody }) => custody === 'held')
    const opened = await vault.openContents(
      tx,
      held.map((mail) => mail.file_id),
    )
    const contents = new Map(held.map(({ id }, at) => [id, { id, pieces: () => opened[at]!.pieces() }]))
    return mailIds.map((id) => contents.get(id))
  })
}

const hashed = async ({ id, pieces }: Opened): Promise<Hashed> => ({ id, sha256: await sha256Of(pieces()) })

async function letGoHashed(
  database: Database,
  orgId: string,
  mailIds: readonly string[],
  read: readonly Hashed[],
): Promise<ReleaseOutcome[]> {
  const hashes = new Map(read.map(({ id, sha256 }) => [id, sha256]))
  if (hashes.size === 0) return mailIds.map(() => 'not_held')
  return inOrganisation(database, orgId, async (tx) => {
    const outcomes = await releaseLocked(tx, await lockMails(tx, [...hashes.keys()]), hashes)
    return mailIds.map((id) => outcomes.get(id) ?? 'not_held')
  })
}

async function sha256Of(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of content) hash.update(piece)
  return hash.digest('hex')
}

async function releaseLocked(
  tx: Tx,
  mails: readonly MailRow[],
  hashes: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, ReleaseOutcome>> {
  const outcomes = new Map<string, ReleaseOutcome>()
  const now = await instantOf(tx)
  const held = mails.filter((mail) => mail.custody === 'held' && !mail.duplicate_of_id)
  for (const { id } of held) outcomes.set(id, 'not_open')
  const inTime = held.filter((mail) => !mail.expires_at || mail.expires_at > now)
  const states = await runMachineChecksOfMany(tx, inTime)
  const open = inTime.filter(({ id }) => states.get(id)?.open)
  for (const mail of inTime.filter((one) => !open.includes(one))) {
    const state = states.get(mail.id)
    // A gate that should be open by now and is not is asked again by the sweep, not at once.
    if (!state?.openAt || state.openAt > now) await afterChange(tx, mail.id, state)
  }
  if (open.length > 0) await letGo(tx, open, hashes, now)
  for (const { id } of open) outcomes.set(id, 'released')
  return outcomes
}

interface Leaving {
  readonly mail: MailRow
  readonly recomputedHash: string
  readonly addresses: readonly string[]
}

async function letGo(tx: Tx, mails: readonly MailRow[], hashes: ReadonlyMap<string, string>, now: Date): Promise<void> {
  const recipients = await recipientsOfMany(
    tx,
    mails.map(({ id }) => id),
  )
  const leaving = mails.map((mail): Leaving => {
    const own = recipients.filter((one) => one.mail_id === mail.id)
    const addresses = own.filter((one) => one.is_outside && one.delivery === 'held').map(({ address }) => address)
    const sha256 = hashes.get(mail.id)
    if (!sha256) throw new Error('only what was read just now can leave')
    return { mail, recomputedHash: hashOf(revisionOf(mail, own, sha256)), addresses }
  })
  const permits = await permitsFor(tx, leaving)
  await queue(tx, leaving, permits, now)
  await recordEvents(
    tx,
    mailEvents.released,
    await Promise.all(leaving.map((one) => releasedEvent(tx, one, permits.get(one.mail.id)!))),
  )
  const jobs = mails.map(({ id }) => ({ input: { mailId: id }, singletonKey: id }))
  await enqueueAll(tx, deliverMailJob, jobs)
  await announce(tx, 'outbound-mail')
}

/** By mail: each by its own gate, for exactly the content and recipients that leave now. */
async function permitsFor(tx: Tx, leaving: readonly Leaving[]): Promise<ReadonlyMap<string, Permit>> {
  const permits = new Map<string, Permit>()
  for (const gate of new Set(leaving.map(({ mail }) => gateOf(mail)))) {
    const ofGate = leaving.filter(({ mail }) => gateOf(mail) === gate)
    const given = await passGates(
      tx,
      gate,
      ofGate.map(({ mail, recomputedHash, addresses }) => ({
        subjectId: mail.id,
        recomputedHash,
        effect: RELEASE_EFFECT,
        recipients: addresses,
        isForTheRest: mail.release_count > 0,
      })),
    )
    for (const [at, { mail }] of ofGate.entries()) permits.set(mail.id, given[at]!)
  }
  return permits
}

/** The held outside recipients are due, under the permit of their own mail; the mails are locked. */
async function queue(
  tx: Tx,
  leaving: readonly Leaving[],
  permits: ReadonlyMap<string, Permit>,
  now: Date,
): Promise<void> {
  const ids = leaving.map(({ mail }) => mail.id)
  await goAlong(tx, {
    name: 'queue_recipients',
    text: `update outbound_mail_recipient r set delivery = 'queued', permit_id = p.permit_id, next_try_at = $2
      from jsonb_to_recordset($1::jsonb) as p(mail_id uuid, permit_id uuid)
      where r.mail_id = p.mail_id and r.is_outside and r.delivery = 'held'`,
    values: [JSON.stringify(ids.map((id) => ({ mail_id: id, permit_id: permits.get(id)!.id }))), now.toISOString()],
  })
  await goAlong(tx, {
    name: 'release_mails',
    text: `update outbound_mail set custody = 'releasing', release_due_at = null, release_count = release_count + 1,
        released_at = coalesce(released_at, $2), version = version + 1
      where id = any($1::uuid[])`,
    values: [`{${ids.join(',')}}`, now.toISOString()],
  })
}

const releasedEvent = async (tx: Tx, { mail, recomputedHash, addresses }: Leaving, permit: Permit) => ({
  actor: { kind: 'system' as const, orgId: await organisationOf(tx), part: 'outbound-mail.release-mail' },
  subject: mailSubject(mail.id),
  facts: {
    permitId: permit.id,
    revisionHash: recomputedHash,
    recipientCount: addresses.length,
    ...(permit.breakGlassId && { breakGlassId: permit.breakGlassId }),
  },
})
