import type { SystemActor } from '../../base/actor.ts'
import { jstDay } from '../../base/clock.ts'
import { newId } from '../../base/ids.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../kernel/db/database.ts'
import { addPerson, addUnit, setMembership } from '../../kernel/people/index.ts'
import { addInternalDomain } from '../../operation/outbound-mail/index.ts'
import { type ReceivedDataEquipment, registerReceivedList } from '../../operation/received-data/index.ts'
import {
  addEngagement,
  addParty,
  addPartyDomain,
  addWorker,
  attachParty,
  startEngagement,
} from '../../planning/vendors/index.ts'
import { zippedStaffList } from './staff-list.ts'
import { CASE_A_LIST, ENGAGEMENTS, ORGANISATION_NAME, OWN_DOMAIN, PARTIES, PEOPLE, UNITS } from './deck.ts'

export interface LoadedDemo {
  readonly orgId: string
  /** By the keys of the deck. */
  readonly personIds: Readonly<Record<string, string>>
}

/**
 * Makes the demonstration organisation, in one transaction, through the same operations that people use.
 * @param lists where received lists go; with it, the list of case A is registered as X県's
 */
export async function loadDemo(database: Database, lists?: ReceivedDataEquipment): Promise<LoadedDemo> {
  const orgId = newId()
  const received = await lists?.vault.receive(pieceOf(await zippedStaffList()))
  return inOrganisation(database, orgId, async (tx) => {
    await tx.insertInto('organisation').values({ name: ORGANISATION_NAME, is_demo: true }).execute()
    const actor: SystemActor = { orgId, kind: 'system', part: 'demo.load' }
    const today = jstDay(await instantOf(tx))
    const partyIds = await addParties(tx, actor)
    const unitIds: Record<string, string> = {}
    for (const { key, name, kind, parent, party } of UNITS) {
      const unit = await addUnit(tx, actor, {
        name,
        kind,
        parentId: parent && unitIds[parent],
        partyId: party && partyIds[party],
      })
      unitIds[key] = unit.id
    }
    const personIds: Record<string, string> = {}
    for (const { key, name, kana, address, party, at } of PEOPLE) {
      const person = await addPerson(tx, actor, {
        name,
        nameKana: kana,
        addresses: [address],
        partyId: party && partyIds[party],
        activeFromOn: today,
      })
      personIds[key] = person.id
      for (const [unit, role] of at)
        await setMembership(tx, actor, { personId: person.id, unitId: unitIds[unit]!, role, fromOn: today })
    }
    await addInternalDomain(tx, actor, { domain: OWN_DOMAIN })
    for (const engagement of ENGAGEMENTS) {
      const engagementId = await addDeckEngagement(tx, actor, engagement, { today, partyIds, unitIds, personIds })
      if (!lists || !received || engagement.key !== CASE_A_LIST.engagement) continue
      const list = { engagementId, name: CASE_A_LIST.name, receivedOn: today }
      await registerReceivedList(tx, actor, list, { fileName: 'list.zip', received }, lists)
    }
    return { orgId, personIds }
  })
}

async function* pieceOf(content: Uint8Array) {
  yield await Promise.resolve(content)
}

async function addParties(tx: Tx, actor: SystemActor): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const { key, name, domain } of PARTIES) {
    const { id } = await addParty(tx, actor, { name })
    await addPartyDomain(tx, actor, { partyId: id, covers: 'subdomains', name: domain })
    ids[key] = id
  }
  return ids
}

interface Known {
  readonly today: string
  readonly partyIds: Readonly<Record<string, string>>
  readonly unitIds: Readonly<Record<string, string>>
  readonly personIds: Readonly<Record<string, string>>
}

async function addDeckEngagement(
  tx: Tx,
  actor: SystemActor,
  deck: (typeof ENGAGEMENTS)[number],
  known: Known,
): Promise<string> {
  const { id: engagementId } = await addEngagement(tx, actor, {
    name: deck.name,
    purpose: deck.purpose,
    dataClasses: [...deck.dataClasses],
    fromOn: known.today,
    untilOn: null,
    ownerUnitId: known.unitIds[deck.unit]!,
    responsiblePersonId: known.personIds[deck.responsible]!,
    clientPartyId: undefined,
  })
  await attachParty(tx, actor, {
    ...place(engagementId, known.partyIds[deck.client]!, 'client'),
    mustClientSignOff: deck.mustClientSignOff ?? false,
  })
  for (const vendor of deck.vendors)
    await attachParty(tx, actor, place(engagementId, known.partyIds[vendor]!, 'vendor'))
  for (const one of deck.counterparties)
    await attachParty(tx, actor, place(engagementId, known.partyIds[one]!, 'counterparty'))
  await startEngagement(tx, actor, { engagementId, version: 1 })
  for (const worker of deck.workers) {
    await addWorker(tx, actor, { engagementId, personId: known.personIds[worker]!, job: '', fromOn: known.today })
  }
  return engagementId
}

const place = (engagementId: string, partyId: string, relation: 'client' | 'vendor' | 'counterparty') => ({
  engagementId,
  partyId,
  relation,
  mustClientSignOff: false,
})
