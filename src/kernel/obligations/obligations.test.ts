import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { jstInstant } from '../../base/clock.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import type { NewNotice } from '../notices/index.ts'
import { actorOf, company, finalReport, inspection } from './company.fixture.ts'
import {
  addHoliday,
  businessHoursOf,
  calendarOf,
  dischargeObligation,
  extendObligation,
  handOverObligation,
  importHolidays,
  obligationsFor,
  openObligation,
  overdueObligations,
  previewHolidays,
  removeHoliday,
  sendReminders,
} from './index.ts'

const db = useTestDatabase()
type Company = Awaited<ReturnType<typeof company>>

async function house() {
  await db.setClock(jstInstant('2026-11-02', 10))
  const org = await db.newOrganisation()
  const people = await db.inOrganisation(org, company)
  return {
    people,
    run: <T>(work: (tx: Tx, people: Company) => Promise<T>) => db.inOrganisation(org, (tx) => work(tx, people)),
  }
}

const evidence = () => ({ kind: 'vault_file', id: newId() })
const onDay = (day: string) => db.setClock(jstInstant(day, 10))

async function openInspection(
  tx: Tx,
  people: Company,
  more: { subjectId?: string; dueOn?: string; personId?: string } = {},
) {
  const { subjectId = newId(), dueOn = '2026-11-24', personId = people.worker } = more
  return openObligation(tx, inspection, {
    actor: await actorOf(tx, people.office),
    subject: { kind: 'site', id: subjectId },
    occurrence: '2026-11',
    dueOn,
    basis: 'inspection-rule-3',
    personId,
    unitId: people.section,
  })
}

