import type { z } from 'zod'
import type { PrintJobView } from '../views.ts'

type Job = z.input<typeof PrintJobView>
type Station = Job['stages'][number]['panel']['stations'][number]

/**
 * What the client's people see of a job: how far it is, the proof, and what they themselves answered. What 自社 and the
 * printer handed in, found, asked and wrote to each other stays between them.
 * @param ownSignOffIds the answers of the person who looks
 */
export function clientsPart(job: Job, ownSignOffIds: ReadonlySet<string>): Job {
  return {
    jobId: job.jobId,
    version: job.version,
    title: job.title,
    engagementId: job.engagementId,
    engagementName: job.engagementName,
    printerName: job.printerName,
    ...(job.clientName !== undefined && { clientName: job.clientName }),
    mustClientSignOff: job.mustClientSignOff,
    authorName: job.authorName,
    createdAt: job.createdAt,
    reader: job.reader,
    stages: job.stages.map((stage) => ({
      ...stage,
      panel: { ...stage.panel, stations: stage.panel.stations.map(withoutWords) },
    })),
    slots: job.slots.filter(({ slot }) => slot === 'proof'),
    runs: [],
    clientSignOffs: job.clientSignOffs.map((one) => {
      if (ownSignOffIds.has(one.signOffId)) return one
      const { signOffId, personName, isGuest, answer, isCurrent, answeredAt, askedAt } = one
      return { signOffId, personName, isGuest, answer, isCurrent, ...(answeredAt && { answeredAt }), askedAt }
    }),
    ...(job.handOver && { handOver: job.handOver }),
  }
}

/**
 * What our own people see of a job that another unit is in charge of: that there is one, how far it is, and by which hashes.
 * Names of files, what was found, asked, answered and written stays with those in charge, as with mail.
 */
export function onlookersPart(job: Job): Job {
  const { lot } = job
  return {
    ...clientsPart(job, new Set()),
    isOnlooker: true,
    slots: job.slots.map((slot) => ({ ...slot, files: slot.files.map((file) => ({ ...file, name: '' })) })),
    runs: job.runs,
    ...(job.differences && { differences: job.differences }),
    ...(lot && { lot: { ...lot, reason: undefined, stopped: lot.stopped?.map(withoutTexts) } }),
    ...(job.keeping && { keeping: job.keeping }),
  }
}

const withoutTexts = ({ lotId, number, cause }: { lotId: string; number: number; cause: 'sample' | 'scan' }) => ({
  lotId,
  number,
  cause,
})

/** A station with who decided and when, without what they wrote and what the machine found. */
const withoutWords = ({ check, kind, state, verdict, people, needed, nudges, at }: Station): Station => ({
  check,
  kind,
  state,
  ...(verdict && { verdict }),
  people: people.map(({ name, actingFor, decidedAt }) => ({
    name,
    ...(actingFor !== undefined && { actingFor }),
    ...(decidedAt !== undefined && { decidedAt }),
  })),
  ...(needed !== undefined && { needed }),
  ...(nudges && { nudges }),
  ...(at !== undefined && { at }),
  findings: [],
})
