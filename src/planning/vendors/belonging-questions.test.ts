import { describe, expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { engagementsExplaining, recipientBelongings } from './belonging-questions.ts'
import { engagementsOf, isOnRoster, rosterState } from './roster-questions.ts'

const db = useTestDatabase()
const ON = '2026-11-23'

async function party(tx: Tx, name: string, domain: string): Promise<string> {
  const id = newId()
  await tx.insertInto('party').values({ id, name }).execute()
  await tx
    .insertInto('party_domain')
    .values({ id: newId(), party_id: id, covers: 'subdomains', name: domain })
    .execute()
  return id
}

async function person(tx: Tx, name: string, partyId?: string): Promise<string> {
  const id = newId()
  await tx
    .insertInto('person')
    .values({ id, name, party_id: partyId ?? null })
    .execute()
  return id
}

async function engagement(tx: Tx, name: string, parties: Record<string, 'client' | 'vendor' | 'counterparty'>) {
  const [id, unitId] = [newId(), newId()]
  await tx.insertInto('unit').values({ id: unitId, name: '公共第一部', kind: 'department' }).execute()
  await tx
    .insertInto('engagement')
    .values({
      id,
      name,
      purpose: '試験',
      from_on: '2026-04-01',
      until_on: '2027-03-31',
      status: 'active',
      owner_unit_id: unitId,
      responsible_person_id: await person(tx, '責任 太郎'),
    })
    .execute()
  for (const [partyId, relation] of Object.entries(parties)) {
    const vendor = relation === 'vendor' ? { tier: 1, roster_obligation_id: await rosterDue(tx, id) } : {}
    await tx
      .insertInto('engagement_party')
      .values({ id: newId(), engagement_id: id, party_id: partyId, relation, ...vendor })
      .execute()
  }
  return id
}

async function rosterDue(tx: Tx, engagementId: string): Promise<string> {
  const [id, dueOn] = [newId(), '2026-11-30']
  await tx
    .insertInto('obligation')
    .values({
      id,
      kind: 'vendors.roster_resubmission',
      subject_kind: 'engagement',
      subject_id: engagementId,
      basis: 'vendor-roster-monthly',
      first_due_on: dueOn,
      due_on: dueOn,
    })
    .execute()
  return id
}

async function deck(tx: Tx) {
  const xPref = await party(tx, 'X県', 'x-pref.example')
  const yCity = await party(tx, 'Y市', 'y-city.example')
  const aSha = await party(tx, 'A社', 'a-sha.example')
  const fSha = await party(tx, 'F社', 'f-sha.example')
  const xWork = await engagement(tx, 'X県 教職員用パソコン更改', { [xPref]: 'client', [fSha]: 'vendor' })
  const yWork = await engagement(tx, 'Y市 庁内ネットワーク', { [yCity]: 'client' })
  return { xPref, yCity, aSha, fSha, xWork, yWork }
}

const to = (address: string) => ({ address, domain: address.slice(address.lastIndexOf('@') + 1) })

describe('どの案件のメールか', () => {
  test('事例A: to Y市 and A社 while the work is X県’s, every candidate fails and says why', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const { xWork, yWork } = await deck(tx)
      const candidates = await engagementsExplaining(tx, {
        recipients: [to('tanto@y-city.example'), to('Eigyo@A-SHA.example')],
        on: ON,
        named: [xWork],
      })
      expect(candidates.map(({ engagementId, isExplained }) => [engagementId, isExplained])).toEqual([
        [yWork, false],
        [xWork, false],
      ])
      const [y, x] = candidates
      expect(y!.explained.map((r) => r.address)).toEqual(['tanto@y-city.example'])
      expect(y!.unexplained.map((r) => [r.address, r.reason])).toEqual([
        ['Eigyo@A-SHA.example', 'party_outside_engagement'],
      ])
      expect(x!.otherClient.map((r) => [r.address, r.reason, r.parties[0]?.name])).toEqual([
        ['tanto@y-city.example', 'client_of_other_engagement', 'Y市'],
      ])
      expect(x!.unexplained.map((r) => r.parties[0]?.name)).toEqual(['A社'])
    })
  })

  test('the right mail is explained by its engagement, and by no other', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const { xWork } = await deck(tx)
      const recipients = [to('kyoiku@edu.x-pref.example'), to('w@f-sha.example')]
      const found = await engagementsExplaining(tx, { recipients, on: ON })
      expect(found.map((c) => [c.engagementId, c.isExplained])).toEqual([[xWork, true]])
      expect(await engagementsExplaining(tx, { recipients, on: '2027-04-01' })).toEqual([])
      const late = await engagementsExplaining(tx, { recipients, on: '2027-04-01', named: [xWork] })
      expect(late.map((c) => [c.isRunning, c.isExplained])).toEqual([[false, false]])
    })
  })

  test('strangers have no candidate; a domain that is not the address’s own belongs to nobody', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      await deck(tx)
      expect(await engagementsExplaining(tx, { recipients: [to('a@nobody.example')], on: ON })).toEqual([])
      const [liar] = await recipientBelongings(tx, [{ address: 'a@evil.example', domain: 'x-pref.example' }])
      expect(liar).toEqual({ address: 'a@evil.example', domain: undefined, parties: [] })
    })
  })

  test('a closed client is not forgotten, an ended domain is, and another organisation sees neither', async () => {
    const [org, other] = [await db.newOrganisation(), await db.newOrganisation('他社')]
    await db.inOrganisation(org, async (tx) => {
      const { xPref, yCity } = await deck(tx)
      await tx.updateTable('party').set({ status: 'closed' }).where('id', '=', xPref).execute()
      await tx.updateTable('party_domain').set({ ended_at: new Date() }).where('party_id', '=', yCity).execute()
      const [closed, ended] = await recipientBelongings(tx, [to('a@x-pref.example'), to('a@y-city.example')])
      expect(closed!.parties).toEqual([{ partyId: xPref, name: 'X県', isClient: true }])
      expect(ended!.parties).toEqual([])
    })
    const [seen] = await db.inOrganisation(other, (tx) => recipientBelongings(tx, [to('a@x-pref.example')]))
    expect(seen!.parties).toEqual([])
  })
})

