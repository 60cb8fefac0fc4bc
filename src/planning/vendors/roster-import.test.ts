import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { overdueObligations } from '../../kernel/obligations/index.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { addEngagement } from './operations/add-engagement.ts'
import { addParty } from './operations/add-party.ts'
import { attachParty } from './operations/attach-party.ts'
import { closeEngagement } from './operations/close-engagement.ts'
import { confirmRoster } from './operations/confirm-roster.ts'
import { exportRoster } from './operations/export-roster.ts'
import { importRoster } from './operations/import-roster.ts'
import { previewRoster } from './operations/preview-roster.ts'
import { startEngagement } from './operations/start-engagement.ts'
import { rosterLines } from './read-models.ts'
import { isOnRoster } from './roster-questions.ts'

const db = useTestDatabase()
const HEAD = '氏名,フリガナ,メール,所属会社,役割,開始日,終了日,誓約書提出日,教育受講日'
const listOf = (...rows: string[]) => ({
  fileName: '従事者一覧.csv',
  content: new TextEncoder().encode([HEAD, ...rows].join('\r\n')),
})
const HANAKO = '委託 花子,イタク ハナコ,hanako@f-sha.example,株式会社F社,設置作業,2026/5/1,,令和8年4月20日,2026-04-21'
const JIRO = '委託 次郎,イタク ジロウ,,F社,運搬,2026年6月1日,2026-12-31,,'

async function world() {
  await db.setClock(new Date('2026-11-23T03:00:00Z'))
  const orgId = await db.newOrganisation()
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const person = async (tx: Tx, name: string, partyId: string | null = null) => {
    const id = newId()
    await tx.insertInto('person').values({ id, name, party_id: partyId }).execute()
    return id
  }
  return run(async (tx) => {
    const officeId = await person(tx, '事務局 花子')
    const office: Actor = { orgId, personId: officeId, kind: 'account', via: 'test' }
    const unitId = newId()
    await tx.insertInto('unit').values({ id: unitId, name: '公共第一部', kind: 'department' }).execute()
    const { id: fSha } = await addParty(tx, office, { name: 'F社' })
    const { id: work } = await addEngagement(tx, office, {
      name: 'X県 教職員用パソコン更改',
      purpose: '入替作業',
      dataClasses: [],
      fromOn: '2026-04-01',
      untilOn: null,
      ownerUnitId: unitId,
      responsiblePersonId: officeId,
    })
    const place = { engagementId: work, partyId: fSha, relation: 'vendor' as const, mustClientSignOff: false }
    await attachParty(tx, office, place)
    await startEngagement(tx, office, { engagementId: work, version: 1 })
    const chief: Actor = { ...office, personId: await person(tx, 'F社 責任者', fSha) }
    const chiefUnit = { id: newId(), name: 'F社 本社', kind: 'party', party_id: fSha }
    const role = { person_id: chief.personId, unit_id: chiefUnit.id, role: 'supervisor', from_on: '2026-04-01' }
    await tx.insertInto('unit').values(chiefUnit).execute()
    await tx
      .insertInto('membership')
      .values({ id: newId(), ...role })
      .execute()
    return { run, person, office, chief, fSha, work, of: { engagementId: work, partyId: fSha } }
  })
}
type World = Awaited<ReturnType<typeof world>>

async function submit({ run, chief, of }: World, file: ReturnType<typeof listOf>) {
  const looked = await run((tx) => previewRoster(tx, chief, of, file))
  const submission = await run((tx) => importRoster(tx, chief, { ...of, lookedHash: looked.lookedHash }, file))
  return { looked, submission }
}
const linesOf = ({ run, chief, work }: World) =>
  run((tx) => rosterLines(tx, chief, { engagementId: work, withEnded: true, size: 50 }))

