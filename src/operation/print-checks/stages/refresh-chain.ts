import { canonicalJson } from '../../../base/canonical-json.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import {
  consumePermit,
  fixPopulation,
  gatePanel,
  type GateState,
  gateState,
  issuePermit,
  type MachineVerdict,
  recordVerdicts,
  reviseGate,
} from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { effectOf, STAGE_GATES } from '../gate.ts'
import { askClientsPeople } from './ask-clients-people.ts'
import { judgeStage, PRINT_CHECKS_ENGINE } from './judge-stage.ts'
import { type Chain, loadChain } from './load-chain.ts'
import { notifyAsked, tell } from './notify-asked.ts'
import { printNotices } from '../notices.ts'
import { insertPassage, isStopped, type Passage, passageOf } from './passages.ts'
import { PRINT_STAGES, type PrintStage } from '../print-states.ts'
import { lockJob } from '../store.ts'

/**
 * Brings the chain of a job up to date with what lies there now: gates whose content has changed become new revisions, and
 * so do all after them; the machines speak; a stage whose gate is open passes by a permit of its own, and lets the next one
 * be asked. One that has passed counts no more once anybody says "wrong" of it, and all behind it wait. The last permit is
 * not taken here: it is consumed by the hand-over document.
 */
export async function refreshChain(tx: Tx, equipment: Pick<PrintEquipment, 'vault'>, jobId: string): Promise<Chain> {
  const job = await lockJob(tx, jobId)
  const chain = await loadChain(tx, equipment.vault, job)
  let earlier: Passage | undefined
  for (const stage of PRINT_STAGES) {
    const hasEarlierPassed = stage === 'settings' || earlier !== undefined
    const state = await bringUpToDate(tx, equipment, chain, stage, hasEarlierPassed)
    if (!hasEarlierPassed || isStopped(state)) {
      earlier = undefined
      continue
    }
    const passed = await passageOf(tx, STAGE_GATES[stage], jobId, state.revision)
    if (stage === 'proof' && !passed) await askClientsPeople(tx, chain)
    earlier =
      passed ?? (stage !== 'delivery' && state.open ? await passStage(tx, chain, stage, state, earlier) : undefined)
  }
  await notifyAsked(tx, job.id)
  await announce(tx, 'print-checks')
  return chain
}

async function bringUpToDate(
  tx: Tx,
  { vault }: Pick<PrintEquipment, 'vault'>,
  chain: Chain,
  stage: PrintStage,
  hasEarlierPassed: boolean,
): Promise<GateState> {
  const [gate, subjectId, revisionHash] = [STAGE_GATES[stage], chain.job.id, chain.hashes[stage]]
  let state = await gateState(tx, gate, subjectId)
  if (state.revisionHash !== revisionHash) {
    await reviseGate(tx, gate, subjectId, chain.contents[stage])
    if (stage === 'delivery') await fixSample(tx, chain)
    state = await gateState(tx, gate, subjectId)
  }
  const said = await judgeStage(tx, vault, chain, stage, hasEarlierPassed)
  const fresh = await notSaidYet(tx, stage, state, said, subjectId)
  // The stage before stood, and stands no more: whoever is behind it waits again.
  const stood = state.checks.some(({ id, verdict }) => id === 'earlier-passed' && verdict === 'pass')
  if (stood && !hasEarlierPassed) fresh.push(EARLIER_FELL)
  // An optional check that nobody asked for has no station, and what the machine says of it changes nothing.
  const asked = fresh.filter((one) => state.checks.some(({ id, state: at }) => id === one.check && at !== 'waived'))
  if (asked.length === 0) return state
  return recordVerdicts(tx, gate, { subjectId, revisionHash, verdicts: asked })
}

/** What the machines say that they did not say before: another verdict, or the same with other findings. */
async function notSaidYet(
  tx: Tx,
  stage: PrintStage,
  { checks }: GateState,
  said: readonly MachineVerdict[],
  subjectId: string,
): Promise<MachineVerdict[]> {
  const isSame = ({ check, verdict }: MachineVerdict) => checks.find(({ id }) => id === check)?.verdict === verdict
  if (!said.some((one) => isSame(one) && one.findings.length > 0)) return said.filter((one) => !isSame(one))
  const { stations } = await gatePanel(tx, STAGE_GATES[stage], subjectId)
  const told = new Map(stations.map(({ check, findings }) => [check, textOf(findings)]))
  return said.filter((one) => !isSame(one) || told.get(one.check) !== textOf(one.findings))
}

const textOf = (findings: MachineVerdict['findings']): string =>
  canonicalJson(findings.map(({ rule, severity, facts }) => ({ rule, severity, facts })))

const EARLIER_FELL = {
  check: 'earlier-passed',
  verdict: 'fail',
  findings: [{ rule: 'earlier-stopped', severity: 'stop', facts: {} }],
  engine: PRINT_CHECKS_ENGINE,
} as const

/** Every drawn item has to be answered, in whichever revision of the gate: the drawn list is the population. */
async function fixSample(tx: Tx, { job, lot, hashes }: Chain): Promise<void> {
  if (!lot) return
  await fixPopulation(tx, STAGE_GATES.delivery, {
    subjectId: job.id,
    revisionHash: hashes.delivery,
    check: 'sample-opened',
    populationHash: lot.lot.population_hash,
    populationSize: lot.items.length,
    sampleSize: lot.items.length,
  })
}

/** Takes the permit of a stage and consumes it: the stage has passed, in this revision. */
export async function passStage(
  tx: Tx,
  chain: Chain,
  stage: PrintStage,
  state: GateState,
  earlier: Passage | undefined,
): Promise<Passage> {
  const [gate, subjectId, recomputedHash, effect] = [
    STAGE_GATES[stage],
    chain.job.id,
    chain.hashes[stage],
    effectOf(stage),
  ]
  const lotId = stage === 'delivery' ? chain.lot?.lot.id : undefined
  const permit = await issuePermit(tx, gate, { subjectId, recomputedHash, effect })
  await consumePermit(tx, permit.id, { recomputedHash, effect })
  const passage = await insertPassage(tx, {
    jobId: subjectId,
    stage,
    gate,
    permitId: permit.id,
    revision: state.revision,
    revisionHash: recomputedHash,
    earlier,
    lotId,
  })
  await recordEvent(tx, printEvents.stage_passed, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'print-checks.refresh-chain' },
    subject: printSubject(subjectId),
    facts: { stage, permitId: permit.id, revisionHash: recomputedHash, lotId },
  })
  if (stage !== 'delivery') await tell(tx, subjectId, [chain.job.author_id], printNotices.goes_on)
  return passage
}
