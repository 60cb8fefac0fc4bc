import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { addDays, jstInstant } from '../../base/clock.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { actorOf, company, inspection } from './company.fixture.ts'
import {
  dischargeObligation,
  extendObligation,
  handOverObligation,
  openObligation,
  overdueObligations,
  sendReminders,
} from './index.ts'

const db = useTestDatabase()
type Company = Awaited<ReturnType<typeof company>>

const FIRST_DUE = '2026-11-24'
const commands = fc.oneof(
  fc.constantFrom('open-again', 'remind', 'hand-over', 'discharge').map((kind) => ({ kind, days: 0 })),
  fc.integer({ min: 1, max: 12 }).map((days) => ({ kind: 'time', days })),
  fc.integer({ min: -3, max: 15 }).map((days) => ({ kind: 'extend', days })),
  fc.integer({ min: 1, max: 9 }).map((days) => ({ kind: 'move-by-sql', days })),
  fc
    .constantFrom('end-by-sql', 'end-without-evidence', 'delete-by-sql', 'reopen-by-sql', 'rename-by-sql')
    .map((kind) => ({ kind, days: 0 })),
)

/** What the application's role may try past the operations; each of them must be refused by the database. */
const bySql = (kind: string, id: string, days: number) => {
  if (kind === 'move-by-sql') return sql`update obligation set due_on = due_on + ${days}::int where id = ${id}`
  if (kind === 'end-by-sql') return sql`update obligation set discharged_at = now() where id = ${id}`
  if (kind === 'end-without-evidence')
    return sql`update obligation set discharged_at = now(), evidence_kind = 'event', evidence_id = null where id = ${id}`
  if (kind === 'delete-by-sql') return sql`delete from obligation where id = ${id}`
  if (kind === 'reopen-by-sql')
    return sql`update obligation set discharged_at = null, evidence_kind = null, evidence_id = null, discharged_by = null, due_on = first_due_on where id = ${id} and discharged_at is not null`
  return sql`update obligation set subject_id = ${newId()} where id = ${id}`
}

test('期限は関門を待たない: nothing but a discharge with evidence ends it, and time alone makes it overdue', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 3, maxLength: 14 }), async (sequence) => {
      const model = { today: '2026-11-10', dueOn: FIRST_DUE, isDischarged: false }
      await db.setClock(jstInstant(model.today, 10))
      const org = await db.newOrganisation()
      const people = await db.inOrganisation(org, company)
      const subjectId = newId()
      const open = async (tx: Tx) =>
        openObligation(tx, inspection, {
          actor: await actorOf(tx, people.office),
          subject: { kind: 'site', id: subjectId },
          dueOn: FIRST_DUE,
          basis: 'inspection-rule-3',
          personId: people.worker,
          unitId: people.section,
        })
      const { id } = await db.inOrganisation(org, open)

      for (const { kind, days } of sequence) {
        const refused = await db
          .inOrganisation(org, (tx) => act(tx, people, kind, days))
          .then(
            () => undefined,
            (cause: unknown) => cause,
          )
        const mayFail = refused instanceof Refusal || kind.includes('sql') || kind === 'end-without-evidence'
        if (refused && !mayFail) throw refused
        if (kind === 'time') model.today = addDays(model.today, days)
        if (kind === 'extend' && !refused) model.dueOn = addDays(model.dueOn, days)
        if (kind === 'discharge' && !refused) model.isDischarged = true
        const overdue = await db.inOrganisation(org, (tx) => overdueObligations(tx, { subjectIds: [subjectId] }))
        const isOverdue = !model.isDischarged && model.today > model.dueOn
        expect([kind, overdue.map((each) => [each.id, each.dueOn])]).toEqual([
          kind,
          isOverdue ? [[id, model.dueOn]] : [],
        ])
      }
      const rows = await db.inOrganisation(org, (tx) => tx.selectFrom('obligation').selectAll().execute())
      expect(rows).toMatchObject([{ id, due_on: model.dueOn, first_due_on: FIRST_DUE, subject_id: subjectId }])
      expect([rows[0]!.discharged_at !== null, rows[0]!.evidence_id !== null]).toEqual([
        model.isDischarged,
        model.isDischarged,
      ])

      async function act(tx: Tx, people: Company, kind: string, days: number): Promise<unknown> {
        if (kind === 'time') return db.setClock(jstInstant(addDays(model.today, days), 10))
        if (kind === 'open-again') return open(tx)
        if (kind === 'remind') return sendReminders(tx, () => Promise.resolve())
        const actor = await actorOf(tx, people.officer)
        if (kind === 'hand-over')
          return handOverObligation(tx, actor, { obligationId: id, personId: people.manager, reason: '異動' })
        if (kind === 'extend')
          return extendObligation(tx, actor, {
            obligationId: id,
            dueOn: addDays(model.dueOn, days),
            reason: '都合',
            requestedById: people.worker,
          })
        if (kind === 'discharge')
          return dischargeObligation(tx, { actor, obligationId: id, evidence: { kind: 'event', id: newId() } })
        // Not judged here: what went through is committed, and the model finds it.
        return bySql(kind, id, days).execute(tx)
      }
    }),
    { numRuns: 25 },
  )
})

test.each(['move-by-sql', 'end-by-sql', 'end-without-evidence', 'delete-by-sql', 'rename-by-sql'])(
  'the database itself refuses: %s',
  async (kind) => {
    const org = await db.newOrganisation()
    const people = await db.inOrganisation(org, company)
    const { id } = await db.inOrganisation(org, async (tx) =>
      openObligation(tx, inspection, {
        actor: await actorOf(tx, people.office),
        subject: { kind: 'site', id: newId() },
        dueOn: FIRST_DUE,
        basis: 'rule',
      }),
    )
    await expect(db.inOrganisation(org, (tx) => bySql(kind, id, 3).execute(tx))).rejects.toThrow(
      /no extension|violates check|permission denied|does not change/,
    )
  },
)
