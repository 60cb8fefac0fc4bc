import type { Tx } from '../../../kernel/db/database.ts'
import { gatePanel } from '../../../kernel/gates/index.ts'
import type { Chain } from '../stages/load-chain.ts'

/** Whom of the client's people the proof was put before, and what each answered. */
export async function signOffViews(tx: Tx, chain: Chain, nameOf: (id: string) => string) {
  const views = []
  for (const one of chain.signOffs) {
    const [station] = (await gatePanel(tx, { id: 'print-checks.client-sign-off' }, one.id)).stations
    views.push({
      signOffId: one.id,
      personName: nameOf(one.personId),
      isGuest: one.guestLinkId !== null,
      ...(one.guestLinkId && { linkId: one.guestLinkId }),
      answer: one.answer,
      isCurrent: one.isCurrent,
      ...(one.answer !== 'waiting' && station?.at !== undefined && { answeredAt: station.at }),
      ...(station?.comment !== undefined && { comment: station.comment }),
      askedAt: one.createdAt.toISOString(),
    })
  }
  return views
}
