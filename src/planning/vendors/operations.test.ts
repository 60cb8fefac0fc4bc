import { describe, expect, test } from 'vitest'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { addEngagement } from './operations/add-engagement.ts'
import { addParty } from './operations/add-party.ts'
import { addWorker } from './operations/add-worker.ts'
import { attachParty } from './operations/attach-party.ts'
import { changeEngagement } from './operations/change-engagement.ts'
import { changeParty } from './operations/change-party.ts'
import { closeEngagement } from './operations/close-engagement.ts'
import { closeParty } from './operations/close-party.ts'
import { confirmRoster } from './operations/confirm-roster.ts'
import { endEngagementParty } from './operations/end-engagement-party.ts'
import { endWorker } from './operations/end-worker.ts'
import { addPartyDomain, endPartyDomain } from './operations/list-party-domain.ts'
import { startEngagement } from './operations/start-engagement.ts'
import { engagementLines, engagementView, partyLines, partyView, rosterLines } from './read-models.ts'
import { engagementsExplaining } from './belonging-questions.ts'
import { isOnRoster, rosterState } from './roster-questions.ts'

const db = useTestDatabase()
const page = { size: 50 }

/** 自社 with X県's work, F社 as its vendor and G社 below F社. */
async function world(start = '2026-11-23T03:00:00Z') {
  await db.setClock(new Date(start))
  const orgId = await db.newOrganisation()
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const person = async (name: string, partyId: string | null = null) => {
    const id = newId()
    await run((tx) => tx.insertInto('person').values({ id, name, party_id: partyId }).execute())
    return id
  }
  /** One who answers for their party. */
  const chiefOf = async (name: string, partyId: string) => {
    const personId = await person(name, partyId)
    const ofParty = { id: newId(), name, kind: 'party', party_id: partyId }
    const role = { person_id: personId, unit_id: ofParty.id, role: 'supervisor', from_on: '2026-04-01' }
    await run((tx) => tx.insertInto('unit').values(ofParty).execute())
    await run((tx) =>
      tx
        .insertInto('membership')
        .values({ id: newId(), ...role })
        .execute(),
    )
    return actorFor(personId)
  }
  const actorFor = (personId: string): Actor => ({ orgId, personId, kind: 'account', via: 'test' })
  const office = actorFor(await person('事務局 花子'))
  const unitId = newId()
  await run((tx) => tx.insertInto('unit').values({ id: unitId, name: '公共第一部', kind: 'department' }).execute())
  const party = (name: string) => run(async (tx) => (await addParty(tx, office, { name })).id)
  const [xPref, fSha, gSha] = [await party('X県'), await party('F社'), await party('G社')]
  const fields = {
    name: 'X県 教職員用パソコン更改',
    purpose: '教職員用パソコンの入替作業',
    dataClasses: ['personal_information' as const],
    fromOn: '2026-04-01',
    untilOn: '2027-03-31',
    ownerUnitId: unitId,
    responsiblePersonId: office.personId,
  }
  const work = await run(async (tx) => (await addEngagement(tx, office, { ...fields, clientPartyId: xPref })).id)
  const attach = (partyId: string, more: object = {}) =>
    run((tx) =>
      attachParty(tx, office, { engagementId: work, partyId, relation: 'vendor', mustClientSignOff: false, ...more }),
    )
  const startWork = () => run((tx) => startEngagement(tx, office, { engagementId: work, version: 1 }))
  return {
    orgId,
    run,
    person,
    actorFor,
    chiefOf,
    office,
    unitId,
    xPref,
    fSha,
    gSha,
    work,
    attach,
    start: startWork,
    fields,
  }
}

const events = (run: Awaited<ReturnType<typeof world>>['run']) =>
  run((tx) => tx.selectFrom('event').select(['type', 'facts', 'subject_id']).orderBy('id').execute())

