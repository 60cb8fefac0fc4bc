import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { guestLinkOf } from '../../../kernel/access/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { gatePanel } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PreviewDesk } from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { CLIENT_GUEST_PURPOSE, clientSignOffGate } from '../gate.ts'
import type * as contract from '../guest-contract.ts'
import { type Chain, loadChain, type SignOff } from './load-chain.ts'
import { jobOfGuest } from '../operations/sign-off-proof.ts'
import { personNames } from '../views/person-names.ts'
import { visibleJob } from '../scope.ts'
import { fileOfJob } from '../store.ts'
import { onPdf, pageImage } from '../take-file.ts'
import type { ProofQuestion } from '../views.ts'

/** What the client's person of this link is asked; without a desk, without its pages. @throws Refusal `not_allowed`, `not_found`, `files_missing`, `file_damaged` */
export async function proofQuestion(
  tx: Tx,
  actor: Actor,
  equipment: Pick<PrintEquipment, 'vault'>,
  desk?: PreviewDesk,
): Promise<z.input<typeof ProofQuestion>> {
  const { job, linkId } = await jobOfGuest(tx, actor)
  const { expiresAt } = await guestLinkOf(tx, { linkId, purpose: CLIENT_GUEST_PURPOSE })
  const chain = await loadChain(tx, equipment.vault, job)
  const signOff = chain.signOffs.find(({ guestLinkId }) => guestLinkId === linkId)
  if (!signOff) throw new Refusal('not_found')
  return { ...(await questionOf(tx, actor, chain, signOff, equipment, desk)), expiresAt: expiresAt.toISOString() }
}

/** The same for a signed-in person of the client; before their first answer nothing was asked of them by name. */
export async function clientQuestion(
  tx: Tx,
  actor: Actor,
  { jobId }: { readonly jobId: string },
  equipment: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<z.input<typeof ProofQuestion>> {
  const job = await visibleJob(tx, actor, jobId)
  if (job.side !== 'client') throw new Refusal('not_allowed')
  const chain = await loadChain(tx, equipment.vault, job)
  const signOff = chain.signOffs.find(
    ({ personId, guestLinkId }) => personId === actor.personId && guestLinkId === null,
  )
  return questionOf(tx, actor, chain, signOff, equipment, desk)
}

async function questionOf(
  tx: Tx,
  actor: Actor,
  chain: Chain,
  signOff: SignOff | undefined,
  { vault }: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk | undefined,
): Promise<z.input<typeof ProofQuestion>> {
  if (chain.files.proof.length === 0) throw new Refusal('files_missing')
  const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  const nameOf = await personNames(tx, [actor.personId])
  const files: z.input<typeof ProofQuestion>['files'] = []
  for (const file of desk ? chain.files.proof : []) {
    const pageCount = await onPdf(tx, vault, desk!, file, async (preview) => preview.pageCount)
    files.push({ fileId: file.id, name: file.name, sha256: file.sha256, pageCount })
  }
  const [station] = signOff ? (await gatePanel(tx, clientSignOffGate, signOff.id)).stations : []
  const answer = signOff?.answer ?? 'waiting'
  const isAnswered = answer !== 'waiting'
  return {
    jobId: chain.job.id,
    organisationName: name,
    title: chain.job.title,
    personName: nameOf(actor.personId),
    revisionHash: chain.hashes.proof,
    files,
    answer,
    isOutdated: isAnswered && signOff?.isCurrent === false,
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
