import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { askedNow, gatePanel, type GateState, gateState } from '../../../kernel/gates/index.ts'
import { jobProgress } from '../../../kernel/jobs/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import { clientsPart, onlookersPart } from '../stages/clients-part.ts'
import type { PrintEquipment } from '../equipment.ts'
import { freeAreasNow } from '../stages/free-areas.ts'
import { STAGE_GATES } from '../gate.ts'
import { verifyRunJob } from '../jobs.ts'
import { keepingOf } from '../keeping/keeping-of.ts'
import { type Chain, currentRun, loadChain, scansOfLot } from '../stages/load-chain.ts'
import { lotView } from '../lots/lot-view.ts'
import { isLotCurrent, isStopped, passageOf, standingPassage } from '../stages/passages.ts'
import { meetingView } from './meeting-view.ts'
import { personNames } from './person-names.ts'
import { PRINT_SLOTS, PRINT_STAGES, type PrintSlot, type PrintStage, type StageState } from '../print-states.ts'
import { isForAuthor, type Missing, type MissingFacts, missingIn } from '../rules/missing.ts'
import { RUN_SLOTS, STAGE_OF_SLOT } from '../rules/slots.ts'
import { nearUnits, visibleJob } from '../scope.ts'
import type { RunRow } from '../store.ts'
import type { PrintJobView, PrintRunLine, StageView } from '../views.ts'

