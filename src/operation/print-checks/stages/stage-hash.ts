import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import { STAGE_GATES } from '../gate.ts'
import type { PrintStage } from '../print-states.ts'

/** The revision of a stage as it stands now: what is decided on. @throws Refusal `not_found` */
export async function stageHash(tx: Tx, jobId: string, stage: PrintStage): Promise<string> {
  return (await gateState(tx, STAGE_GATES[stage], jobId)).revisionHash
}
