import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { areaWords, CannotVerify } from '../../../engines/print-match/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { specificationOf } from './run-inputs.ts'
import type { FilesNow } from '../store.ts'
import type { FreeAreaView } from '../views.ts'

type FreeArea = z.input<typeof FreeAreaView>
const SLOTS = ['test_specification', 'specification'] as const

/** 自由領域 of both specifications; one that cannot be read has none to tell. @throws Refusal `content_erased` */
export async function freeAreasNow(tx: Tx, vault: Vault, files: FilesNow): Promise<FreeArea[]> {
  const found: FreeArea[] = []
  for (const slot of SLOTS) {
    const [file] = files[slot]
    if (!file) continue
    try {
      const { pages } = await specificationOf(tx, vault, file)
      for (const { name, free } of pages)
        found.push(...free.map(({ area, reason }) => ({ slot, page: name, place: { ...areaWords(area) }, reason })))
    } catch (cause) {
      if (!(cause instanceof CannotVerify)) throw cause
    }
  }
  return found
}
