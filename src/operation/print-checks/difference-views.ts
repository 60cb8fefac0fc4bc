import type { z } from 'zod'
import type { Actor } from '../../base/actor.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { differencesNow } from './differences.ts'
import type { PrintEquipment } from './equipment.ts'
import { personNames } from './person-names.ts'
import { refuseClient, visibleJob } from './scope.ts'
import { filesNow } from './store.ts'
import type { DifferenceView } from './views.ts'

/** 設定照合 as its page shows it: settings, and nobody's data. @throws Refusal `not_found`, `not_allowed` (the client) */
export async function differenceViews(
  tx: Tx,
  actor: Actor,
  jobId: string,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<{ isCompared: boolean; differences: z.input<typeof DifferenceView>[] }> {
  const job = await visibleJob(tx, actor, jobId)
  refuseClient(job)
  const found = await differencesNow(tx, vault, job.id, await filesNow(tx, job.id))
  if (!found) return { isCompared: false, differences: [] }
  const explained = found.flatMap(({ explanation }) => explanation ?? [])
  const texts = await vault.openManyFacts(
    tx,
    explained.map(({ textId }) => textId),
  )
  const nameOf = await personNames(
    tx,
    explained.map(({ personId }) => personId),
  )
  return {
    isCompared: true,
    differences: found.map(({ id, page, field, setting, tested, production, sentence, explanation }) => ({
      differenceId: id,
      ...(page !== undefined && { page }),
      ...(field !== undefined && { field }),
      setting,
      ...(tested !== undefined && { tested }),
      ...(production !== undefined && { production }),
      sentence: { ja: sentence.ja, en: sentence.en },
      ...(explanation && {
        explanation: {
          text: (texts.get(explanation.textId) as { text?: string } | undefined)?.text ?? '',
          by: nameOf(explanation.personId),
          at: explanation.at.toISOString(),
        },
      }),
    })),
  }
}
