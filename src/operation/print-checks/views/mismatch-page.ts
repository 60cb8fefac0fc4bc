import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Mismatch } from '../../../engines/print-match/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type * as contract from '../contract.ts'
import type { PrintEquipment } from '../equipment.ts'
import { refuseOnlooker } from '../scope.ts'
import { resultOf } from '../stages/stored-result.ts'
import type { MismatchView } from '../run-views.ts'
import { seenRun } from './seen-run.ts'

/** The findings one by one, with what is printed and what the data say. @throws Refusal `not_found`, `not_allowed` */
export async function mismatchPage(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.listMismatches>,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<{ items: z.input<typeof MismatchView>[]; nextCursor?: string }> {
  const { job, run } = await seenRun(tx, actor, input)
  await refuseOnlooker(tx, actor, job)
  const { mismatches } = await resultOf(tx, vault, run)
  const after = Number(input.cursor ?? 0)
  if (!Number.isSafeInteger(after) || after < 0) throw new Refusal('not_found')
  const rest = mismatches
    .map((one, at) => mismatchView(one, at + 1))
    .filter(({ number, kind }) => number > after && (input.kind === undefined || kind === input.kind))
  const items = rest.slice(0, input.size)
  return { items, ...(rest.length > items.length && { nextCursor: String(items.at(-1)!.number) }) }
}

export const mismatchView = (one: Mismatch, number: number): z.input<typeof MismatchView> => ({
  ...one,
  number,
  box: one.box && [...one.box],
})
