import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { csvBytes } from '../../../engines/documents/index.ts'
import { generateTestData, sheetsOfTestData } from '../../../engines/print-match/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type * as contract from '../contract.ts'
import { orRefuse, specificationOf } from './run-inputs.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import { filesNow } from '../store.ts'

/**
 * Hard test data of the specification that lies there. Nobody's data: plainly synthetic.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function takeTestData(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  { jobId, part }: InputOf<typeof contract.downloadTestData>,
): Promise<Download> {
  const job = await visibleJob(tx, actor, jobId)
  await refuseOnlooker(tx, actor, job)
  const files = await filesNow(tx, job.id)
  const file = files.test_specification[0] ?? files.specification[0]
  if (!file) throw new Refusal('not_found')
  const specification = await orRefuse(specificationOf(tx, vault, file))
  const sheet = sheetsOfTestData(specification, generateTestData(specification))[part]
  if (!sheet) throw new Refusal('not_found')
  return {
    fileName: `testdata-${part}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    content: Readable.from(csvBytes(sheet)),
  }
}
