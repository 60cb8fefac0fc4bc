import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import { changeRosterEntry } from './operations/change-roster-entry.ts'
import { endEngagementParty } from './operations/end-engagement-party.ts'
import { endWorker } from './operations/end-worker.ts'
import { rosterLines } from './read-models.ts'
import { isOnRoster } from './roster-questions.ts'
import { vendorWorld } from './vendor-world.fixture.ts'

const db = useTestDatabase()
const TODAY = '2026-11-23'

async function world() {
  const made = await vendorWorld(db)
  const { run, office, listed, entries } = made
  const rows = async () =>
    (await run((tx) => rosterLines(tx, office, { size: 50, engagementId: listed, withEnded: true }))).items.map(
      ({ job, fromOn, untilOn }) => [job, fromOn, untilOn],
    )
  const change = (more: object = {}, actor = office) =>
    run((tx) =>
      changeRosterEntry(tx, actor, { rosterEntryId: entries.listed, version: 1, fromOn: TODAY, job: '監督', ...more }),
    )
  return { ...made, rows, change }
}

test('変更は新しい期間になり、それまでの内容はそのまま読める', async () => {
  const { run, rows, change, worker, listed, entries } = await world()
  const { rosterEntryId } = await change({ untilOn: '2027-03-31', pledgedOn: '2026-11-20' })
  expect(await rows()).toEqual([
    ['', '2026-05-01', '2026-11-22'],
    ['監督', TODAY, '2027-03-31'],
  ])
  // Not a day without them in between.
  for (const [on, reason] of [
    ['2026-04-30', 'not_yet'],
    ['2026-05-01', 'on_roster'],
    ['2026-11-22', 'on_roster'],
    [TODAY, 'on_roster'],
    ['2027-03-31', 'on_roster'],
    ['2027-04-01', 'ended'],
  ] as const) {
    expect((await run((tx) => isOnRoster(tx, worker.personId, listed, on))).reason, on).toBe(reason)
  }
  const told = await run((tx) =>
    tx.selectFrom('event').select(['subject_id', 'facts']).where('type', '=', 'roster.worker_changed').execute(),
  )
  expect(told).toMatchObject([
    {
      subject_id: rosterEntryId,
      facts: { replacesId: entries.listed, replacedUntilOn: '2026-11-22', fields: ['job', 'untilOn', 'pledgedOn'] },
    },
  ])
  expect(JSON.stringify(told)).not.toContain('監督')
})

test('これから始まる予定は、まるごと置き換わる', async () => {
  const { run, office, notYet, worker } = await world()
  const [later] = (await run((tx) => rosterLines(tx, office, { size: 50, engagementId: notYet, withEnded: true })))
    .items
  await run((tx) =>
    changeRosterEntry(tx, office, { rosterEntryId: later!.id, version: 1, fromOn: '2026-12-15', job: '設置' }),
  )
  const on = async (day: string) => (await run((tx) => isOnRoster(tx, worker.personId, notYet, day))).onRoster
  expect([await on('2026-12-01'), await on('2026-12-14'), await on('2026-12-15')]).toEqual([false, false, true])
})

test('見せた紙の確認は、日付が同じ間だけ引き継ぐ', async () => {
  const { run, change, entries } = await world()
  await run((tx) =>
    tx
      .updateTable('roster_entry')
      .set({ pledged_on: '2026-04-20', has_pledge_proof: true, trained_on: '2026-04-21', has_training_proof: true })
      .where('id', '=', entries.listed)
      .execute(),
  )
  const { rosterEntryId } = await change({ pledgedOn: '2026-04-20', trainedOn: '2026-11-01' })
  const row = await run((tx) =>
    tx.selectFrom('roster_entry').selectAll().where('id', '=', rosterEntryId).executeTakeFirstOrThrow(),
  )
  expect([row.has_pledge_proof, row.has_training_proof]).toEqual([true, false])
})

test('過去・すき間・重なり・古い版・外れた人は断り、何も変えない', async () => {
  const { run, rows, change, worker, office, entries, ended, listed } = await world()
  const before = await rows()
  await expect(change({ fromOn: '2026-11-22' })).rejects.toThrow('roster_in_past')
  await expect(change({ untilOn: '2026-11-22' })).rejects.toThrow('period_wrong')
  await expect(change({ version: 2 })).rejects.toThrow('stale_version')
  await expect(change({ rosterEntryId: newId() })).rejects.toThrow('not_found')
  await expect(change({}, worker)).rejects.toThrow('not_found')
  const [past] = (await run((tx) => rosterLines(tx, office, { size: 50, engagementId: ended, withEnded: true }))).items
  await expect(change({ rosterEntryId: past!.id })).rejects.toThrow('not_found')
  // Somebody who comes back later is not written over.
  await run((tx) => endWorker(tx, office, { rosterEntryId: entries.listed, version: 1, lastOn: '2026-12-31' }))
  await run((tx) =>
    tx
      .insertInto('roster_entry')
      .values({ id: newId(), engagement_id: listed, person_id: worker.personId, from_on: '2027-02-01' })
      .execute(),
  )
  await expect(change({ version: 2 })).rejects.toThrow('already_on_roster')
  await expect(change({ version: 2, fromOn: '2027-01-02', untilOn: '2027-01-31' })).rejects.toThrow('period_wrong')
  expect(before).toHaveLength(1)
  expect(await rows()).toEqual([
    ['', '2026-05-01', '2026-12-31'],
    ['', '2027-02-01', null],
  ])
  await change({ version: 2, fromOn: '2027-01-01', untilOn: '2027-01-31' })
  expect(await rows()).toHaveLength(3)
})

test('外れた会社の人も、始まらずに終わった予定も、名簿には戻せない', async () => {
  const { run, change, office, chief, worker, engagements, notYet, listed, places } = await world()
  const [later] = (await run((tx) => rosterLines(tx, office, { size: 50, engagementId: notYet, withEnded: true })))
    .items
  const { placeId } = engagements.find(({ id }) => id === notYet)!
  await run((tx) => endEngagementParty(tx, office, { engagementPartyId: placeId, version: 1 }))
  for (const actor of [chief, office]) {
    await expect(change({ rosterEntryId: later!.id, version: 2 }, actor)).rejects.toThrow('not_found')
  }
  expect((await run((tx) => isOnRoster(tx, worker.personId, notYet, TODAY))).onRoster).toBe(false)
  // Whatever an entry says: without the party there is nobody to work for.
  await run((tx) =>
    tx.updateTable('engagement_party').set({ ended_at: new Date() }).where('id', '=', places.listed).execute(),
  )
  for (const actor of [chief, office]) await expect(change({}, actor)).rejects.toThrow('worker_not_of_party')
  const rows = await run((tx) =>
    tx.selectFrom('roster_entry').select('id').where('engagement_id', '=', listed).execute(),
  )
  expect(rows).toHaveLength(1)
})

test('同時に2回変えても、1回だけが残る', async () => {
  const { change, rows } = await world()
  const answers = await Promise.allSettled([change({ job: '一' }), change({ job: '二' })])
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await rows()).toHaveLength(2)
})
