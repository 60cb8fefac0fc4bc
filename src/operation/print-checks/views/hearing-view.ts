import type { Tx } from '../../../kernel/db/database.ts'
import type { PrintEquipment } from '../equipment.ts'
import type { Chain } from '../stages/load-chain.ts'

/** The newest record of the 工程ヒアリング. */
export async function hearingView(
  tx: Tx,
  { vault }: Pick<PrintEquipment, 'vault'>,
  hearing: NonNullable<Chain['hearing']>,
  nameOf: (id: string) => string,
) {
  const facts = (await vault.openFacts(tx, hearing.answers_id)) as
    { attendees: string; answers: { question: string; answer: string }[] } | undefined
  return {
    hearingId: hearing.id,
    heldOn: hearing.held_on,
    attendees: facts?.attendees ?? '',
    answers: facts?.answers ?? [],
    recordedBy: nameOf(hearing.person_id),
    recordedAt: hearing.created_at.toISOString(),
  }
}