describe('期限の始まりと終わり', () => {
  test('期限日までは期限内、翌日から超過。履行で終わり、遅れは遅れとして残る', async () => {
    const { run } = await house()
    const opened = await run((tx, people) => openInspection(tx, people))
    const overdue = () => run((tx) => overdueObligations(tx, { subjectIds: [opened.subjectId, newId()] }))
    await onDay('2026-11-24')
    expect(await overdue()).toEqual([])
    await db.setClock(jstInstant('2026-11-25', 0, 1))
    expect(await overdue()).toEqual([
      { id: opened.id, kind: inspection.id, subjectId: opened.subjectId, dueOn: '2026-11-24' },
    ])
    await run(async (tx, people) =>
      dischargeObligation(tx, {
        actor: await actorOf(tx, people.worker),
        obligationId: opened.id,
        evidence: evidence(),
      }),
    )
    expect(await overdue()).toEqual([])
    const events = await run((tx) =>
      tx.selectFrom('event').select(['type', 'facts']).where('subject_id', '=', opened.id).orderBy('id').execute(),
    )
    expect(events).toMatchObject([
      { type: 'obligation.opened' },
      { type: 'obligation.discharged', facts: { lateDays: 1 } },
    ])
  })

  test('同じ期限をもう一度始めても、日も履行も変わらない', async () => {
    const { run } = await house()
    const subjectId = newId()
    const first = await run((tx, people) => openInspection(tx, people, { subjectId }))
    const again = await run((tx, people) => openInspection(tx, people, { subjectId, dueOn: '2027-03-31' }))
    expect(again).toEqual(first)
    const discharge = () =>
      run(async (tx, people) =>
        dischargeObligation(tx, {
          actor: await actorOf(tx, people.worker),
          obligationId: first.id,
          evidence: evidence(),
        }),
      )
    await discharge()
    expect((await run((tx, people) => openInspection(tx, people, { subjectId }))).dischargedAt).not.toBeNull()
    await expect(discharge()).rejects.toMatchObject({ code: 'obligation_discharged' })
  })

  test('他社の期限は見えない', async () => {
    const [one, other] = [await house(), await house()]
    const opened = await one.run((tx, people) => openInspection(tx, people))
    await onDay('2026-12-01')
    expect(await other.run((tx) => overdueObligations(tx, { subjectIds: [opened.subjectId] }))).toEqual([])
    await expect(
      other.run(async (tx, people) =>
        dischargeObligation(tx, {
          actor: await actorOf(tx, people.worker),
          obligationId: opened.id,
          evidence: evidence(),
        }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('期限の延長', () => {
  const extend = (
    run: Awaited<ReturnType<typeof house>>['run'],
    by: keyof Company,
    id: string,
    dueOn = '2026-12-10',
    asked: keyof Company = 'worker',
  ) =>
    run(async (tx, people) =>
      extendObligation(tx, await actorOf(tx, people[by]), {
        obligationId: id,
        dueOn,
        reason: '先方の都合',
        requestedById: people[asked],
      }),
    )

  test('定めた役割の別の人が承認し、理由と承認者が残る', async () => {
    const { run, people } = await house()
    const { id, subjectId } = await run((tx, people) => openInspection(tx, people))
    await onDay('2026-11-26')
    await extend(run, 'officer', id)
    expect(await run((tx) => overdueObligations(tx, { subjectIds: [subjectId] }))).toEqual([])
    expect(await run((tx) => tx.selectFrom('obligation_extension').selectAll().execute())).toMatchObject([
      {
        from_due_on: '2026-11-24',
        due_on: '2026-12-10',
        reason: '先方の都合',
        requested_by: people.worker,
        approved_by: people.officer,
      },
    ])
    expect(await run((tx) => tx.selectFrom('obligation').select(['first_due_on', 'due_on']).execute())).toEqual([
      { first_due_on: '2026-11-24', due_on: '2026-12-10' },
    ])
  })

  test('役割のない人、申し出た本人、担当者、早い日、法定の期限は断る', async () => {
    const { run, people } = await house()
    const { id } = await run((tx, people) => openInspection(tx, people))
    await expect(extend(run, 'supervisor', id)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(extend(run, 'officer', id, '2026-12-10', 'officer')).rejects.toMatchObject({
      code: 'extension_of_own',
    })
    await expect(extend(run, 'officer', id, '2026-11-24')).rejects.toMatchObject({ code: 'obligation_not_later' })
    const own = await run((tx, people) => openInspection(tx, people, { personId: people.officer }))
    await expect(extend(run, 'officer', own.id)).rejects.toMatchObject({ code: 'extension_of_own' })
    const legal = await run(async (tx) =>
      openObligation(tx, finalReport, {
        actor: await actorOf(tx, people.office),
        subject: { kind: 'incident', id: newId() },
        dueOn: '2026-12-01',
        basis: 'enforcement-rules-8-2',
      }),
    )
    await expect(extend(run, 'officer', legal.id)).rejects.toMatchObject({ code: 'obligation_fixed' })
  })
})

describe('催促', () => {
  const told = (notices: NewNotice[], people: Company) =>
    notices.map(({ personId, kind, facts }) => [
      Object.entries(people).find(([, id]) => id === personId)?.[0],
      kind.kind.split('_').at(-1),
      facts['days'],
    ])
  const remind = async (run: Awaited<ReturnType<typeof house>>['run'], day: string) => {
    await onDay(day)
    const notices: NewNotice[] = []
    const sent = await run((tx) => sendReminders(tx, async (_, notice) => notices.push(notice)))
    return { notices, sent }
  }

  test('担当者、上長、管理者へと段を上がり、同じ日に2回動いても1回だけ', async () => {
    const { run, people } = await house()
    await run((tx, people) => openInspection(tx, people))
    expect((await remind(run, '2026-11-16')).notices).toEqual([])
    expect(told((await remind(run, '2026-11-17')).notices, people)).toEqual([['worker', 'due', 7]])
    expect((await remind(run, '2026-11-17')).notices).toEqual([])
    expect((await remind(run, '2026-11-23')).sent.rungCount).toBe(0)
    expect(told((await remind(run, '2026-11-25')).notices, people)).toEqual([
      ['worker', 'overdue', 1],
      ['supervisor', 'overdue', 1],
    ])
    expect(told((await remind(run, '2026-12-01')).notices, people)).toEqual([['officer', 'overdue', 7]])
    expect((await remind(run, '2026-12-02')).notices).toEqual([])
    const rows = await run((tx) =>
      tx.selectFrom('obligation_reminder').select(['rung', 'told_ids']).orderBy('reminded_at').execute(),
    )
    expect(rows[0]).toEqual({ rung: 'week-before', told_ids: [people.worker] })
    expect(rows.map((row) => row.rung).sort()).toEqual(['day-after', 'supervisor', 'week-after', 'week-before'])
  })

  test('本当の受信箱に届く', async () => {
    const { run } = await house()
    await run((tx, people) => openInspection(tx, people))
    await onDay('2026-11-17')
    await run((tx) => sendReminders(tx))
    const notices = await run((tx, people) =>
      tx.selectFrom('notice').select(['kind', 'facts']).where('person_id', '=', people.worker).execute(),
    )
    expect(notices).toEqual([{ kind: 'test_site.monthly_inspection_due', facts: { dueOn: '2026-11-24', days: 7 } }])
  })

  test('延長すると、新しい期限で段を始めから上がる。履行すると止まる', async () => {
    const { run, people } = await house()
    const { id } = await run((tx, people) => openInspection(tx, people))
    await remind(run, '2026-11-17')
    await run(async (tx) =>
      extendObligation(tx, await actorOf(tx, people.officer), {
        obligationId: id,
        dueOn: '2026-12-10',
        reason: '先方の都合',
        requestedById: people.worker,
      }),
    )
    expect((await remind(run, '2026-11-25')).notices).toEqual([])
    expect(told((await remind(run, '2026-12-03')).notices, people)).toEqual([['worker', 'due', 7]])
    await run(async (tx) =>
      dischargeObligation(tx, { actor: await actorOf(tx, people.worker), obligationId: id, evidence: evidence() }),
    )
    expect((await remind(run, '2026-12-11')).notices).toEqual([])
  })

  test('担当者がいなくなれば役割の人へ。だれも見つからなければ、送ったことにせず次にまた試す', async () => {
    const { run, people } = await house()
    const { id } = await run((tx, people) => openInspection(tx, people))
    await run((tx) =>
      tx.updateTable('person').set({ active_until_on: '2026-11-10' }).where('id', '=', people.worker).execute(),
    )
    expect(told((await remind(run, '2026-11-17')).notices, people)).toEqual([['manager', 'due', 7]])
    await run((tx) => tx.updateTable('membership').set({ until_on: '2026-11-20' }).execute())
    const { notices, sent } = await remind(run, '2026-11-25')
    expect(notices).toEqual([])
    expect(new Set(sent.unheard)).toEqual(new Set([id]))
    await run((tx) =>
      tx.updateTable('membership').set({ until_on: null }).where('person_id', '=', people.manager).execute(),
    )
    expect(told((await remind(run, '2026-11-26')).notices, people)).toContainEqual(['manager', 'overdue', 2])
  })

  test('同時に2つ動いても、1段は1回', async () => {
    const { run } = await house()
    await run((tx, people) => openInspection(tx, people))
    await onDay('2026-11-17')
    const counts = await Promise.all([1, 2, 3].map(() => run((tx) => sendReminders(tx, () => Promise.resolve()))))
    expect(counts.reduce((sum, each) => sum + each.rungCount, 0)).toBe(1)
  })
})

describe('自分の期限の一覧', () => {
  test('自分のものと、自分の役割に当たるもの。急ぐ順にページで', async () => {
    const { run, people } = await house()
    const days = ['2026-11-20', '2026-11-10', '2026-11-30']
    for (const dueOn of days) await run((tx, people) => openInspection(tx, people, { dueOn }))
    const nobody = await run(async (tx) => {
      const opened = await openInspection(tx, people, { dueOn: '2026-11-05' })
      await handOverObligation(tx, await actorOf(tx, people.office), {
        obligationId: opened.id,
        unitId: people.section,
        reason: '異動のため',
      })
      return opened
    })
    await onDay('2026-11-16')
    const first = await run((tx) => obligationsFor(tx, people.worker, { size: 2 }))
    expect(first.items.map((each) => [each.dueOn, each.state, each.isProvisional])).toEqual([
      ['2026-11-10', 'overdue', false],
      ['2026-11-20', 'open', false],
    ])
    const second = await run((tx) => obligationsFor(tx, people.worker, { size: 2, cursor: first.nextCursor }))
    expect(second.items.map((each) => each.dueOn)).toEqual(['2026-11-30'])
    expect(second.nextCursor).toBeUndefined()
    expect((await run((tx) => obligationsFor(tx, people.manager, { size: 9 }))).items.map((each) => each.id)).toEqual([
      nobody.id,
    ])
    expect((await run((tx) => obligationsFor(tx, people.supervisor, { size: 9 }))).items).toEqual([])
    await expect(run((tx) => obligationsFor(tx, people.worker, { size: 2, cursor: 'x' }))).rejects.toMatchObject({
      code: 'bad_input',
    })
  })
})

describe('休日の登録', () => {
  const syukujitsu = (year: number, ...more: string[]) =>
    iconv.encode(
      [
        '国民の祝日・休日月日,国民の祝日・休日名称',
        `${year}/1/1,元日`,
        ...more.map((day) => `${day},休日`),
        `${year}/11/23,勤労感謝の日`,
      ].join('\r\n'),
      'cp932',
    )

  test('自社の休日は営業時間を動かし、法定の休みは動かさない', async () => {
    const { run, people } = await house()
    await run(async (tx) => addHoliday(tx, await actorOf(tx, people.office), { day: '2026-11-24', name: '創立記念日' }))
    const { byLaw, forBusiness } = await run(calendarOf)
    expect([byLaw('2026-11-24'), forBusiness('2026-11-24')]).toEqual([false, true])
    expect((await run(businessHoursOf)).isClosed('2026-11-24')).toBe(true)
    await run(async (tx) => removeHoliday(tx, await actorOf(tx, people.office), { day: '2026-11-24' }))
    expect((await run(calendarOf)).forBusiness('2026-11-24')).toBe(false)
    await expect(
      run(async (tx) => removeHoliday(tx, await actorOf(tx, people.office), { day: '2026-11-24' })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('内閣府の一覧を取り込むと、その年は一覧だけで決まり、動いた祝日は元の日から消える', async () => {
    const { run, people } = await house()
    const take = (file: Uint8Array) =>
      run(async (tx) => importHolidays(tx, await actorOf(tx, people.office), { source: 'official', file }))
    const file = syukujitsu(2027, '2027/3/21')
    expect(await run((tx) => previewHolidays(tx, 'official', file))).toMatchObject({
      source: { encoding: 'cp932' },
      counts: { new: 3 },
      mayApply: true,
    })
    expect(await take(file)).toMatchObject({ counts: { new: 3 } })
    expect(await take(file)).toMatchObject({ wasRepeated: true })
    expect(await take(syukujitsu(2027, '2027/3/22'))).toMatchObject({ counts: { new: 1, unchanged: 2, missing: 1 } })
    const { why } = await run(calendarOf)
    expect([why('2027-03-22')?.reason, why('2027-03-21')?.reason, why('2027-02-11')]).toEqual([
      'holiday',
      'sunday',
      undefined,
    ])
    expect(why('2026-02-11')?.reason).toBe('holiday')
  })

  test('途中で切れた一覧は取り込まない', async () => {
    const { run, people } = await house()
    const file = Buffer.from('国民の祝日・休日月日,国民の祝日・休日名称\n2027/1/1,元日\n')
    await expect(
      run(async (tx) => importHolidays(tx, await actorOf(tx, people.office), { source: 'official', file })),
    ).rejects.toMatchObject({ code: 'holiday_year_incomplete', facts: { year: 2027 } })
    expect(await run((tx) => tx.selectFrom('organisation_holiday').selectAll().execute())).toEqual([])
  })
})
