import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { isOfPrivacyOffice } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { personNames } from '../views/person-names.ts'
import type { PrintFreezeCause } from '../print-states.ts'
import type { PrintSide } from '../rules/side-of.ts'
import type { JobRow } from '../store.ts'
import type { PrintJobView } from '../views.ts'
import { standingFreeze } from './freeze-print.ts'
import { keptSince } from './kept-since.ts'
import { printRetentionOf } from './retention-of.ts'

/** How long the files of a job are kept, whether they are frozen, and when they went. Why they are frozen the office knows. */
export async function keepingOf(
  tx: Tx,
  actor: Actor,
  job: JobRow & { readonly side: PrintSide },
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<NonNullable<z.input<typeof PrintJobView>['keeping']>> {
  const { contentDays } = await printRetentionOf(tx)
  const erasedAt = job.contents_erased_at?.toISOString()
  const row = await tx
    .selectFrom('print_job as j')
    .where('j.id', '=', job.id)
    .select(
      sql<Date | null>`${keptSince(sql.ref('j.org_id'), sql.ref('j.id'), sql.ref('j.engagement_id'))}`.as('since'),
    )
    .executeTakeFirstOrThrow()
  const erasedFrom = row.since && new Date(new Date(row.since).getTime() + contentDays * 86_400_000).toISOString()
  const freeze = job.side === 'own' ? await standingFreeze(tx, job.id) : undefined
  const isOffice = freeze !== undefined && (await isOfPrivacyOffice(tx, actor.personId))
  const reason = isOffice
    ? ((await vault.openFacts(tx, freeze.reason_id)) as { reason?: string } | undefined)?.reason
    : undefined
  const nameOf = await personNames(tx, freeze ? [freeze.frozen_by] : [])
  return {
    contentDays,
    ...(erasedAt !== undefined ? { erasedAt } : erasedFrom && !freeze ? { erasedFrom } : {}),
    ...(freeze && {
      freeze: {
        cause: freeze.cause as PrintFreezeCause,
        at: freeze.frozen_at.toISOString(),
        by: nameOf(freeze.frozen_by),
        ...(reason !== undefined && { reason }),
      },
    }),
  }
}
