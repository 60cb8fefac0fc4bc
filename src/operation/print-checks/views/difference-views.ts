import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { differencesNow } from '../stages/differences.ts'
import type { PrintEquipment } from '../equipment.ts'
import { personNames } from './person-names.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import { filesNow } from '../store.ts'
import type { DifferenceView } from '../views.ts'

/** 設定照合 as its page shows it: settings, and nobody's data. @throws Refusal `not_found`, `not_allowed` (the client, and ours of another unit), `bad_input` (a cursor that is not ours) */
export async function differenceViews(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly size: number; readonly cursor?: string | undefined },
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<{ isCompared: boolean; items: z.input<typeof DifferenceView>[]; nextCursor?: string }> {
  const job = await visibleJob(tx, actor, input.jobId)
  await refuseOnlooker(tx, actor, job)
  const all = await differencesNow(tx, vault, job.id, await filesNow(tx, job.id))
  if (!all) return { isCompared: false, items: [] }
  const from = Number(input.cursor ?? 0)
  if (!Number.isSafeInteger(from) || from < 0) throw new Refusal('bad_input')
  const found = all.slice(from, from + input.size)
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
    ...(all.length > from + input.size && { nextCursor: String(from + input.size) }),
    items: found.map(({ id, page, field, setting, words, sentence, explanation }) => ({
      differenceId: id,
      ...(page !== undefined && { page }),
      ...(field !== undefined && { field }),
      setting,
      settingName: { ...words.setting },
      tested: { ...words.tested },
      production: { ...words.production },
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
