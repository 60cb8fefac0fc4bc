import { newId } from '../../../base/ids.ts'
import { instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { reviseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { peopleWithRole } from '../../../kernel/people/index.ts'
import { printEvents, printSubject } from '../events.ts'
import { clientSignOffGate } from '../gate.ts'
import { printNotices } from '../notices.ts'
import { printChecksRights } from '../rights.ts'
import { judgeClient } from '../rules/judge-client.ts'
import { clientContent } from '../rules/stage-contents.ts'
import { askForSignOff } from './client-sign-off.ts'
import { type Chain, currentRun } from './load-chain.ts'
import { tell } from './notify-asked.ts'

/**
 * Puts a proof that the machine found right before the client's people who sign in, where the client has to sign it off and
 * has not spoken of it: as a question of their own each, and again for each further proof. A guest is asked by hand.
 */
export async function askClientsPeople(tx: Tx, chain: Chain): Promise<void> {
  const { job, hashes, signOffs } = chain
  if (!chain.mustClientSignOff || judgeClient(signOffs) || currentRun(chain, 'proof')?.outcome !== 'right') return
  const askedIds: string[] = []
  for (const personId of await clientsPeople(tx, job.client_id)) {
    const known = signOffs.find((one) => one.personId === personId && one.guestLinkId === null)
    if (known?.isCurrent) continue
    const signOffId = known?.id ?? newId()
    if (known) await reviseGate(tx, clientSignOffGate, signOffId, clientContent(job.id, hashes.proof))
    else await askForSignOff(tx, chain, { signOffId, personId, guestLinkId: null })
    await recordEvent(tx, printEvents.client_asked, {
      actor: { kind: 'system', orgId: await organisationOf(tx), part: 'print-checks.ask-clients-people' },
      subject: printSubject(job.id),
      facts: { signOffId, personId, isGuest: false },
    })
    askedIds.push(personId)
  }
  await tell(tx, job.id, askedIds, printNotices.waits)
}

/** Who of the client may decide, and can sign in. */
async function clientsPeople(tx: Tx, clientId: string | null): Promise<string[]> {
  if (clientId === null) return []
  const units = await tx.selectFrom('unit').where('party_id', '=', clientId).select('id').execute()
  if (units.length === 0) return []
  const at = await instantOf(tx)
  const unitIds = units.map(({ id }) => id)
  const holders = new Set<string>()
  for (const role of printChecksRights['print-checks:decide'].roles)
    for (const { personId } of await peopleWithRole(tx, role, at, unitIds)) holders.add(personId)
  if (holders.size === 0) return []
  const accounts = await tx
    .selectFrom('account')
    .where('person_id', 'in', [...holders])
    .where('status', '=', 'active')
    .select('person_id')
    .execute()
  return [...new Set(accounts.map(({ person_id }) => person_id))].sort()
}
