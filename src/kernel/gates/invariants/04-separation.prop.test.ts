import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { trialGate } from '../company.fixture.ts'
import { gateState } from '../index.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()

test(
  '4 職務分離: no sequence of acts and merges opens a gate with one person in two checks',
  async () => {
    await runModel(db, { drives: 6, decides: 3, merges: 2 }, async (_model, { orgId, subjectId }) => {
      const state = await db.inOrganisation(orgId, (tx) => gateState(tx, trialGate, subjectId))
      const passers = state.checks.flatMap((check) => check.passedBy.map((one) => one.personId))
      expect(new Set(passers).size).toBe(passers.length)
      const approvers = state.checks.filter((check) => check.kind === 'approve').flatMap((check) => check.passedBy)
      for (const one of approvers) expect([one.personId, one.actingForId]).not.toContain(state.authorId)
    })
  },
  MODEL_TIMEOUT_MS,
)
