import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { rosterQuestion } from './guest-question.ts'
import { addEngagement } from './operations/add-engagement.ts'
import { addParty } from './operations/add-party.ts'
import { addWorker } from './operations/add-worker.ts'
import { answerRosterQuestion } from './operations/answer-roster-question.ts'
import { attachParty } from './operations/attach-party.ts'
import { inviteRosterGuest } from './operations/invite-roster-guest.ts'
import { revokeRosterGuest } from './operations/revoke-roster-guest.ts'
import { startEngagement } from './operations/start-engagement.ts'
import { askForOwnDomains } from './own-domains.ts'
import { rosterGuests } from './roster-guests.ts'

const db = useTestDatabase()
beforeEach(() => db.setClock(new Date('2026-11-24T01:00:00Z')))
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

/** 自社's work for X県 with F社, whose one worker is on the roster, and an invitation to F社's clerk. */
async function world() {
  const orgId = await db.newOrganisation()
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const person = async (name: string, partyId: string | null = null) => {
    const id = newId()
    await run((tx) => tx.insertInto('person').values({ id, name, party_id: partyId }).execute())
    return id
  }
  const office: Actor = { orgId, personId: await person('試験 責任者'), kind: 'account', via: 'test' }
  const unitId = newId()
  await run((tx) => tx.insertInto('unit').values({ id: unitId, name: '一課', kind: 'workplace' }).execute())
  const [xPref, fSha] = [
    (await run((tx) => addParty(tx, office, { name: 'X県' }))).id,
    (await run((tx) => addParty(tx, office, { name: 'F社' }))).id,
  ]
  const fields = {
    name: 'X県 教職員用パソコン更改',
    purpose: '入替作業',
    dataClasses: [],
    fromOn: '2026-04-01',
    untilOn: null,
    ownerUnitId: unitId,
    responsiblePersonId: office.personId,
  }
  const work = (await run((tx) => addEngagement(tx, office, { ...fields, clientPartyId: xPref }))).id
  const vendor = { engagementId: work, partyId: fSha, relation: 'vendor' as const, mustClientSignOff: false }
  await run((tx) => attachParty(tx, office, vendor))
  await run((tx) => startEngagement(tx, office, { engagementId: work, version: 1 }))
  const onRoster = async (name: string) => {
    const personId = await person(name, fSha)
    await run((tx) => addWorker(tx, office, { engagementId: work, personId, job: '設定', fromOn: '2026-10-01' }))
  }
  await onRoster('試験 作業者')
  const invite = (more: object = {}) =>
    run((tx) =>
      inviteRosterGuest(tx, office, {
        engagementId: work,
        partyId: fSha,
        name: '試験 窓口',
        address: 'madoguchi@f-sha.example',
        days: 14,
        ...more,
      }),
    )
  /** A browser that has shown the code from the mail. */
  const enter = (linkId: string): Promise<Actor> =>
    run(async (tx) => {
      const via = newId()
      const token_hash = createHash('sha256').update(randomBytes(16)).digest('hex')
      await tx.insertInto('guest_device').values({ id: via, guest_link_id: linkId, token_hash }).execute()
      const { person_id: personId } = await tx
        .selectFrom('guest_link')
        .where('id', '=', linkId)
        .select('person_id')
        .executeTakeFirstOrThrow()
      return { orgId, personId, kind: 'guest', via }
    })
  const question = (guest: Actor) => run((tx) => rosterQuestion(tx, guest))
  const answer = (guest: Actor, input: { seenHash: string; isRight: boolean; comment?: string }) =>
    run((tx) => answerRosterQuestion(tx, guest, { secondsInView: 30, ...input }))
  const lines = async () => (await run((tx) => rosterGuests(tx, office, { engagementId: work, size: 50 }))).items
  return { orgId, run, person, office, work, fSha, xPref, onRoster, invite, enter, question, answer, lines }
}

