import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type * as contract from '../contract.ts'
import type { PrintEquipment } from '../equipment.ts'
import { refuseOnlooker } from '../scope.ts'
import { cannotWords } from '../stages/judge-stage.ts'
import { loadChain } from '../stages/load-chain.ts'
import { NO_RESULT, resultOf } from '../stages/stored-result.ts'
import { filesByIds } from '../store.ts'
import type { VerificationView } from '../run-views.ts'
import { personNames } from './person-names.ts'
import { runLine } from './run-line.ts'
import { seenRun } from './seen-run.ts'

/**
 * What a verification found. Its sentences name records by their keys, so they are not for onlookers.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function verificationView(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.readVerification>,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<z.input<typeof VerificationView>> {
  const { job, run } = await seenRun(tx, actor, input)
  await refuseOnlooker(tx, actor, job)
  const chain = await loadChain(tx, vault, job)
  // Past the retention its counts are left, and no sentence.
  const result = job.contents_erased_at ? NO_RESULT : await resultOf(tx, vault, run)
  const cannot = cannotWords(result)
  return {
    ...(await runLine(tx, chain, run, await personNames(tx, [run.started_by]))),
    diagnosis: result.diagnosis.map(({ kind, sentence }) => ({ kind, sentence })),
    ...(cannot && { cannot }),
    spans: result.spans.map(({ from, to, state }) => ({ from, to, state })),
    listedCount: result.mismatches.length,
    files: (await filesByIds(tx, run.file_ids)).map(({ slot, name, sha256 }) => ({ slot, name, sha256 })),
    engine: run.engine ?? '',
  }
}
