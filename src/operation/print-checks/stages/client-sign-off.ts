import type { Tx } from '../../../kernel/db/database.ts'
import { openGate } from '../../../kernel/gates/index.ts'
import { clientSignOffGate } from '../gate.ts'
import type { Chain } from './load-chain.ts'
import { clientContent } from '../rules/stage-contents.ts'

/** Puts the question to one person of the client: a row, and a gate that holds their answer. */
export async function askForSignOff(
  tx: Tx,
  { job, hashes }: Chain,
  asked: {
    readonly signOffId: string
    readonly personId: string
    readonly guestLinkId: string | null
    readonly expiresAt?: Date
  },
): Promise<void> {
  await tx
    .insertInto('print_client_sign_off')
    .values({ id: asked.signOffId, job_id: job.id, person_id: asked.personId, guest_link_id: asked.guestLinkId })
    .execute()
  await openGate(tx, clientSignOffGate, {
    subjectId: asked.signOffId,
    authorId: asked.personId,
    unitId: job.unit_id,
    content: clientContent(job.id, hashes.proof),
    coolDownSeconds: 0,
    ...(asked.expiresAt && { expiresAt: asked.expiresAt }),
  })
}
