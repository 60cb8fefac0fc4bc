import type { Tx } from '../../kernel/db/database.ts'
import { CannotVerify, type PrintSpecification } from '../../engines/print-match/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import { specificationOf } from './run-inputs.ts'
import type { FilesNow } from './store.ts'

/** 自由領域 of a specification that lies there: what the machine compares with nothing, and why. */
export interface FreeAreaOf {
  readonly slot: 'test_specification' | 'specification'
  readonly page: string
  readonly area: PrintSpecification['pages'][number]['free'][number]['area']
  readonly reason: string
}

const SLOTS = ['test_specification', 'specification'] as const

/** Of both specifications; one that cannot be read has none to tell. @throws Refusal `content_erased` */
export async function freeAreasNow(tx: Tx, vault: Vault, files: FilesNow): Promise<FreeAreaOf[]> {
  const found: FreeAreaOf[] = []
  for (const slot of SLOTS) {
    const [file] = files[slot]
    if (!file) continue
    try {
      const { pages } = await specificationOf(tx, vault, file)
      for (const { name, free } of pages) found.push(...free.map((each) => ({ slot, page: name, ...each })))
    } catch (cause) {
      if (!(cause instanceof CannotVerify)) throw cause
    }
  }
  return found
}