test('ゲストによる確認: the statement of the vendor hands the roster in, by a permit, once', async () => {
  const at = await world()
  const { linkId, link } = await at.invite()
  expect(link).toMatch(/^\/guest#[\w-]{20,}$/)
  expect(await at.lines()).toMatchObject([{ linkId, answer: 'invited', partyName: 'F社', personName: '試験 窓口' }])
  const guest = await at.enter(linkId)
  const asked = await at.question(guest)
  expect(asked).toMatchObject({
    engagementName: 'X県 教職員用パソコン更改',
    partyName: 'F社',
    personName: '試験 窓口',
    month: '2026-11',
    answer: 'none',
    workers: [{ name: '試験 作業者', job: '設定' }],
  })
  expect(await at.lines()).toMatchObject([{ answer: 'opened' }])
  await at.answer(guest, { seenHash: asked.seenHash, isRight: true })
  expect(await at.question(guest)).toMatchObject({ answer: 'confirmed', answeredAt: expect.any(String) })
  expect(await at.lines()).toMatchObject([{ answer: 'confirmed' }])
  const submissions = await at.run((tx) => tx.selectFrom('roster_submission').selectAll().execute())
  expect(submissions).toMatchObject([{ party_id: at.fSha, month: '2026-11', submitted_by: guest.personId }])
  const open = await at.run((tx) =>
    tx.selectFrom('obligation').where('discharged_at', 'is', null).select('due_on').execute(),
  )
  expect(open, 'what was owed is met, and the next month is owed').toEqual([{ due_on: '2026-12-31' }])
  const events = await at.run((tx) => tx.selectFrom('event').select(['type', 'actor_kind']).orderBy('id').execute())
  const byGuest = events.filter(({ actor_kind }) => actor_kind === 'guest').map(({ type }) => type)
  expect(byGuest).toEqual(
    expect.arrayContaining(['gate.decided', 'gate.permit_consumed', 'roster.submitted', 'obligation.discharged']),
  )
  expect(await refusal(at.answer(guest, { seenHash: asked.seenHash, isRight: true }))).toBe('already_decided')
  const told = await at.run((tx) => tx.selectFrom('notice').select(['kind', 'person_id']).execute())
  expect(told).toEqual([{ kind: 'vendors.roster_confirmed', person_id: at.office.personId }])
})

test('ゲストによる確認: what is wrong is told with a comment, hands nothing in, and may be right once it is corrected', async () => {
  const at = await world()
  const { linkId } = await at.invite()
  const guest = await at.enter(linkId)
  const { seenHash } = await at.question(guest)
  expect(await refusal(at.answer(guest, { seenHash, isRight: false }))).toBe('comment_missing')
  await at.answer(guest, { seenHash, isRight: false, comment: '一名足りません' })
  expect(await at.lines()).toMatchObject([{ answer: 'disputed', comment: '一名足りません' }])
  expect(await at.question(guest)).toMatchObject({ answer: 'disputed' })
  expect(await at.run((tx) => tx.selectFrom('roster_submission').select('id').execute())).toEqual([])
  await at.onRoster('試験 作業者二')
  expect(await refusal(at.answer(guest, { seenHash, isRight: true })), 'another roster than was seen').toBe(
    'stale_revision',
  )
  const corrected = await at.question(guest)
  expect(corrected).toMatchObject({ answer: 'none' })
  expect(corrected.workers).toHaveLength(2)
  await at.answer(guest, { seenHash: corrected.seenHash, isRight: true })
  expect(await at.lines()).toMatchObject([{ answer: 'confirmed' }])
  const said = JSON.stringify(await at.run((tx) => tx.selectFrom('event').selectAll().execute()))
  expect(said).not.toMatch(/足りません|窓口|madoguchi/)
})

test('ゲストによる確認: an answer may be taken back without any change of the roster', async () => {
  const at = await world()
  const guest = await at.enter((await at.invite()).linkId)
  const { seenHash } = await at.question(guest)
  await at.answer(guest, { seenHash, isRight: false, comment: '見間違えました' })
  await at.answer(guest, { seenHash, isRight: true })
  expect(await at.lines()).toMatchObject([{ answer: 'confirmed' }])
})

test('ゲストのリンク: revoked, expired, for another purpose or another company, it opens nothing', async () => {
  const at = await world()
  const { linkId } = await at.invite()
  const guest = await at.enter(linkId)
  const { seenHash } = await at.question(guest)
  await at.run((tx) => revokeRosterGuest(tx, at.office, { linkId }))
  expect(await refusal(at.question(guest))).toBe('not_allowed')
  expect(await refusal(at.answer(guest, { seenHash, isRight: true }))).toBe('not_allowed')
  expect(await at.lines()).toMatchObject([{ answer: 'revoked' }])

  const late = await at.enter((await at.invite({ address: 'late@f-sha.example', days: 1 })).linkId)
  await db.setClock(new Date('2026-11-25T02:00:00Z'))
  expect(await refusal(at.question(late))).toBe('not_allowed')
  expect((await at.lines())[0]).toMatchObject({ answer: 'expired' })

  const elsewhere = await world()
  expect(await refusal(elsewhere.question(guest))).toBe('not_allowed')
  expect(await refusal(at.question({ ...at.office }))).toBe('not_allowed')
  expect(await refusal(at.invite({ partyId: at.xPref })), 'a client owes no roster').toBe('not_found')
})

test('ゲストのリンク: nobody of another party is invited under their own address', async () => {
  const at = await world()
  const theirs = await at.person('試験 X県の人', at.xPref)
  await at.run((tx) =>
    tx.insertInto('person_address').values({ address: 'tanto@x-ken.example', person_id: theirs }).execute(),
  )
  expect(await refusal(at.invite({ address: 'tanto@x-ken.example' }))).toBe('other_party')
})

test('自社のアドレスへは頼めない: a code that comes to us would let us answer for the vendor', async () => {
  askForOwnDomains(async () => ['jisha.example'])
  try {
    const at = await world()
    expect(await refusal(at.invite({ address: 'daihyo@jisha.example' }))).toBe('guest_address_is_own')
    expect(await at.lines()).toEqual([])
    // A worker of theirs who sits with us and has been given an address here is known, and is still theirs.
    const resident = await at.person('試験 常駐者', at.fSha)
    await at.run((tx) =>
      tx.insertInto('person_address').values({ address: 'jochu@jisha.example', person_id: resident }).execute(),
    )
    await at.invite({ address: 'jochu@jisha.example' })
    expect(await at.lines()).toMatchObject([{ personName: '試験 常駐者' }])
  } finally {
    askForOwnDomains(async () => [])
  }
})
