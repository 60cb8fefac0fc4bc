import { extname } from 'node:path'
import type { AnyActor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { insertDataset, type PendingFile } from '../../../kernel/vault/index.ts'
import { partiesOfEngagement } from '../../../planning/vendors/index.ts'
import type * as contract from '../contract.ts'
import type { ReceivedDataEquipment } from '../equipment.ts'
import { receivedListEvents } from '../events.ts'
import { refuseUnlessInCharge } from '../in-charge.ts'
import { readListJob } from '../jobs.ts'

/**
 * Registers a list that the client of an engagement has handed over. The file lies in the vault until a job has made its
 * fingerprints, and is erased then: what is kept is who would be known again, not who stands in it.
 * @param file received into the vault, not adopted yet
 * @throws Refusal `not_found`, `not_allowed` (another unit's engagement), `engagement_without_client`, `day_in_future`
 */
export async function registerReceivedList(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.registerReceivedList>,
  file: { readonly fileName: string; readonly received: PendingFile },
  equipment: ReceivedDataEquipment,
): Promise<{ id: string }> {
  const { vault } = equipment
  const { engagementId, name, receivedOn } = input
  if (receivedOn > jstDay(await instantOf(tx))) throw new Refusal('day_in_future')
  const engagement = await tx.selectFrom('engagement').where('id', '=', engagementId).select('id').executeTakeFirst()
  if (!engagement) throw new Refusal('not_found')
  if (actor.kind !== 'system') await refuseUnlessInCharge(tx, actor, engagementId)
  const client = (await partiesOfEngagement(tx, engagementId)).find(({ relation }) => relation === 'client')
  if (!client) throw new Refusal('engagement_without_client')
  const source = await vault.adopt(tx, file.received, { kind: 'received-list' })
  const { partyId } = client
  const id = await insertDataset(tx, { partyId, engagementId, name, receivedOn, sourceId: source.id })
  await enqueue(tx, readListJob(equipment), { listId: id, ending: endingOf(file.fileName) }, { singletonKey: id })
  await recordEvent(tx, receivedListEvents.added, {
    actor,
    subject: { kind: 'received_list', id },
    facts: { partyId, engagementId, byteCount: source.byteCount, sha256: source.sha256 },
  })
  await announce(tx, 'received-data')
  return { id }
}

/** The name itself is personal more often than not, and the queue lies outside row-level security. */
function endingOf(fileName: string): string {
  const ending = extname(fileName).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : ''
}
