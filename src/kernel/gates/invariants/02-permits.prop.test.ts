import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()

test(
  '2 通行許可は一度だけ: what was let out is exactly what the oracle let out',
  async () => {
    await runModel(db, { drives: 6, consumes: 3, revises: 1 }, async (model, { orgId }) => {
      const rows = await db.asOwner<{ permit_id: string; hashes: number; in_time: boolean }>(
        `select c.permit_id, c.consumed_at < p.expires_at as in_time,
         (select count(distinct h) from (values (c.revision_hash), (p.revision_hash), (r.revision_hash)) as v(h)) as hashes
       from permit_consumption c join permit p on p.org_id = c.org_id and p.id = c.permit_id
       join gate_revision r on r.org_id = p.org_id and r.opening_id = p.opening_id and r.number = p.revision
       where c.org_id = $1`,
        [orgId],
      )
      const consumed = model.permits.filter((one) => one.isConsumed).map((one) => one.id)
      expect(new Set(rows.map((row) => row.permit_id))).toEqual(new Set(consumed))
      expect(rows.every((row) => row.in_time && row.hashes === 1)).toBe(true)
    })
  },
  MODEL_TIMEOUT_MS,
)
