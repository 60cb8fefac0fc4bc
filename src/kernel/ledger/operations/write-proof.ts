import { organisationOf, type Tx } from '../../db/database.ts'
import { writeProofFile } from '../rules/proof-file.ts'
import { newestAnchor } from '../store.ts'
import { inclusionProof, type InclusionProof } from './prove-events.ts'

export interface WrittenProof {
  readonly text: string
  readonly proof: InclusionProof
  /** Whether an anchor of just this size was written: only such a one can vouch for it from outside. */
  readonly isAnchored: boolean
}

/**
 * The proof of one event as a file, made for the newest anchor that holds it: the reader has that one from the mail. An
 * event younger than every anchor is proven in the ledger as it is now.
 * @param size of an older anchor that the reader holds
 * @returns undefined while the event has no place in that tree yet
 * @throws Refusal `not_found`
 */
export async function writeProof(tx: Tx, eventId: string, size?: number): Promise<WrittenProof | undefined> {
  const anchored = size ?? (await newestAnchor(tx))?.size
  const proof =
    (anchored === undefined ? undefined : await inclusionProof(tx, eventId, anchored)) ??
    (size === undefined ? await inclusionProof(tx, eventId) : undefined)
  if (!proof) return undefined
  const anchor = await tx.selectFrom('ledger_anchor').select('size').where('size', '=', proof.size).executeTakeFirst()
  return { text: writeProofFile(await organisationOf(tx), proof), proof, isAnchored: anchor !== undefined }
}
