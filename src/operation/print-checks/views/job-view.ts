import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { PrintEquipment } from '../equipment.ts'
import { keepingOf } from '../keeping/keeping-of.ts'
import { lotView } from '../lots/lot-view.ts'
import { PRINT_SLOTS, PRINT_STAGES, type PrintSlot } from '../print-states.ts'
import { STAGE_OF_SLOT } from '../rules/slots.ts'
import { nearUnits, visibleJob } from '../scope.ts'
import { freeAreasNow } from '../stages/free-areas.ts'
import { type Chain, loadChain } from '../stages/load-chain.ts'
import { standingPassage } from '../stages/passages.ts'
import type { PrintJobView, PrintRunLine, StageView } from '../views.ts'
import { clientsPart, onlookersPart } from './clients-part.ts'
import { hearingView } from './hearing-view.ts'
import { meetingView } from './meeting-view.ts'
import { personNames } from './person-names.ts'
import { runLine } from './run-line.ts'
import { signOffViews } from './sign-off-views.ts'
import { stageView } from './stage-view.ts'

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