describe('従事者一覧', () => {
  test('listed, not yet, no longer, never; and under the record that was merged', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const { xWork, fSha } = await deck(tx)
      const [worker, twin, stranger] = [
        await person(tx, '従事 花子', fSha),
        await person(tx, '従事 花子(旧)', fSha),
        await person(tx, '別人 次郎', fSha),
      ]
      await tx
        .insertInto('roster_entry')
        .values({ id: newId(), engagement_id: xWork, person_id: worker, from_on: '2026-05-01', until_on: '2026-11-30' })
        .execute()
      expect(await isOnRoster(tx, worker, xWork, ON)).toEqual({ onRoster: true, reason: 'on_roster' })
      expect((await isOnRoster(tx, worker, xWork, '2026-04-30')).reason).toBe('not_yet')
      expect((await isOnRoster(tx, worker, xWork, '2026-12-01')).reason).toBe('ended')
      expect((await isOnRoster(tx, stranger, xWork, ON)).reason).toBe('never_listed')
      expect((await isOnRoster(tx, twin, xWork, ON)).reason).toBe('never_listed')
      await tx.updateTable('person').set({ merged_into_id: worker }).where('id', '=', twin).execute()
      expect((await isOnRoster(tx, twin, xWork, ON)).onRoster).toBe(true)
      expect((await engagementsOf(tx, twin, ON)).map((e) => e.engagementId)).toEqual([xWork])
      expect(await engagementsOf(tx, worker, '2026-12-01')).toEqual([])
    })
  })

  test('a roster is overdue from the day after it was due', async () => {
    const org = await db.newOrganisation()
    await db.inOrganisation(org, async (tx) => {
      const { xWork, yWork, fSha } = await deck(tx)
      expect(await rosterState(tx, xWork, '2026-11-30')).toEqual({
        isOverdue: false,
        dueOn: '2026-11-30',
        overduePartyIds: [],
      })
      expect((await rosterState(tx, xWork, '2026-12-01')).overduePartyIds).toEqual([fSha])
      expect(await rosterState(tx, yWork, '2030-01-01')).toEqual({ isOverdue: false, dueOn: null, overduePartyIds: [] })
    })
  })
})
