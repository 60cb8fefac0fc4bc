import { hashOf, type Json } from '../../../base/canonical-json.ts'
import { PRINT_STAGES, type PrintSlot, type PrintStage } from '../print-states.ts'
import { STAGE_OF_SLOT } from './slots.ts'

/** A file as it counts: another upload of the same bytes is another file, so that no content ever comes back. */
export interface FileFact {
  readonly id: string
  readonly sha256: string
}

/** All on which the chain of one job decides. */
export interface ChainFacts {
  readonly jobId: string
  readonly files: Readonly<Record<PrintSlot, readonly FileFact[]>>
  /** Of the differences that there are now, in their order. */
  readonly explanationIds: readonly string[]
  /** Hard cases that the tested data lack, by the verification of what lies there now. */
  readonly lacks: readonly string[]
  readonly hearingId: string | undefined
  readonly lotId: string | undefined
}

/**
 * The revision of each stage. It names the revision of the stage before, so that a change voids the stage that it touches
 * and all after it, and none before.
 */
export function stageContents(facts: ChainFacts): Readonly<Record<PrintStage, Json>> {
  const own: Readonly<Record<PrintStage, Json>> = {
    // Who passes knows what was not tested; when that changes, nobody has passed yet.
    settings: { explanations: [...facts.explanationIds], ...(facts.lacks.length > 0 && { lacks: [...facts.lacks] }) },
    proof: {},
    production: { hearing: facts.hearingId ?? null },
    delivery: { lot: facts.lotId ?? null },
  }
  const contents = {} as Record<PrintStage, Json>
  let earlier: string | null = null
  for (const stage of PRINT_STAGES) {
    const files = Object.entries(STAGE_OF_SLOT)
      .filter(([, of]) => of === stage)
      .map(([slot]) => [slot, facts.files[slot as PrintSlot].map(({ id, sha256 }) => ({ id, sha256 }))] as const)
    contents[stage] = { stage, jobId: facts.jobId, earlier, files: Object.fromEntries(files), own: own[stage] }
    earlier = hashOf(contents[stage])
  }
  return contents
}

/** What the client's person signs: this proof, behind these settings. */
export const clientContent = (jobId: string, proofHash: string): Json => ({ jobId, proof: proofHash })

/** Names exactly what a verification looks at. */
export const runInputHash = (kind: string, files: readonly (readonly FileFact[])[]): string =>
  hashOf({ kind, files: files.map((list) => list.map(({ id, sha256 }) => ({ id, sha256 }))) })
