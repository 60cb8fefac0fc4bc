import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { askedNow, gatePanel, type GateState, gateState } from '../../../kernel/gates/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import { STAGE_GATES } from '../gate.ts'
import { PRINT_SLOTS, type PrintStage, type StageState } from '../print-states.ts'
import { isForAuthor, type Missing, type MissingFacts, missingIn } from '../rules/missing.ts'
import { RUN_OF_STAGE } from '../rules/slots.ts'
import { type Chain, currentRun, scansOfLot } from '../stages/load-chain.ts'
import { isLotCurrent, isStopped, passageOf } from '../stages/passages.ts'
import type { StageView } from '../views.ts'
import { ourHands } from './our-hands.ts'
import { personNames } from './person-names.ts'

/** One stage: its gate, and what is missing of whom before it opens. */
export async function stageView(
  tx: Tx,
  actor: Actor,
  chain: Chain,
  stage: PrintStage,
  hasEarlierPassed: boolean,
): Promise<z.input<typeof StageView>> {
  const [gate, jobId] = [STAGE_GATES[stage], chain.job.id]
  const state = await gateState(tx, gate, jobId)
  const passage = hasEarlierPassed && !isStopped(state) ? await passageOf(tx, gate, jobId, state.revision) : undefined
  // Behind a stage that has not passed nobody is asked yet.
  const asked = passage || !hasEarlierPassed ? [] : await onlyOpener(tx, chain, await askedNow(tx, gate, jobId))
  const personId = await canonicalPersonId(tx, actor.personId)
  const hasLot = stage === 'delivery' && (chain.lot?.isStopped === true || (await isLotCurrent(tx, chain)))
  const missing = missingIn(missingFacts(chain, stage, state, passage !== undefined, hasEarlierPassed, asked, hasLot))
  const authorId = await canonicalPersonId(tx, chain.job.author_id)
  const clientIds = chain.signOffs.filter(isAwaited).map((one) => one.personId)
  const ourIds = missing.some((one) => isForOurHands(one, chain)) ? await ourHands(tx, chain.job) : []
  const nextOf = (one: Missing): (string | undefined)[] => {
    if (isForOurHands(one, chain)) return ourIds
    if (isForAuthor(one)) return [authorId]
    if (one.code === 'client_sign_off') return clientIds
    const check = one.facts['check'] ?? CHECK_OF[one.code]
    return (asked.find((each) => each.check === check)?.asked ?? []).map(({ personId: id }) => id)
  }
  const next = missing.map((one) => ({ ...one, ids: [...new Set(nextOf(one).filter((id) => id !== undefined))] }))
  const nameOf = await personNames(
    tx,
    next.flatMap(({ ids }) => ids),
  )
  return {
    stage,
    state: stageState(state, passage !== undefined, hasEarlierPassed),
    panel: await gatePanel(tx, gate, jobId),
    missing: next.map(({ code, facts, ids }) => ({
      code,
      facts,
      people: ids.map(nameOf),
      ...(personId !== undefined && ids.includes(personId) && { isMine: true }),
    })),
    mine: asked.filter((one) => one.asked.some(({ personId: id }) => id === personId)).map(({ check }) => check),
    ...(passage && { passedAt: passage.passedAt.toISOString() }),
  }
}

/** Once somebody has begun to open the sample, nobody else does. */
async function onlyOpener(tx: Tx, { lot }: Chain, asked: Awaited<ReturnType<typeof askedNow>>) {
  if (lot?.openerId === undefined) return asked
  const openerId = await canonicalPersonId(tx, lot.openerId)
  return asked.map((one) =>
    one.check === 'sample-opened' ? { ...one, asked: one.asked.filter(({ personId }) => personId === openerId) } : one,
  )
}

/** A further lot is 自社's to register, and a client without an account 自社's to ask, once there is a proof to look at. */
const isForOurHands = ({ code, facts }: Missing, chain: Chain): boolean =>
  code === 'lot_stopped' ||
  (code === 'lot' && chain.lot !== undefined) ||
  (code === 'client_sign_off' && facts['isAsked'] === undefined && currentRun(chain, 'proof')?.outcome === 'right')

/** Who is asked for a check sees to what is missing for it. */
const CHECK_OF: Partial<Record<Missing['code'], string>> = {
  meeting: 'check-meeting',
  hearing: 'process-hearing',
  sample: 'sample-opened',
}

function stageState(state: GateState, isPassed: boolean, hasEarlierPassed: boolean): StageState {
  if (isPassed) return 'passed'
  if (isStopped(state)) return 'stopped'
  return hasEarlierPassed ? 'waiting' : 'later'
}

function missingFacts(
  chain: Chain,
  stage: PrintStage,
  state: GateState,
  isPassed: boolean,
  hasEarlierPassed: boolean,
  asked: readonly { readonly check: string }[],
  hasLot: boolean,
): MissingFacts {
  const run = currentRun(chain, RUN_OF_STAGE[stage])
  const answers = new Set(chain.signOffs.filter(({ isCurrent }) => isCurrent).map(({ answer }) => answer))
  const { lot } = chain
  const isDone = (check: string) => state.checks.find(({ id }) => id === check)?.state === 'passed'
  return {
    stage,
    isPassed,
    hasEarlierPassed,
    emptySlots: new Set(
      PRINT_SLOTS.filter((slot) => (slot === 'scan' ? scansOfLot(chain) : chain.files[slot]).length === 0),
    ),
    run: run && { isRunning: run.state === 'waiting' || run.state === 'running', isRight: run.outcome === 'right' },
    unexplained: (chain.differences ?? []).filter(({ explanation }) => !explanation).length,
    mustClientSignOff: chain.mustClientSignOff,
    clientAnswer: answers.has('refused') ? 'refused' : answers.has('signed_off') ? 'signed_off' : 'waiting',
    isClientAsked: chain.signOffs.some(isAwaited),
    hasMeeting: chain.isMeetingCurrent,
    hasHearing: chain.hearing !== undefined,
    hasLot,
    isLotStopped: lot?.isStopped ?? false,
    unopenedCount:
      lot && !isDone('sample-opened')
        ? lot.items.filter(({ item }) => !lot.entries.some((one) => one.item === item)).length
        : 0,
    asked: asked.map(({ check }) => check),
    refused: state.checks.filter(({ refusedBy }) => refusedBy).map(({ id }) => id),
    overdueCount: state.reasons.filter(({ code }) => code === 'obligation_overdue').length,
    isOpen: state.open,
  }
}

/** Of the client: asked and not answered, or answered about a proof that was replaced since. */
const isAwaited = ({ answer, isCurrent }: Chain['signOffs'][number]) => answer === 'waiting' || !isCurrent
