import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type BrokenGlass, glassStanding } from '../../../kernel/gates/index.ts'
import { personById } from '../../../kernel/people/index.ts'
import { gateOf } from '../gate.ts'
import { glassReviewOwed } from './glass-duty.ts'
import type { GlassView, MailGlass } from './glass-views.ts'
import type { MailRow } from '../store.ts'

/** The emergency releases of a mail, and what of them waits for the one who asks. For the privacy office and reviewers. */
export async function glassView(tx: Tx, actor: Actor, mail: MailRow): Promise<z.input<typeof GlassView>> {
  const { glasses, next } = await glassStanding(tx, gateOf(mail), mail.id, actor)
  const shown: z.input<typeof MailGlass>[] = []
  for (const glass of glasses) shown.push(await oneGlass(tx, mail.id, glass))
  return { glasses: shown, ...(next && { next }) }
}

async function oneGlass(tx: Tx, mailId: string, glass: BrokenGlass): Promise<z.input<typeof MailGlass>> {
  const name = async (id: string) => (await personById(tx, id))?.name ?? ''
  const now = await instantOf(tx)
  const owed = glass.confirmed ? await glassReviewOwed(tx, mailId, glass.id) : undefined
  const { confirmed, review } = glass
  return {
    id: glass.id,
    isCurrent: glass.isCurrent,
    openerName: await name(glass.openerId),
    openedAt: glass.openedAt.toISOString(),
    expiresAt: glass.expiresAt.toISOString(),
    hasExpired: glass.expiresAt <= now,
    ...(glass.reason !== undefined && { reason: glass.reason }),
    ...(confirmed && { confirmerName: await name(confirmed.personId), confirmedAt: confirmed.at.toISOString() }),
    ...(glass.passedAt && { passedAt: glass.passedAt.toISOString() }),
    ...(owed && { reviewDueOn: owed.dueOn, isReviewOverdue: !owed.dischargedAt && owed.dueOn < jstDay(now) }),
    ...(review && {
      review: {
        reviewerName: await name(review.personId),
        at: review.at.toISOString(),
        conclusion: review.conclusion,
        ...(review.findings !== undefined && { findings: review.findings }),
      },
    }),
  }
}
