import type { z } from 'zod'
import type { Actor } from '../../base/actor.ts'
import type { InputOf } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import { guestLinkOf } from '../../kernel/access/index.ts'
import type { Tx } from '../../kernel/db/database.ts'
import type { Download } from '../../kernel/db/route.ts'
import { gatePanel } from '../../kernel/gates/index.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import type { PreviewDesk } from '../../engines/print-match/index.ts'
import type { PrintEquipment } from './equipment.ts'
import { printEvents, printSubject } from './events.ts'
import { CLIENT_GUEST_PURPOSE, clientSignOffGate } from './gate.ts'
import type * as contract from './guest-contract.ts'
import { loadChain } from './load-chain.ts'
import { jobOfGuest } from './operations/sign-off-proof.ts'
import { personNames } from './person-names.ts'
import { fileOfJob } from './store.ts'
import { onPdf, pageImage } from './take-file.ts'
import type { ProofQuestion } from './views.ts'

/** What the client's person of this link is asked. @throws Refusal `not_allowed`, `not_found`, `files_missing`, `file_damaged` */
export async function proofQuestion(
  tx: Tx,
  actor: Actor,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<z.input<typeof ProofQuestion>> {
  const { job, linkId } = await jobOfGuest(tx, actor)
  const { expiresAt } = await guestLinkOf(tx, { linkId, purpose: CLIENT_GUEST_PURPOSE })
  const chain = await loadChain(tx, vault, job)
  const signOff = chain.signOffs.find(({ guestLinkId }) => guestLinkId === linkId)
  if (!signOff) throw new Refusal('not_found')
  if (chain.files.proof.length === 0) throw new Refusal('files_missing')
  const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  const nameOf = await personNames(tx, [actor.personId])
  const files: z.input<typeof ProofQuestion>['files'] = []
  for (const file of chain.files.proof) {
    const pageCount = await onPdf(tx, vault, desk, file, async (preview) => preview.pageCount)
    files.push({ fileId: file.id, name: file.name, sha256: file.sha256, pageCount })
  }
  const [station] = (await gatePanel(tx, clientSignOffGate, signOff.id)).stations
  const isAnswered = signOff.answer !== 'waiting'
  return {
    jobId: job.id,
    organisationName: name,
    title: job.title,
    personName: nameOf(actor.personId),
    expiresAt: expiresAt.toISOString(),
    revisionHash: chain.hashes.proof,
    files,
    answer: signOff.answer,
    isOutdated: isAnswered && !signOff.isCurrent,
    ...(isAnswered && station?.at !== undefined && { answeredAt: station.at }),
  }
}

/** One page of the proof, and of no other file. @throws Refusal `not_allowed`, `not_found`, `file_damaged` */
export async function guestImage(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.guestProofImage>,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<Download> {
  const { job } = await jobOfGuest(tx, actor)
  const file = await fileOfJob(tx, job.id, input.fileId)
  if (file.slot !== 'proof') throw new Refusal('not_found')
  await recordEvent(tx, printEvents.file_viewed, {
    actor,
    subject: printSubject(job.id),
    facts: { fileId: file.id, page: input.page },
  })
  return pageImage(tx, vault, desk, file, input)
}
