import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { DownloadRoute } from '../../kernel/db/route.ts'
import { addWorker } from './operations/add-worker.ts'
import { confirmRoster } from './operations/confirm-roster.ts'
import { endEngagementParty } from './operations/end-engagement-party.ts'
import { endWorker } from './operations/end-worker.ts'
import { exportRoster } from './operations/export-roster.ts'
import { engagementLines, engagementView, partyLines, partyView, rosterLines } from './read-models.ts'
import { maySeeEngagement } from './rules/may-see.ts'
import { engagementsSeenBy, sightOf } from './sight.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { vendorsRoutes } from './routes.ts'
import { vendorWorld } from './vendor-world.fixture.ts'

const db = useTestDatabase()
const page = { size: 50 }
const TODAY = '2026-11-23'

test('従事者に見えるのは載っている案件だけで、責任者には自社(委託先)の案件がすべて見える', async () => {
  const { run, listed, notYet, ended, never, chief, worker, names } = await vendorWorld(db)
  expect(await names(worker)).toEqual(['F社 載っている案件'])
  expect(await names(chief)).toEqual(['F社 これからの案件', 'F社 外れた案件', 'F社 載っている案件', 'F社 載らない案件'])
  expect((await run((tx) => engagementView(tx, worker, listed))).id).toBe(listed)
  const roster = (actor: typeof worker, engagementId: string) =>
    run((tx) => rosterLines(tx, actor, { ...page, engagementId, withEnded: true }))
  expect((await roster(worker, listed)).items.map(({ name }) => name)).toEqual(['F社 花子'])
  for (const engagementId of [notYet, ended, never]) {
    await expect(run((tx) => engagementView(tx, worker, engagementId))).rejects.toThrow('not_found')
    await expect(roster(worker, engagementId)).rejects.toThrow('not_found')
    await expect(
      run((tx) => exportRoster(tx, worker, { engagementId, withEnded: true, format: 'csv', language: 'ja' })),
    ).rejects.toThrow('not_found')
    expect((await run((tx) => engagementView(tx, chief, engagementId))).id).toBe(engagementId)
  }
})

test('関係先の一覧と自社(委託先)のページにも、載っていない案件は出てこない', async () => {
  const { run, chief, worker, fSha, clients } = await vendorWorld(db)
  const parties = async (actor: typeof worker) =>
    (await run((tx) => partyLines(tx, actor, page))).items.map(({ name, engagementCount }) => [name, engagementCount])
  expect(await parties(worker)).toEqual([
    ['F社', 1],
    ['載っている案件のお客様', 1],
  ])
  expect(await parties(chief)).toHaveLength(5)
  expect((await run((tx) => partyView(tx, worker, fSha))).engagements.map(({ name }) => name)).toEqual([
    'F社 載っている案件',
  ])
  expect((await run((tx) => partyView(tx, chief, fSha))).engagements).toHaveLength(4)
  for (const actor of [worker, chief])
    await expect(run((tx) => partyView(tx, actor, clients[0]!))).rejects.toThrow('not_found')
})

test('1件ずつめくっても、書き出しても、見えるのは同じもの', async () => {
  const { run, chief, worker } = await vendorWorld(db)
  for (const [actor, count] of [
    [worker, 1],
    [chief, 4],
  ] as const) {
    const paged: string[] = []
    for (let cursor: string | undefined, at = 0; at < 10; at++) {
      const next = await run((tx) => engagementLines(tx, actor, { size: 1, ...(cursor && { cursor }) }))
      paged.push(...next.items.map(({ id }) => id))
      cursor = next.nextCursor
      if (!cursor) break
    }
    expect(new Set(paged).size).toBe(count)
    const route = vendorsRoutes.find((one) => one.endpoint.path === '/api/vendors/engagements/export') as DownloadRoute
    const asked = { format: 'csv', language: 'ja' } as const
    const { content } = await run((tx) => route.run(tx, actor, asked as never))
    expect((await buffer(content)).toString('utf8').trim().split('\n')).toHaveLength(count + 1)
  }
})

test('責任者の代理は、その間だけ責任者と同じものを見る', async () => {
  const { run, chief, worker, names } = await vendorWorld(db)
  const from = new Date('2026-11-23T00:00:00Z')
  await run((tx) =>
    tx
      .insertInto('delegation')
      .values({
        id: newId(),
        kind: 'delegation',
        from_person_id: chief.personId,
        to_person_id: worker.personId,
        role: 'supervisor',
        from_at: from,
        until_at: new Date('2026-11-24T00:00:00Z'),
        reason: '出張',
      })
      .execute(),
  )
  expect(await names(worker)).toHaveLength(4)
  await db.setClock(new Date('2026-11-24T03:00:00Z'))
  expect(await names(worker)).toEqual(['F社 載っている案件'])
})