/** One job as its page shows it; of it the client's part to the client. @throws Refusal `not_found` */
export async function jobView(
  tx: Tx,
  actor: Actor,
  jobId: string,
  equipment: Pick<PrintEquipment, 'vault'>,
): Promise<z.input<typeof PrintJobView>> {
  const job = await visibleJob(tx, actor, jobId)
  const chain = await loadChain(tx, equipment.vault, job)
  const named = await tx
    .selectFrom('print_job as j')
    .innerJoin('engagement as e', (join) =>
      join.onRef('e.org_id', '=', 'j.org_id').onRef('e.id', '=', 'j.engagement_id'),
    )
    .innerJoin('party as p', (join) => join.onRef('p.org_id', '=', 'j.org_id').onRef('p.id', '=', 'j.printer_id'))
    .leftJoin('party as c', (join) => join.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.client_id'))
    .where('j.id', '=', job.id)
    .select(['e.name as engagementName', 'p.name as printerName', 'c.name as clientName'])
    .executeTakeFirstOrThrow()
  const files = Object.values(chain.files).flat()
  const nameOf = await personNames(tx, [
    job.author_id,
    ...files.map(({ added_by }) => added_by),
    ...[...chain.runs.values()].map(({ started_by }) => started_by),
    ...chain.signOffs.map(({ personId }) => personId),
    ...(chain.meeting ? [chain.meeting.person_id] : []),
    ...(chain.hearing ? [chain.hearing.person_id] : []),
  ])
  const stages: z.input<typeof StageView>[] = []
  let hasEarlierPassed = true
  for (const stage of PRINT_STAGES) {
    const view = await stageView(tx, actor, chain, stage, hasEarlierPassed)
    stages.push(view)
    hasEarlierPassed = view.state === 'passed'
  }
  const runs: z.input<typeof PrintRunLine>[] = []
  for (const run of chain.runs.values()) runs.push(await runLine(tx, chain, run, nameOf))
  const view: z.input<typeof PrintJobView> = {
    jobId: job.id,
    version: job.version,
    title: job.title,
    engagementId: job.engagement_id,
    engagementName: named.engagementName,
    printerName: named.printerName,
    ...(named.clientName !== null && { clientName: named.clientName }),
    mustClientSignOff: chain.mustClientSignOff,
    authorName: nameOf(job.author_id),
    createdAt: job.created_at.toISOString(),
    reader: job.side,
    stages,
    slots: PRINT_SLOTS.map((slot) => slotView(chain, slot, nameOf)),
    runs,
    ...(chain.differences && {
      differences: {
        count: chain.differences.length,
        unexplained: chain.differences.filter(({ explanation }) => !explanation).length,
      },
    }),
    ...(chain.meeting && { meeting: await meetingView(tx, equipment, chain, chain.meeting, nameOf) }),
    freeAreas: await freeAreasNow(tx, equipment.vault, chain.files),
    ...(chain.hearing && { hearing: await hearingView(tx, equipment, chain.hearing, nameOf) }),
    clientSignOffs: await signOffViews(tx, chain, nameOf),
    ...(chain.lot && { lot: await lotView(tx, equipment.vault, chain, chain.lot, job.side) }),
    ...(await handOverOf(tx, job.id)),
    keeping: await keepingOf(tx, actor, job, equipment),
  }
  if (job.side === 'own') {
    const near = await nearUnits(tx, actor, [job.unit_id])
    return near.has(job.unit_id) ? view : onlookersPart(view)
  }
  if (job.side !== 'client') return view
  const own = chain.signOffs.filter(({ personId }) => personId === actor.personId)
  return clientsPart(view, new Set(own.map(({ id }) => id)))
}

async function stageView(
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
  const asked = passage || !hasEarlierPassed ? [] : await askedNow(tx, gate, jobId)
  const personId = await canonicalPersonId(tx, actor.personId)
  const hasLot = stage === 'delivery' && (chain.lot?.isStopped === true || (await isLotCurrent(tx, chain)))
  const missing = missingIn(missingFacts(chain, stage, state, passage !== undefined, hasEarlierPassed, asked, hasLot))
  const authorId = await canonicalPersonId(tx, chain.job.author_id)
  const clientIds = chain.signOffs.filter(isAwaited).map((one) => one.personId)
  const nextOf = (one: Missing): (string | undefined)[] => {
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
  const kinds = { settings: 'test', proof: 'proof', production: 'production', delivery: 'scan' } as const
  const run = currentRun(chain, kinds[stage])
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

function slotView({ files }: Chain, slot: PrintSlot, nameOf: (id: string) => string) {
  return {
    slot,
    stage: STAGE_OF_SLOT[slot],
    revision: files[slot][0]?.revision ?? 0,
    files: files[slot].map((file) => ({
      fileId: file.id,
      name: file.name,
      byteCount: file.byte_count,
      sha256: file.sha256,
      addedAt: file.created_at.toISOString(),
      addedBy: nameOf(file.added_by),
    })),
  }
}

export async function runLine(
  tx: Tx,
  chain: Chain,
  run: RunRow,
  nameOf: (id: string) => string,
): Promise<z.input<typeof PrintRunLine>> {
  const isUnderWay = run.state === 'waiting' || run.state === 'running'
  const progress =
    isUnderWay && run.queue_job_id
      ? await jobProgress(tx, verifyRunJob, run.queue_job_id).catch(() => undefined)
      : undefined
  return {
    runId: run.id,
    kind: run.kind,
    isCurrent: currentRun(chain, run.kind)?.id === run.id,
    // All its workers died: nobody has it any more, and it can be asked for again.
    state: isUnderWay && progress?.state === 'failed' ? 'failed' : run.state,
    ...(run.outcome && { outcome: run.outcome }),
    ...(progress && {
      progress: { done: progress.doneCount, ...(progress.totalCount !== undefined && { total: progress.totalCount }) },
    }),
    ...(run.state === 'done' && {
      counts: {
        pages: run.page_count,
        sheets: run.sheet_count,
        records: run.record_count,
        children: run.child_count,
        ok: run.ok_count,
        unverified: run.unverified_count,
        banners: run.banner_count,
        mismatches: run.mismatch_count,
      },
    }),
    startedAt: run.created_at.toISOString(),
    startedBy: nameOf(run.started_by),
    ...(run.finished_at && { finishedAt: run.finished_at.toISOString() }),
  }
}

/** Which slots a run looked at. */
export const slotsOfRun = ({ kind }: RunRow): readonly PrintSlot[] => {
  const { specification, data, pdf } = RUN_SLOTS[kind]
  return [specification, data, pdf]
}

async function hearingView(
  tx: Tx,
  { vault }: Pick<PrintEquipment, 'vault'>,
  hearing: NonNullable<Chain['hearing']>,
  nameOf: (id: string) => string,
) {
  const facts = (await vault.openFacts(tx, hearing.answers_id)) as
    { attendees: string; answers: { question: string; answer: string }[] } | undefined
  return {
    hearingId: hearing.id,
    heldOn: hearing.held_on,
    attendees: facts?.attendees ?? '',
    answers: facts?.answers ?? [],
    recordedBy: nameOf(hearing.person_id),
    recordedAt: hearing.created_at.toISOString(),
  }
}

async function signOffViews(tx: Tx, chain: Chain, nameOf: (id: string) => string) {
  const views = []
  for (const one of chain.signOffs) {
    const [station] = (await gatePanel(tx, { id: 'print-checks.client-sign-off' }, one.id)).stations
    views.push({
      signOffId: one.id,
      personName: nameOf(one.personId),
      isGuest: one.guestLinkId !== null,
      ...(one.guestLinkId && { linkId: one.guestLinkId }),
      answer: one.answer,
      isCurrent: one.isCurrent,
      ...(one.answer !== 'waiting' && station?.at !== undefined && { answeredAt: station.at }),
      ...(station?.comment !== undefined && { comment: station.comment }),
      askedAt: one.createdAt.toISOString(),
    })
  }
  return views
}

async function handOverOf(tx: Tx, jobId: string) {
  const row = await tx
    .selectFrom('print_hand_over as h')
    .innerJoin('person as p', (join) => join.onRef('p.org_id', '=', 'h.org_id').onRef('p.id', '=', 'h.made_by'))
    .where('h.job_id', '=', jobId)
    .orderBy('h.number', 'desc')
    .limit(1)
    .select(['h.id', 'h.number', 'h.permit_id', 'h.created_at', 'h.sha256', 'p.name'])
    .executeTakeFirst()
  if (!row) return {}
  const { id, number, sha256, name } = row
  const isCurrent = (await standingPassage(tx, jobId, 'delivery'))?.permitId === row.permit_id
  return { handOver: { handOverId: id, number, madeAt: row.created_at.toISOString(), madeBy: name, sha256, isCurrent } }
}
