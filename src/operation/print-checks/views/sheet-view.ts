import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { differingFields, type PreviewDesk } from '../../../engines/print-match/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type * as contract from '../contract.ts'
import type { PrintEquipment } from '../equipment.ts'
import { refuseOpener } from '../lots/opener-sight.ts'
import { RUN_SLOTS } from '../rules/slots.ts'
import { refuseOnlooker } from '../scope.ts'
import { dataOf, orRefuse, specificationOf } from '../stages/run-inputs.ts'
import { resultOf } from '../stages/stored-result.ts'
import { filesByIds } from '../store.ts'
import { onPdf } from '../take-file.ts'
import type { SheetView } from '../run-views.ts'
import { mismatchView } from './mismatch-page.ts'
import { pageOfRun, seenRun } from './seen-run.ts'

/** One sheet with its record as the data have it. @throws Refusal `not_found`, `not_allowed`, `sample_not_blind`, `file_damaged` */
export async function sheetView(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.readSheet>,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<z.input<typeof SheetView>> {
  const { job, run } = await seenRun(tx, actor, input, { sheet: input.sheet })
  await refuseOnlooker(tx, actor, job)
  await refuseOpener(tx, actor, job, run)
  const result = await resultOf(tx, vault, run)
  const known = result.sheets[input.sheet - 1]
  if (!known) throw new Refusal('not_found')
  const [pages, key] = known
  const slots = RUN_SLOTS[run.kind]
  const files = await filesByIds(tx, run.file_ids)
  const specification = await orRefuse(
    specificationOf(
      tx,
      vault,
      files.find(({ slot }) => slot === slots.specification)!,
    ),
  )
  const dataFiles = files.filter(({ slot }) => slot === slots.data)
  // Whoever looks at one sheet looks at the next: the data stay open in their child for a while.
  const table = await orRefuse(
    desk.data(
      JSON.stringify([dataFiles.map(({ vault_file_id }) => vault_file_id), specification.data]),
      () => dataOf(tx, vault, specification, dataFiles),
      async (open) => {
        const { columns, childColumns } = open
        const record = key === undefined ? undefined : await open.find(key)
        return { columns, childColumns, records: record ? [record] : [], files: [] }
      },
    ),
  )
  const [record] = table.records
  const shown: z.input<typeof SheetView>['pages'] = []
  const differing: z.input<typeof SheetView>['differing'] = []
  for (const [at, page] of pages.entries()) {
    const { file, pageOfFile } = await pageOfRun(tx, vault, desk, run, page)
    const { widthMm, heightMm, words } = await onPdf(tx, vault, desk, file, (preview) => preview.words(pageOfFile - 1))
    const side = at % 2 === 0 ? 0 : 1
    shown.push({ page, side: SIDES[side], widthMm, heightMm })
    if (key === undefined) continue
    const looked = { key, side, sheetOfRecord: sheetOfRecord(result.sheets, input.sheet) } as const
    for (const each of differingFields(specification, table, looked, words)) differing.push({ page, ...each })
  }
  const columned = (columns: readonly string[], values: readonly string[]) =>
    columns.map((column, at) => ({ column, value: values[at] ?? '' }))
  return {
    sheet: input.sheet,
    state: result.spans.find(({ from, to }) => from <= input.sheet && input.sheet <= to)?.state ?? 'unverified',
    pages: shown,
    ...(key !== undefined && { record: key }),
    ...(record && { line: record.line }),
    values: record ? columned(table.columns, record.values) : [],
    children: record ? record.children.map((child) => columned(table.childColumns, child)) : [],
    mismatches: result.mismatches
      .map((one, at) => mismatchView(one, at + 1))
      .filter(({ sheet }) => sheet === input.sheet),
    differing,
  }
}

const SIDES = ['front', 'back'] as const

/** How many sheets of the same record lie right before this one. */
function sheetOfRecord(sheets: readonly (readonly [unknown, (string | undefined)?])[], sheet: number): number {
  let before = 0
  while (before < sheet - 1 && sheets[sheet - 2 - before]?.[1] === sheets[sheet - 1]?.[1]) before++
  return before
}
