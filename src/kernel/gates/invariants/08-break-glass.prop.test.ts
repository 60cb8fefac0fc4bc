import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { countBreakGlass } from '../index.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()

test(
  '8 緊急解除: two persons of the privacy office beside the matter; marked, counted, reviewed',
  async () => {
    await runModel(db, { drives: 2, breaks: 8, consumes: 2, merges: 1 }, async (model, { orgId }) => {
      const period = { from: new Date(0), until: new Date('2030-01-01T00:00:00Z') }
      const counts = await db.inOrganisation(orgId, (tx) => countBreakGlass(tx, period))
      const passed = new Set(
        await db
          .asOwner<{ id: string }>(
            `select p.break_glass_id as id from permit p join permit_consumption c on c.org_id = p.org_id and c.permit_id = p.id
           where p.org_id = $1 and p.break_glass_id is not null`,
            [orgId],
          )
          .then((rows) => rows.map((row) => row.id)),
      )
      expect(counts).toMatchObject({
        openedCount: model.glass.length,
        confirmedCount: model.glass.filter((one) => one.confirmer).length,
        passedCount: passed.size,
      })
      const pairs = await db.asOwner<{ opener_id: string; person_id: string; author_id: string }>(
        'select opener_id, person_id, author_id from break_glass_confirmation where org_id = $1',
        [orgId],
      )
      for (const pair of pairs) expect(new Set(Object.values(pair)).size).toBe(3)
    })
  },
  MODEL_TIMEOUT_MS,
)