test('日が移ると、見えるものも移る。外れたその日から見えない', async () => {
  const { run, worker, office, names, entries } = await vendorWorld(db)
  await db.setClock(new Date('2026-12-01T03:00:00Z'))
  expect(await names(worker)).toEqual(['F社 これからの案件', 'F社 載っている案件'])
  await run((tx) => endWorker(tx, office, { rosterEntryId: entries.listed, version: 1 }))
  expect(await names(worker)).toEqual(['F社 これからの案件'])
})

test('会社が案件から外れると、従事者にも責任者にも見えない', async () => {
  const { run, worker, chief, office, names, places } = await vendorWorld(db)
  await run((tx) => endEngagementParty(tx, office, { engagementPartyId: places.listed, version: 1 }))
  expect(await names(worker)).toEqual([])
  expect(await names(chief)).toHaveLength(3)
})

test('従事者は、権限を越えて直接頼んでも、一覧を出すことも直すこともできない', async () => {
  const { run, worker, listed, fSha, entries, office } = await vendorWorld(db)
  const started = { engagementId: listed, partyId: fSha }
  await expect(run((tx) => confirmRoster(tx, worker, started))).rejects.toThrow('not_found')
  await expect(run((tx) => endWorker(tx, worker, { rosterEntryId: entries.listed, version: 1 }))).rejects.toThrow(
    'not_found',
  )
  const other = newId()
  await run((tx) => tx.insertInto('person').values({ id: other, name: 'F社 三郎', party_id: fSha }).execute())
  const add = (actor: typeof worker) =>
    run((tx) => addWorker(tx, actor, { engagementId: listed, personId: other, job: '', fromOn: TODAY }))
  await expect(add(worker)).rejects.toThrow('not_found')
  await add(office)
})

test('一覧は、どんな従事者一覧のもとでも、見てよいものと一致する', async () => {
  const { run, worker, engagements, office, fSha } = await vendorWorld(db)
  const all = engagements.map((one) => one.id)
  const day = fc.constantFrom('2026-10-01', '2026-11-22', TODAY, '2026-11-24', '2026-12-31')
  const spell = fc.record({ at: fc.nat(all.length - 1), from: day, until: fc.option(day, { nil: null }) })
  await fc.assert(
    fc.asyncProperty(fc.array(spell, { maxLength: 4 }), fc.nat(all.length - 1), async (spells, gone) => {
      await expect(
        run(async (tx) => {
          await tx
            .updateTable('roster_entry')
            .set({ until_on: sql<string>`from_on - 1` })
            .execute()
          const placed: typeof spells = []
          for (const one of spells) if (await place(tx, all[one.at]!, worker.personId, one)) placed.push(one)
          await tx
            .updateTable('engagement_party')
            .set({ ended_at: new Date('2026-11-23T00:00:00Z') })
            .where('engagement_id', '=', all[gone]!)
            .where('party_id', '=', fSha)
            .execute()
          const sight = await sightOf(tx, worker)
          const expected: string[] = []
          for (const id of all) {
            const { parties } = await engagementView(tx, office, id)
            const partyIds = parties.map((party) => party.partyId)
            const isOn = placed.some(
              ({ at, from, until }) => all[at] === id && from <= TODAY && (until === null || until >= TODAY),
            )
            if (isOn && partyIds.includes(fSha)) expected.push(id)
            expect(maySeeEngagement(sight, { id, partyIds })).toBe(isOn && partyIds.includes(fSha))
          }
          const lines = await engagementLines(tx, worker, page)
          expect(lines.items.map(({ id }) => id).sort()).toEqual(expected.sort())
          const seen = await engagementsSeenBy(tx, worker)
          expect(seen === 'all' ? [] : [...seen.keys()].sort()).toEqual(expected)
          throw new Error('everything was looked at')
        }),
      ).rejects.toThrow('everything was looked at')
    }),
    { numRuns: 25 },
  )
})

/** Answers whether it found place: nobody stands on a roster twice without an end. */
async function place(tx: Tx, engagementId: string, personId: string, days: { from: string; until: string | null }) {
  if (days.until !== null && days.until < days.from) return false
  const row = await tx
    .insertInto('roster_entry')
    .values({ id: newId(), engagement_id: engagementId, person_id: personId, from_on: days.from, until_on: days.until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
