import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { issueGuestLink } from '../../../kernel/access/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { personByAddress } from '../../../kernel/people/index.ts'
import { recipientBelongings } from '../../../planning/vendors/index.ts'
import { askForSignOff } from '../stages/client-sign-off.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { CLIENT_GUEST_PURPOSE } from '../gate.ts'
import { loadChain } from '../stages/load-chain.ts'
import { lockVisibleJob, refuseUnlessOwn, refuseUnlessRunning } from '../scope.ts'

export interface InviteClient {
  readonly jobId: string
  readonly name: string
  readonly address: string
  readonly days: number
}

/**
 * Asks a person of the client to sign the proof off (校了): a link that the sender hands over, and a code that goes to the
 * address. Their answer stands at a gate of its own, on the proof as it is then.
 * @throws Refusal `not_found`, `not_allowed`, `engagement_not_running`, `client_missing`, `files_missing` (no proof yet), `other_party`,
 *   `guest_address_is_own`, `guest_address_not_client`, `bad_input`
 */
export async function inviteClient(
  tx: Tx,
  actor: Actor,
  input: InviteClient,
  equipment: PrintEquipment,
): Promise<{ signOffId: string; linkId: string; link: string }> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  await refuseUnlessRunning(tx, job)
  if (!job.client_id) throw new Refusal('client_missing')
  const chain = await loadChain(tx, equipment.vault, job)
  if (chain.files.proof.length === 0) throw new Refusal('files_missing')
  await refuseOwnAddress(tx, input.address)
  await refuseUnlessClients(tx, input.address, job.client_id)
  const expiresAt = new Date((await instantOf(tx)).getTime() + input.days * 86_400_000)
  const link = await issueGuestLink(tx, actor, {
    partyId: job.client_id,
    purpose: CLIENT_GUEST_PURPOSE,
    subjectId: job.id,
    name: input.name,
    address: input.address,
    expiresAt,
  })
  const signOffId = newId()
  await askForSignOff(tx, chain, { signOffId, personId: link.personId, guestLinkId: link.id, expiresAt })
  await recordEvent(tx, printEvents.client_asked, {
    actor,
    subject: printSubject(job.id),
    facts: { signOffId, personId: link.personId, isGuest: true },
  })
  await announce(tx, 'print-checks')
  return { signOffId, linkId: link.id, link: link.path }
}

/** The code would come to us, who could then sign for the client. */
async function refuseOwnAddress(tx: Tx, address: string): Promise<void> {
  const domain = address.trim().toLowerCase().split('@').at(-1)!
  const own = await tx.selectFrom('internal_domain').where('domain', '=', domain).select('domain').executeTakeFirst()
  if (own && !(await personByAddress(tx, address))) throw new Refusal('guest_address_is_own', { domain })
}

/**
 * The code, and with it the signature, goes to whoever reads that mailbox: it has to be one of the client's, by the domains
 * that are registered for it. Where none is, somebody registers it first; nobody signs for the client meanwhile.
 */
async function refuseUnlessClients(tx: Tx, address: string, clientId: string): Promise<void> {
  const domain = address.trim().split('@').at(-1)!
  const [belonging] = await recipientBelongings(tx, [{ address: address.trim(), domain }])
  if (!belonging?.parties.some(({ partyId }) => partyId === clientId))
    throw new Refusal('guest_address_not_client', { domain: domain.toLowerCase() })
}