describe('従事者一覧の取り込み', () => {
  test('追加・変更・削除 are shown, then done; people are enrolled as workers of their party', async () => {
    const at = await world()
    const { looked, submission } = await submit(at, listOf(HANAKO, JIRO))
    expect(looked.changes.map((line) => [line.name, line.change])).toEqual([
      ['委託 花子', 'added'],
      ['委託 次郎', 'added'],
    ])
    expect(submission).toMatchObject({ addedCount: 2, endedCount: 0, workerCount: 2, nextDueOn: '2026-12-31' })
    const roles = await at.run((tx) => tx.selectFrom('membership').select(['role', 'unit_id']).execute())
    expect(roles.map(({ role }) => role)).toEqual(['supervisor', 'worker', 'worker'])
    expect(new Set(roles.map((one) => one.unit_id)).size).toBe(1)

    await db.setClock(new Date('2026-12-10T03:00:00Z'))
    const second = await submit(at, listOf(HANAKO.replace('設置作業', '設置責任者')))
    expect(second.looked.changes).toEqual([
      { name: '委託 花子', change: 'changed', fields: [{ field: 'job', before: '設置作業', after: '設置責任者' }] },
    ])
    expect(second.looked.ended.map((worker) => worker.name)).toEqual(['委託 次郎'])
    expect(second.submission).toMatchObject({ addedCount: 0, changedCount: 1, endedCount: 1, workerCount: 1 })
    const lines = await linesOf(at)
    expect(lines.items.map((line) => [line.name, line.job, line.untilOn, line.pledgedOn, line.trainedOn])).toEqual([
      ['委託 花子', '設置責任者', null, '2026-04-20', '2026-04-21'],
      ['委託 次郎', '運搬', '2026-12-09', null, null],
    ])
    const jiro = lines.items[1]!.personId
    expect((await at.run((tx) => isOnRoster(tx, jiro, at.work, '2026-12-10'))).reason).toBe('ended')
  })

  test('the same list twice changes nothing and writes no second submission', async () => {
    const at = await world()
    const file = listOf(HANAKO, JIRO)
    const first = await submit(at, file)
    const count = () =>
      at.run(async (tx) => [
        (await tx.selectFrom('event').select('id').execute()).length,
        (await tx.selectFrom('roster_submission').select('id').execute()).length,
        (await tx.selectFrom('person').select('id').execute()).length,
      ])
    const before = await count()
    const again = await submit(at, file)
    expect(again.submission.submissionId).toBe(first.submission.submissionId)
    expect(again.looked.sheet.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2, missing: 0 })
    expect(await count()).toEqual(before)
  })

  test('what is applied is what was looked at: another file, or a register that moved, is refused', async () => {
    const at = await world()
    const looked = await at.run((tx) => previewRoster(tx, at.chief, at.of, listOf(HANAKO)))
    const apply = (file: ReturnType<typeof listOf>) =>
      at.run((tx) => importRoster(tx, at.chief, { ...at.of, lookedHash: looked.lookedHash }, file))
    await expect(apply(listOf(HANAKO, JIRO))).rejects.toThrow('sheet_changed')
    await submit(at, listOf(JIRO))
    await expect(apply(listOf(HANAKO))).rejects.toThrow('sheet_changed')
  })

  test('errors stand in their cells, and nothing half-done is left', async () => {
    const at = await world()
    const file = listOf(HANAKO, '誤り 三郎,,saburo@f-sha.example,G社,,2026-05-01,2026-04-30,,', ',,,,,,,,2026-99-99')
    const looked = await at.run((tx) => previewRoster(tx, at.chief, at.of, file))
    expect(looked.sheet.mayApply).toBe(false)
    const codes = looked.sheet.rows.flatMap((row) => row.errors.map((error) => [error.cell, error.code]))
    expect(codes).toContainEqual(['D3', 'other_company'])
    expect(codes).toContainEqual(['G3', 'ends_before_it_begins'])
    expect(codes).toContainEqual(['A4', 'required'])
    await expect(
      at.run((tx) => importRoster(tx, at.chief, { ...at.of, lookedHash: looked.lookedHash }, file)),
    ).rejects.toThrow('import_has_errors')
    expect((await linesOf(at)).items).toEqual([])
  })

  test('an address of somebody of another company, or under another name, stops the list and names the row', async () => {
    const at = await world()
    await at.run(async (tx) => {
      const own = await at.person(tx, '自社 太郎')
      await tx.insertInto('person_address').values({ address: 'taro@own.example', person_id: own }).execute()
    })
    await submit(at, listOf(HANAKO))
    const file = listOf('なりすまし 太郎,,taro@own.example,F社,,2026-05-01,,,', HANAKO.replace('花子', '桃子'))
    const looked = await at.run((tx) => previewRoster(tx, at.chief, at.of, file))
    expect(looked.conflicts).toEqual([
      { name: 'なりすまし 太郎', code: 'address_of_other_party' },
      { name: '委託 桃子', code: 'name_differs' },
    ])
    await expect(
      at.run((tx) => importRoster(tx, at.chief, { ...at.of, lookedHash: looked.lookedHash }, file)),
    ).rejects.toThrow('worker_conflicts')
  })

  test('a list that was taken out changes nothing when it is handed in again', async () => {
    const at = await world()
    await submit(at, listOf(HANAKO, JIRO))
    for (const format of ['csv', 'xlsx'] as const) {
      const file = await at.run((tx) =>
        exportRoster(tx, at.chief, { engagementId: at.work, withEnded: false, format, language: 'ja' }),
      )
      const content = new Uint8Array(await buffer(file.content))
      const looked = await at.run((tx) => previewRoster(tx, at.chief, at.of, { fileName: file.fileName, content }))
      expect([looked.sheet.mayApply, looked.sheet.counts]).toEqual([
        true,
        { new: 0, changed: 0, unchanged: 2, missing: 0 },
      ])
    }
  })

  test('no event holds what the list says about people', async () => {
    const at = await world()
    await submit(at, listOf(HANAKO, JIRO))
    const events = JSON.stringify(await at.run((tx) => tx.selectFrom('event').selectAll().execute()))
    for (const personal of ['花子', 'ハナコ', 'hanako@', '設置作業', '従事者一覧.csv'])
      expect(events).not.toContain(personal)
  })
})

