import { Readable } from 'node:stream'
import { stringify } from 'yaml'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { readSpecification } from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { adoptFile } from '../operations/add-file.ts'
import { orRefuse } from '../stages/run-inputs.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import type { MadeField, MadeSpecification, saveMadeSpecification } from './contract.ts'

/**
 * Keeps what was clicked as a specification file, as if somebody had written its YAML: it is read, compared, hashed and
 * downloaded like every other.
 * @throws Refusal `not_found`, `not_allowed`, `specification_wrong`, `storage_full`
 */
export async function saveSpecification(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof saveMadeSpecification>,
  equipment: PrintEquipment,
): Promise<void> {
  await refuseOnlooker(tx, actor, await visibleJob(tx, actor, input.jobId))
  const text = specificationText(input)
  await orRefuse(Promise.resolve(text).then(readSpecification))
  const pending = await equipment.vault.receive(Readable.from([Buffer.from(text)]))
  const { jobId, slot } = input
  await adoptFile(tx, actor, { jobId, slot, isFurther: false, name: `${input.title}.yaml` }, pending, equipment)
}

/** As YAML, without what goes without saying. */
export function specificationText(made: MadeSpecification): string {
  return stringify({
    version: 1,
    title: made.title,
    data: made.data,
    duplex: made.duplex,
    ...(made.readsText && { readsText: true }),
    pages: made.pages.map(({ name, marks, blank, fields, free }) => ({
      name,
      ...(marks.length > 0 && { marks: marks.map((text) => ({ text })) }),
      ...(blank && { blank }),
      ...(fields.length > 0 && { fields: fields.map(plainField) }),
      ...(free.length > 0 && { free }),
    })),
  })
}

function plainField({ of, as, before, after, identifies, variants, ...field }: MadeField): object {
  return {
    ...field,
    ...(of === 'child' && { of }),
    ...(as !== 'text' && { as }),
    ...(before !== '' && { before }),
    ...(after !== '' && { after }),
    ...(identifies && { identifies }),
    ...(variants !== 'exact' && { variants }),
  }
}
