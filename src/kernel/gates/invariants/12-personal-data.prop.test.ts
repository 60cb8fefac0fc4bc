import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { trialGate } from '../company.fixture.ts'
import { eraseGate, gatePanel } from '../index.ts'
import { SECRETS } from './acts.fixture.ts'
import { MODEL_TIMEOUT_MS, runModel } from './run-model.fixture.ts'

const db = useTestDatabase()
const DECIDED = ['gate_opening', 'gate_check', 'gate_revision', 'gate_verdict', 'gate_decision', 'gate_sample', 'event']
const LET_OUT = ['permit', 'permit_consumption', 'break_glass', 'break_glass_confirmation', 'gate_end']
const LISTED = ['gate_progress', 'gate_waiting']
const STAYS = [...DECIDED, ...LET_OUT, ...LISTED]

test(
  '11・12 one event an act; nothing personal in rows that stay, and after the erasure nowhere',
  async () => {
    await runModel(db, { drives: 5, verdicts: 3, breaks: 2, ends: 1 }, async (model, { orgId, subjectId }) => {
      const events = await db.asOwner('select id from event where org_id = $1 and subject_id = $2', [orgId, subjectId])
      expect(events).toHaveLength(model.actCount)
      const textOf = async (table: string) => {
        const [row] = await db.asOwner<{ text: string | null }>(
          `select string_agg(t::text, ' ') as text from ${table} t where org_id = $1`,
          [orgId],
        )
        return row!.text ?? ''
      }
      const found = async (tables: readonly string[]) => {
        const texts = await Promise.all(tables.map(textOf))
        return Object.values(SECRETS).filter((secret) => texts.some((text) => text.includes(secret)))
      }
      expect(await found(STAYS)).toEqual([])
      expect(await found(['gate_note'])).toContain(SECRETS.content)
      await db.inOrganisation(orgId, (tx) => eraseGate(tx, trialGate, subjectId))
      expect(await found([...STAYS, 'gate_note'])).toEqual([])
      const panel = await db.inOrganisation(orgId, (tx) => gatePanel(tx, trialGate, subjectId))
      expect(panel.stations.every((one) => one.comment === undefined && one.findings.length === 0)).toBe(true)
    })
  },
  MODEL_TIMEOUT_MS,
)