describe('再提出の期限', () => {
  const overdue = ({ run, work }: World) => run((tx) => overdueObligations(tx, { subjectIds: [work] }))

  test('an overdue roster closes the engagement’s gates until it is handed in; closing the work ends the duty', async () => {
    const at = await world()
    await db.setClock(new Date('2026-12-08T03:00:00Z'))
    expect(await overdue(at)).toMatchObject([{ kind: 'vendors.roster_resubmission', dueOn: '2026-12-07' }])
    await submit(at, listOf(HANAKO))
    expect(await overdue(at)).toEqual([])
    await db.setClock(new Date('2027-02-01T03:00:00Z'))
    expect(await overdue(at)).toMatchObject([{ dueOn: '2027-01-31' }])
    await at.run((tx) => confirmRoster(tx, at.chief, at.of))
    expect(await overdue(at)).toEqual([])
    await db.setClock(new Date('2027-04-01T03:00:00Z'))
    expect(await overdue(at)).toHaveLength(1)
    await at.run((tx) => closeEngagement(tx, at.office, { engagementId: at.work, version: 2 }))
    expect(await overdue(at)).toEqual([])
  })

  test('ten who confirm at once are one submission and one next duty', async () => {
    const at = await world()
    await submit(at, listOf(HANAKO))
    await db.setClock(new Date('2026-12-10T03:00:00Z'))
    const done = await Promise.all(Array.from({ length: 10 }, () => at.run((tx) => confirmRoster(tx, at.chief, at.of))))
    expect(new Set(done.map((one) => one.submissionId)).size).toBe(1)
    const open = await at.run((tx) =>
      tx.selectFrom('obligation').select('due_on').where('discharged_at', 'is', null).execute(),
    )
    expect(open).toEqual([{ due_on: '2027-01-31' }])
  })
})
