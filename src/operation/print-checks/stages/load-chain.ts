import { hashOf, type Json } from '../../../base/canonical-json.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { partiesOfEngagement } from '../../../planning/vendors/index.ts'
import { type Difference, differencesNow } from './differences.ts'
import { clientSignOffGate } from '../gate.ts'
import { type ClientAnswer, PRINT_RUN_KINDS, type PrintRunKind, type PrintStage } from '../print-states.ts'
import { clientContent, stageContents } from '../rules/stage-contents.ts'
import { inputFilesNow } from './run-inputs.ts'
import {
  filesNow,
  type FilesNow,
  type JobRow,
  type LotWithSample,
  newestHearing,
  newestLot,
  newestMeeting,
  newestRuns,
  type RunRow,
  signOffsOf,
  type SignOffRow,
} from '../store.ts'

export interface SignOff extends SignOffRow {
  readonly answer: ClientAnswer
  /** The answer was given for the proof as it is now. */
  readonly isCurrent: boolean
}

/** Everything of a job that its gates depend on, as it is now. */
export interface Chain {
  readonly job: JobRow
  /** The engagement asked for the client's 校了 when the job was registered, or does so now. */
  readonly mustClientSignOff: boolean
  readonly files: FilesNow
  /** The newest of each kind. */
  readonly runs: ReadonlyMap<PrintRunKind, RunRow>
  /** What each kind would look at now; none: a file is missing. */
  readonly inputs: ReadonlyMap<PrintRunKind, string>
  readonly differences: readonly Difference[] | undefined
  readonly meeting: Awaited<ReturnType<typeof newestMeeting>>
  /** It was about the settings as they are now. */
  readonly isMeetingCurrent: boolean
  readonly hearing: Awaited<ReturnType<typeof newestHearing>>
  readonly lot: LotWithSample | undefined
  readonly signOffs: readonly SignOff[]
  readonly contents: Readonly<Record<PrintStage, Json>>
  readonly hashes: Readonly<Record<PrintStage, string>>
}

export async function loadChain(tx: Tx, vault: Vault, job: JobRow): Promise<Chain> {
  const files = await filesNow(tx, job.id)
  const differences = await differencesNow(tx, vault, job.id, files)
  const meeting = await newestMeeting(tx, job.id)
  const hearing = await newestHearing(tx, job.id)
  const lot = await newestLot(tx, job.id)
  const runs = await newestRuns(tx, job.id)
  const inputs = new Map<PrintRunKind, string>()
  for (const kind of PRINT_RUN_KINDS) {
    const input = inputFilesNow(kind, files)
    if (input) inputs.set(kind, input.hash)
  }
  const contents = stageContents({
    jobId: job.id,
    files,
    explanationIds: (differences ?? []).flatMap(({ explanation }) => explanation?.id ?? []),
    lacks: currentRun({ runs, inputs }, 'test')?.lacks ?? [],
    hearingId: hearing?.id,
    lotId: lot?.lot.id,
  })
  const hashes = {
    settings: hashOf(contents.settings),
    proof: hashOf(contents.proof),
    production: hashOf(contents.production),
    delivery: hashOf(contents.delivery),
  }
  const signOffs: SignOff[] = []
  for (const row of await signOffsOf(tx, job.id)) signOffs.push(await answered(tx, row, job.id, hashes.proof))
  const mustClientSignOff = job.must_client_sign_off || (await isAskedByEngagement(tx, job))
  const isMeetingCurrent = meeting?.revision_hash === hashes.settings
  const found = { files, runs, inputs, differences, meeting, isMeetingCurrent, hearing, lot }
  return { job, mustClientSignOff, ...found, signOffs, contents, hashes }
}

async function isAskedByEngagement(tx: Tx, { engagement_id, client_id }: JobRow): Promise<boolean> {
  if (client_id === null) return false
  const parties = await partiesOfEngagement(tx, engagement_id)
  return parties.some((one) => one.relation === 'client' && one.partyId === client_id && one.mustClientSignOff)
}

async function answered(tx: Tx, row: SignOffRow, jobId: string, proofHash: string): Promise<SignOff> {
  const state = await gateState(tx, clientSignOffGate, row.id)
  const statement = state.checks.find(({ id }) => id === 'client-statement')
  const answer = statement?.refusedBy ? 'refused' : statement?.state === 'passed' ? 'signed_off' : 'waiting'
  return { ...row, answer, isCurrent: state.revisionHash === hashOf(clientContent(jobId, proofHash)) }
}

/**
 * The finished verification of what lies there now. While another one runs, nobody builds on what was found before.
 * @throws Refusal `verification_runs`
 */
export function finishedRun(chain: Pick<Chain, 'runs' | 'inputs'>, kind: PrintRunKind): RunRow | undefined {
  const run = currentRun(chain, kind)
  if (run?.state === 'waiting' || run?.state === 'running') throw new Refusal('verification_runs')
  return run
}

/** The newest run of a kind, if it looked at exactly what lies there now. */
export function currentRun(chain: Pick<Chain, 'runs' | 'inputs'>, kind: PrintRunKind): RunRow | undefined {
  const run = chain.runs.get(kind)
  return run && run.input_hash === chain.inputs.get(kind) ? run : undefined
}

/** Scans of the printed sheets that lie there now. One that was handed in before they were printed shows others. */
export const scansOfLot = ({ files, lot }: Pick<Chain, 'files'> & { readonly lot: LotWithSample | undefined }) =>
  files.scan.filter(({ created_at }) => lot !== undefined && created_at >= lot.printedAt)
