import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()

// The oracle accepts a decision only from a person who holds, or was lent, the role at that moment.
test(
  '5 決定した人は、その時その役割を持っていた',
  async () => {
    await runModel(db, { drives: 4, decides: 3, roles: 4, loans: 3 }, async (model, { orgId }) => {
      const rows = await db.asOwner<{ person_id: string; role: string; unit_id: string; acting_for_id: string | null }>(
        'select person_id, role, unit_id, acting_for_id from gate_decision where org_id = $1 order by seq',
        [orgId],
      )
      expect(rows.map((row) => [row.person_id, row.acting_for_id])).toEqual(
        model.decisions.map((one) => [one.person, one.actingFor ?? null]),
      )
      const { section, head } = model.units
      expect(rows.every((row) => ['author', 'supervisor', 'privacy_office'].includes(row.role))).toBe(true)
      expect(rows.every((row) => [section, head].includes(row.unit_id))).toBe(true)
    })
  },
  MODEL_TIMEOUT_MS,
)