describe('関係先', () => {
  test('registers, refuses a wrong or taken number, changes by version, and tells it in events without contents', async () => {
    const { run, office } = await world()
    const id = await run(async (tx) => {
      const added = await addParty(tx, office, { name: 'A社', corporateNumber: '7000012050002' })
      await changeParty(tx, office, { partyId: added.id, version: 1, name: 'A社(改称)' })
      return added.id
    })
    await expect(run((tx) => addParty(tx, office, { name: '別', corporateNumber: '7000012050003' }))).rejects.toThrow(
      'corporate_number_wrong',
    )
    await expect(run((tx) => addParty(tx, office, { name: '別', corporateNumber: '7000012050002' }))).rejects.toThrow(
      'party_exists',
    )
    await expect(run((tx) => changeParty(tx, office, { partyId: id, version: 1, name: '別' }))).rejects.toThrow(
      'stale_version',
    )
    const about = (await events(run)).filter((event) => event.subject_id === id)
    expect(about.map((event) => [event.type, event.facts])).toEqual([
      ['party.added', {}],
      ['party.changed', { fields: ['name'] }],
    ])
  })

  test('a domain of everybody is refused; one of two parties is taken and named', async () => {
    const { run, office, xPref, fSha } = await world()
    const list = (partyId: string, name: string, covers: 'subdomains' | 'domain' | 'address' = 'subdomains') =>
      run((tx) => addPartyDomain(tx, office, { partyId, covers, name }))
    const first = await list(xPref, 'X-Pref.example')
    expect(first).toMatchObject({ name: 'x-pref.example', sharedWith: [] })
    expect((await list(fSha, 'x-pref.example')).sharedWith).toEqual(['X県'])
    await expect(list(xPref, 'x-pref.example')).rejects.toThrow('domain_listed')
    await expect(list(xPref, 'gmail.com')).rejects.toThrow('domain_of_provider')
    await expect(list(xPref, 'lg.jp')).rejects.toThrow('domain_not_registrable')
    await expect(list(xPref, 'not a domain')).rejects.toThrow('domain_unreadable')
    expect((await list(fSha, 'taro@gmail.com', 'address')).name).toBe('taro@gmail.com')
    await run((tx) => endPartyDomain(tx, office, { domainId: first.id }))
    await expect(run((tx) => endPartyDomain(tx, office, { domainId: first.id }))).rejects.toThrow('not_found')
    const view = await run((tx) => partyView(tx, office, fSha))
    expect(view.domains.map((domain) => [domain.name, domain.sharedWith])).toEqual([
      ['taro@gmail.com', []],
      ['x-pref.example', []],
    ])
  })

  test('stays open while it stands in an open engagement', async () => {
    const { run, office, xPref, work } = await world()
    await expect(run((tx) => closeParty(tx, office, { partyId: xPref, version: 1 }))).rejects.toThrow('party_in_use')
    await run((tx) => closeEngagement(tx, office, { engagementId: work, version: 1 }))
    await run((tx) => closeParty(tx, office, { partyId: xPref, version: 1 }))
    expect((await run((tx) => partyView(tx, office, xPref))).status).toBe('closed')
  })

  test('pages by name, and finds in any width', async () => {
    const { run, office } = await world()
    const first = await run((tx) => partyLines(tx, office, { size: 2 }))
    const second = await run((tx) => partyLines(tx, office, { size: 2, cursor: first.nextCursor! }))
    expect([...first.items, ...second.items].map((line) => line.name)).toEqual(['F社', 'G社', 'X県'])
    expect(second.nextCursor).toBeUndefined()
    const found = await run((tx) => partyLines(tx, office, { ...page, text: 'ｘ県' }))
    expect(found.items.map((line) => [line.name, line.relations, line.engagementCount])).toEqual([
      ['X県', ['client'], 1],
    ])
  })
})

