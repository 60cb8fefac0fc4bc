import { randomBytes } from 'node:crypto'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'
import { samplesDrawn } from '../samples.ts'

export interface FixPopulation {
  readonly subjectId: string
  readonly revisionHash: string
  readonly check: string
  /** sha256 of the population in its order. */
  readonly populationHash: string
  readonly populationSize: number
  readonly sampleSize: number
}

/**
 * Fixes what is sampled, and only then draws the seed; both are rows that nobody can change (invariant 13).
 * @returns the drawn positions, from 0
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision`, `sample_fixed`
 */
export async function fixPopulation(tx: Tx, gate: GateName, input: FixPopulation): Promise<readonly number[]> {
  const { openingId, state, facts } = await lockGate(tx, gate, input.subjectId)
  const { check, populationHash, populationSize, sampleSize } = input
  refuseEnded(state)
  refuseStale(state, input.revisionHash)
  if (!facts.requirements.checks.some((one) => one.id === check && one.kind === 'sample'))
    throw new Refusal('not_found')
  if (await samplesDrawn(tx, openingId, state.revision, check)) throw new Refusal('sample_fixed')
  const sampleId = newId()
  await tx
    .insertInto('gate_sample')
    .values({
      id: sampleId,
      opening_id: openingId,
      revision: state.revision,
      check_id: check,
      population_hash: populationHash,
      population_size: populationSize,
      sample_size: sampleSize,
    })
    .execute()
  await tx
    .insertInto('gate_sample_seed')
    .values({ sample_id: sampleId, seed: randomBytes(32).toString('hex') })
    .execute()
  await recordEvent(tx, gateEvents.sample_drawn, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: gate.id },
    subject: subjectOf(gate.id, input.subjectId),
    facts: { gate: gate.id, revision: state.revision, check, populationHash, populationSize, sampleSize },
  })
  return (await samplesDrawn(tx, openingId, state.revision, check))!
}
