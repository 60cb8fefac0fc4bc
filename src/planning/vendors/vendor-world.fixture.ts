import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { addEngagement } from './operations/add-engagement.ts'
import { addParty } from './operations/add-party.ts'
import { addWorker } from './operations/add-worker.ts'
import { attachParty } from './operations/attach-party.ts'
import { startEngagement } from './operations/start-engagement.ts'
import { engagementLines } from './read-models.ts'

interface TestDatabase {
  setClock(at: Date): Promise<void>
  newOrganisation(): Promise<string>
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
}

/**
 * F社 in four engagements, its worker on the roster of one now, of one later, of one no more, of one never; and an
 * engagement of ours without F社. Today is 2026-11-23.
 */
export async function vendorWorld(db: TestDatabase) {
  await db.setClock(new Date('2026-11-23T03:00:00Z'))
  const orgId = await db.newOrganisation()
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const actorFor = (personId: string): Actor => ({ orgId, personId, kind: 'account', via: 'test' })
  const add = (name: string, partyId: string | null = null) =>
    run(async (tx) => {
      const id = newId()
      await tx.insertInto('person').values({ id, name, party_id: partyId }).execute()
      return id
    })
  const office = actorFor(await add('事務局 花子'))
  const unitId = newId()
  const fUnitId = newId()
  const fSha = await run(async (tx) => (await addParty(tx, office, { name: 'F社' })).id)
  await run((tx) =>
    tx
      .insertInto('unit')
      .values([
        { id: unitId, name: '公共第一部', kind: 'department' },
        { id: fUnitId, name: 'F社', kind: 'party', party_id: fSha },
      ])
      .execute(),
  )
  const worker = actorFor(await add('F社 花子', fSha))
  const chief = actorFor(await add('F社 責任者', fSha))
  const role = (personId: string, held: string) =>
    run((tx) =>
      tx
        .insertInto('membership')
        .values({ id: newId(), person_id: personId, unit_id: fUnitId, role: held, from_on: '2026-04-01' })
        .execute(),
    )
  await role(worker.personId, 'worker')
  await role(chief.personId, 'supervisor')
  const clients: string[] = []
  const engagement = async (name: string, withVendor = true) => {
    const clientPartyId = await run(async (tx) => (await addParty(tx, office, { name: `${name}のお客様` })).id)
    clients.push(clientPartyId)
    const made = await run((tx) =>
      addEngagement(tx, office, {
        name: withVendor ? `F社 ${name}` : name,
        purpose: '設置作業',
        dataClasses: [],
        fromOn: '2026-04-01',
        untilOn: null,
        ownerUnitId: unitId,
        responsiblePersonId: office.personId,
        clientPartyId,
      }),
    )
    const place = withVendor
      ? await run((tx) =>
          attachParty(tx, office, {
            engagementId: made.id,
            partyId: fSha,
            relation: 'vendor',
            mustClientSignOff: false,
          }),
        )
      : undefined
    await run((tx) => startEngagement(tx, office, { engagementId: made.id, version: 1 }))
    return { id: made.id, placeId: place?.engagementPartyId ?? '' }
  }
  const [listed, notYet, ended, never] = [
    await engagement('載っている案件'),
    await engagement('これからの案件'),
    await engagement('外れた案件'),
    await engagement('載らない案件'),
  ]
  const foreign = await engagement('よその案件', false)
  const onRoster = (engagementId: string, fromOn: string, untilOn?: string) =>
    run((tx) =>
      addWorker(tx, office, { engagementId, personId: worker.personId, job: '', fromOn, ...(untilOn && { untilOn }) }),
    )
  const first = await onRoster(listed.id, '2026-05-01')
  await onRoster(notYet.id, '2026-12-01')
  await onRoster(ended.id, '2026-05-01', '2026-11-22')
  const names = async (actor: Actor) =>
    (await run((tx) => engagementLines(tx, actor, { size: 50 }))).items.map(({ name }) => name)
  return {
    run,
    office,
    worker,
    chief,
    fSha,
    clients,
    names,
    listed: listed.id,
    notYet: notYet.id,
    ended: ended.id,
    never: never.id,
    engagements: [listed, notYet, ended, never, foreign],
    places: { listed: listed.placeId },
    entries: { listed: first.rosterEntryId },
  }
}