describe('案件', () => {
  test('a chain of vendors: tiers follow from whom they work for; a chain is taken apart from its end', async () => {
    const { run, office, fSha, gSha, xPref, work, attach } = await world()
    await expect(attach(gSha, { entrusterPartyId: fSha })).rejects.toThrow('entruster_not_vendor')
    const f = await attach(fSha)
    await attach(gSha, { entrusterPartyId: fSha })
    await expect(attach(fSha)).rejects.toThrow('relation_exists')
    await expect(attach(fSha, { relation: 'client' })).rejects.toThrow('client_exists')
    const view = await run((tx) => engagementView(tx, office, work))
    expect(view.parties.map((p) => [p.partyId, p.relation, p.tier, p.entrusterPartyId])).toEqual([
      [xPref, 'client', null, null],
      [fSha, 'vendor', 1, null],
      [gSha, 'vendor', 2, fSha],
    ])
    const leave = () => run((tx) => endEngagementParty(tx, office, { ...f, version: 1 }))
    await expect(leave()).rejects.toThrow('sub_vendors_remain')
    const g = view.parties[2]!
    await run((tx) => endEngagementParty(tx, office, { engagementPartyId: g.engagementPartyId, version: g.version }))
    await leave()
    expect((await run((tx) => engagementView(tx, office, work))).parties).toHaveLength(1)
  })

  test('a draft explains nothing; started it does; closed it never changes again', async () => {
    const { run, office, xPref, work, start } = await world()
    await run((tx) => addPartyDomain(tx, office, { partyId: xPref, covers: 'subdomains', name: 'x-pref.example' }))
    const recipients = [{ address: 'a@x-pref.example', domain: 'x-pref.example' }]
    const explained = async () =>
      (await run((tx) => engagementsExplaining(tx, { recipients, on: '2026-11-23', named: [work] })))[0]!.isExplained
    expect(await explained()).toBe(false)
    await start()
    await expect(start()).rejects.toThrow(/stale_version/)
    expect(await explained()).toBe(true)
    const change = (version: number, untilOn: string | null) =>
      run((tx) => changeEngagement(tx, office, { engagementId: work, version, untilOn }))
    await expect(change(2, '2026-03-31')).rejects.toThrow('period_wrong')
    await change(2, null)
    await run((tx) => closeEngagement(tx, office, { engagementId: work, version: 3 }))
    expect(await explained()).toBe(false)
    await expect(change(4, null)).rejects.toThrow('engagement_closed')
  })

  test('refuses a period that ends before it begins, and a unit of nobody', async () => {
    const { run, office, fields } = await world()
    await expect(run((tx) => addEngagement(tx, office, { ...fields, untilOn: '2026-03-31' }))).rejects.toThrow(
      'period_wrong',
    )
    await expect(run((tx) => addEngagement(tx, office, { ...fields, ownerUnitId: newId() }))).rejects.toThrow(
      'not_found',
    )
  })
})

