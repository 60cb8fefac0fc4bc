import type { AnyActor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { openGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { personById } from '../../../kernel/people/index.ts'
import { isOnRoster, partiesOfEngagement } from '../../../planning/vendors/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { STAGE_GATES } from '../gate.ts'
import { printNotices } from '../notices.ts'
import { tell } from '../stages/notify-asked.ts'
import { PRINT_SLOTS, PRINT_STAGES, type PrintSlot } from '../print-states.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { type FileFact, stageContents } from '../rules/stage-contents.ts'
import { refuseUnlessNear } from '../scope.ts'

export interface AddPrintJob {
  readonly title: string
  readonly engagementId: string
  /** The vendor that prints. */
  readonly partyId: string
  /** Who is in charge: a person of the printer, or one of ours where the printer has nobody here. */
  readonly personId: string
}

/**
 * Registers a print job (印刷案件) and puts its four gates up, closed. While a roster of the engagement is overdue, they
 * stay shut. Whether the client signs off is what the engagement says now.
 * @throws Refusal `not_found`, `not_allowed` (another unit's engagement), `engagement_not_running`, `entruster_not_vendor` (the party prints nothing there),
 *   `worker_not_of_party`, `worker_not_on_roster` (nobody of the printer works on an engagement on whose roster they are not today)
 */
export async function addPrintJob(
  tx: Tx,
  actor: AnyActor,
  input: AddPrintJob,
  equipment: Pick<PrintEquipment, 'vault'>,
): Promise<{ id: string }> {
  const engagement = await tx
    .selectFrom('engagement')
    .where('id', '=', input.engagementId)
    .select(['id', 'status', 'owner_unit_id'])
    .executeTakeFirst()
  if (!engagement) throw new Refusal('not_found')
  if (actor.kind === 'account') await refuseUnlessNear(tx, actor, engagement.owner_unit_id)
  if (engagement.status !== 'active') throw new Refusal('engagement_not_running')
  const parties = await partiesOfEngagement(tx, engagement.id)
  const printer = parties.find(({ relation, partyId }) => relation === 'vendor' && partyId === input.partyId)
  if (!printer) throw new Refusal('entruster_not_vendor')
  const author = await personById(tx, input.personId)
  if (!author) throw new Refusal('not_found')
  if (author.partyId !== null && author.partyId !== input.partyId) throw new Refusal('worker_not_of_party')
  if (author.partyId !== null) {
    const { onRoster } = await isOnRoster(tx, author.id, engagement.id, jstDay(await instantOf(tx)))
    if (!onRoster) throw new Refusal('worker_not_on_roster')
  }
  const client = parties.find(({ relation }) => relation === 'client')
  const mustClientSignOff = client?.mustClientSignOff ?? false
  const id = newId()
  await tx
    .insertInto('print_job')
    .values({
      id,
      engagement_id: engagement.id,
      title: input.title,
      printer_id: input.partyId,
      client_id: client?.partyId ?? null,
      must_client_sign_off: mustClientSignOff,
      author_id: author.id,
      unit_id: engagement.owner_unit_id,
    })
    .execute()
  const nothing = Object.fromEntries(PRINT_SLOTS.map((slot) => [slot, []])) as unknown as Record<PrintSlot, FileFact[]>
  const contents = stageContents({
    jobId: id,
    files: nothing,
    explanationIds: [],
    lacks: [],
    hearingId: undefined,
    lotId: undefined,
  })
  for (const stage of PRINT_STAGES)
    await openGate(tx, STAGE_GATES[stage], {
      subjectId: id,
      authorId: author.id,
      unitId: engagement.owner_unit_id,
      content: contents[stage],
      obligations: { subjectIds: [engagement.id] },
      coolDownSeconds: 0,
      ...(stage === 'proof' && mustClientSignOff && { requirements: { 'client-signed-off': { isRequired: true } } }),
    })
  await recordEvent(tx, printEvents.added, {
    actor,
    subject: printSubject(id),
    facts: { engagementId: engagement.id, printerId: input.partyId, authorId: author.id, mustClientSignOff },
  })
  await refreshChain(tx, equipment, id)
  if (actor.kind !== 'account' || actor.personId !== author.id) await tell(tx, id, [author.id], printNotices.given)
  return { id }
}
