import type { Actor } from '../../base/actor.ts'
import type { InputOf } from '../../base/endpoint.ts'
import { guestLinksFor, type GuestLinkRow } from '../../kernel/access/index.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { gatePanel, gateState } from '../../kernel/gates/index.ts'
import { instantCell, type ListSheet } from '../../kernel/sheets/index.ts'
import { ROSTER_GUEST_PURPOSE, rosterConfirmationGate } from './gate.ts'
import type * as contract from './guest-contract.ts'
import type { GuestAnswer, RosterGuestLine } from './guest-views.ts'
import { engagementView } from './read-models.ts'
import { sightOf } from './sight.ts'
import { guestAnswerWords } from './words.ts'

/** Who was asked to confirm a roster of this engagement, and what they answered. @throws Refusal `not_found` */
export async function rosterGuests(
  tx: Tx,
  actor: Actor,
  page: InputOf<typeof contract.listRosterGuests>,
): Promise<{ items: RosterGuestLine[]; nextCursor?: string }> {
  const { parties } = await engagementView(tx, actor, page.engagementId)
  const sight = await sightOf(tx, actor)
  const of = { purpose: ROSTER_GUEST_PURPOSE, subjectId: page.engagementId, partyId: sight.partyId ?? undefined }
  const { items, nextCursor } = await guestLinksFor(tx, of, page)
  const names = new Map(parties.map(({ partyId, name }) => [partyId, name]))
  const lines: RosterGuestLine[] = []
  for (const link of items) lines.push(await lineOf(tx, link, names.get(link.partyId ?? '') ?? ''))
  return { items: lines, ...(nextCursor !== undefined && { nextCursor }) }
}

async function lineOf(tx: Tx, link: GuestLinkRow, partyName: string): Promise<RosterGuestLine> {
  const { end } = await gateState(tx, rosterConfirmationGate, link.id)
  const [station] = (await gatePanel(tx, rosterConfirmationGate, link.id)).stations
  const isDisputed = station?.state === 'stopped'
  const answer: GuestAnswer =
    end === 'done' ? 'confirmed' : isDisputed ? 'disputed' : link.revokedAt ? 'revoked' : waiting(link)
  const isAnswered = answer === 'confirmed' || answer === 'disputed'
  return {
    linkId: link.id,
    partyName,
    personName: link.personName,
    address: link.address,
    invitedAt: link.issuedAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    answer,
    ...(isAnswered && station?.at !== undefined && { answeredAt: station.at }),
    ...(station?.comment !== undefined && { comment: station.comment }),
  }
}

const waiting = (link: GuestLinkRow): GuestAnswer =>
  link.hasExpired ? 'expired' : link.openedAt ? 'opened' : 'invited'

export const rosterGuestSheet: ListSheet<RosterGuestLine, { readonly engagementId: string }> = {
  list: 'vendors.roster-guests',
  title: { ja: 'ゲストによる確認', en: 'Guests' },
  columns: (say) => [
    { header: say({ ja: '委託先', en: 'Vendor' }), value: (line) => line.partyName },
    { header: say({ ja: '氏名', en: 'Name' }), value: (line) => line.personName },
    { header: say({ ja: 'メールアドレス', en: 'Mail address' }), value: (line) => line.address },
    { header: say({ ja: '依頼した日時', en: 'Invited' }), value: (line) => instantCell(line.invitedAt) },
    { header: say({ ja: '有効期限', en: 'Valid until' }), value: (line) => instantCell(line.expiresAt) },
    { header: say({ ja: '回答', en: 'Answer' }), value: (line) => say(guestAnswerWords[line.answer]) },
    { header: say({ ja: '回答した日時', en: 'Answered' }), value: (line) => instantCell(line.answeredAt) },
    { header: say({ ja: '訂正の内容', en: 'What is wrong' }), value: (line) => line.comment },
  ],
  subject: ({ engagementId }) => ({ kind: 'engagement', id: engagementId }),
}