describe('従事者一覧', () => {
  test('only our own people and those of its vendors; never twice in the same days', async () => {
    const { run, office, person, fSha, gSha, work, attach } = await world()
    await attach(fSha)
    const [own, ofF, ofG] = [await person('自社 太郎'), await person('F社 花子', fSha), await person('G社 次郎', gSha)]
    const add = (personId: string, fromOn = '2026-05-01', untilOn?: string) =>
      run((tx) => addWorker(tx, office, { engagementId: work, personId, job: '設置', fromOn, untilOn }))
    await add(own)
    const { rosterEntryId } = await add(ofF)
    await expect(add(ofG)).rejects.toThrow('worker_not_of_party')
    await expect(add(ofF, '2026-01-01', '2026-05-01')).rejects.toThrow('already_on_roster')
    await expect(add(ofF, '2027-01-01')).rejects.toThrow('already_on_roster')
    await run((tx) => endWorker(tx, office, { rosterEntryId, version: 1, lastOn: '2026-12-31' }))
    await expect(
      run((tx) => endWorker(tx, office, { rosterEntryId, version: 1, lastOn: '2026-12-31' })),
    ).rejects.toThrow('stale_version')
    await add(ofF, '2027-01-01')
    const lines = await run((tx) => rosterLines(tx, office, { ...page, engagementId: work, withEnded: true }))
    expect(lines.items.map((line) => [line.name, line.partyName, line.state])).toEqual([
      ['自社 太郎', null, 'on_roster'],
      ['F社 花子', 'F社', 'on_roster'],
      ['F社 花子', 'F社', 'not_yet'],
    ])
    const facts = JSON.stringify(await events(run))
    for (const personal of ['花子', '太郎', '設置']) expect(facts).not.toContain(personal)
  })

  test('ten who add the same worker at once make one entry', async () => {
    const { run, office, person, work } = await world()
    const personId = await person('自社 太郎')
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        run((tx) =>
          addWorker(tx, office, {
            engagementId: work,
            personId,
            job: '',
            fromOn: `2026-05-${10 + i}`,
            untilOn: '2026-06-30',
          }),
        ),
      ),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('a vendor who leaves takes its workers off the roster at once', async () => {
    const { run, office, person, fSha, work, attach, start } = await world()
    const place = await attach(fSha)
    await start()
    const worker = await person('F社 花子', fSha)
    await run((tx) => addWorker(tx, office, { engagementId: work, personId: worker, job: '', fromOn: '2026-05-01' }))
    expect((await run((tx) => isOnRoster(tx, worker, work, '2026-11-23'))).onRoster).toBe(true)
    await run((tx) => endEngagementParty(tx, office, { ...place, version: 1 }))
    expect((await run((tx) => isOnRoster(tx, worker, work, '2026-11-23'))).reason).toBe('ended')
    expect((await run((tx) => rosterState(tx, work, '2030-01-01'))).isOverdue).toBe(false)
  })

  test('再提出: owed from the start, met by 変更なし, once a month, overdue the day after', async () => {
    const { run, chiefOf, fSha, work, attach, start, office } = await world()
    await attach(fSha)
    const state = (on: string) => run((tx) => rosterState(tx, work, on))
    expect(await state('2026-11-23')).toMatchObject({ dueOn: null })
    await start()
    expect(await state('2026-12-07')).toEqual({ isOverdue: false, dueOn: '2026-12-07', overduePartyIds: [] })
    expect(await state('2026-12-08')).toMatchObject({ isOverdue: true, overduePartyIds: [fSha] })

    const chief = await chiefOf('F社 責任者', fSha)
    const confirm = () => run((tx) => confirmRoster(tx, chief, { engagementId: work, partyId: fSha }))
    await expect(confirm()).rejects.toThrow('roster_empty')
    await run((tx) =>
      addWorker(tx, chief, { engagementId: work, personId: chief.personId, job: '', fromOn: '2026-05-01' }),
    )
    const first = await confirm()
    expect(first).toMatchObject({ month: '2026-11', workerCount: 1, nextDueOn: '2026-12-31' })
    expect((await confirm()).submissionId).toBe(first.submissionId)
    await db.setClock(new Date('2026-12-31T14:59:00Z'))
    expect((await confirm()).nextDueOn).toBe('2027-01-31')
    const view = await run((tx) => engagementView(tx, office, work))
    expect(view.parties[1]).toMatchObject({ lastSubmittedMonth: '2026-12', rosterDueOn: '2027-01-31' })
    const told = (await events(run)).filter((event) => event.type === 'roster.submitted')
    expect(told).toHaveLength(2)
  })

  test('a roster cannot be handed in for an engagement that is not running', async () => {
    const { run, office, fSha, work, attach, start } = await world('2027-04-01T03:00:00Z')
    await attach(fSha)
    const confirm = () => run((tx) => confirmRoster(tx, office, { engagementId: work, partyId: fSha }))
    await expect(confirm()).rejects.toThrow('engagement_not_running')
    await start()
    await expect(confirm()).rejects.toThrow('engagement_not_running')
  })
})

describe('委託先の責任者に見えるもの', () => {
  test('their own engagements, their own roster, their own party; they put nobody else on a roster', async () => {
    const { run, office, chiefOf, fSha, gSha, xPref, work, attach } = await world()
    await attach(fSha)
    await attach(gSha, { entrusterPartyId: fSha })
    const [f, g] = [await chiefOf('F社 花子', fSha), await chiefOf('G社 次郎', gSha)]
    const stranger = await chiefOf(
      'H社 三郎',
      await run(async (tx) => (await addParty(tx, office, { name: 'H社' })).id),
    )
    const add = (actor: Actor, personId: string) =>
      run((tx) => addWorker(tx, actor, { engagementId: work, personId, job: '', fromOn: '2026-05-01' }))
    await add(f, f.personId)
    await add(g, g.personId)
    await expect(add(f, g.personId)).rejects.toThrow('not_found')
    const seen = await run((tx) => rosterLines(tx, f, { ...page, engagementId: work, withEnded: false }))
    expect(seen.items.map((line) => line.name)).toEqual(['F社 花子'])
    expect((await run((tx) => engagementLines(tx, f, page))).items).toHaveLength(1)
    expect((await run((tx) => engagementLines(tx, stranger, page))).items).toEqual([])
    await expect(run((tx) => engagementView(tx, stranger, work))).rejects.toThrow('not_found')
    await expect(run((tx) => partyView(tx, f, xPref))).rejects.toThrow('not_found')
    expect((await run((tx) => partyLines(tx, stranger, page))).items.map((line) => line.name)).toEqual(['H社'])
    await expect(run((tx) => confirmRoster(tx, f, { engagementId: work, partyId: gSha }))).rejects.toThrow('not_found')
    await expect(run((tx) => confirmRoster(tx, f, { engagementId: work }))).rejects.toThrow('not_found')
  })
})
