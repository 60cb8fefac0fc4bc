import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()

test(
  '3 決定・許可・実行は同じ内容に対するもの: one hash from the decision to the effect',
  async () => {
    await runModel(db, { drives: 4, revises: 4, verdicts: 2 }, async (_model, { orgId }) => {
      const strangers = await db.asOwner(
        `select d.id from gate_decision d
         left join gate_revision r on r.org_id = d.org_id and r.opening_id = d.opening_id and r.number = d.revision
           and r.revision_hash = d.revision_hash
       where d.org_id = $1 and r.number is null`,
        [orgId],
      )
      expect(strangers).toEqual([])
      // Behind every permit without the mark stand a self-check and an approval of its own revision.
      const unfounded = await db.asOwner(
        `select p.id from permit p where p.org_id = $1 and p.break_glass_id is null and (
         select count(distinct d.person_id) from gate_decision d
         where d.org_id = p.org_id and d.opening_id = p.opening_id and d.revision = p.revision
           and d.revision_hash = p.revision_hash and d.outcome = 'pass' and d.decided_at <= p.issued_at) < 2`,
        [orgId],
      )
      expect(unfounded).toEqual([])
    })
  },
  MODEL_TIMEOUT_MS,
)
