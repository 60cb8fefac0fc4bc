import type { Actor } from '../../../base/actor.ts'
import type { Language } from '../../../base/words.ts'
import type { Tx } from '../../db/database.ts'
import { canonicalPersonId } from '../../people/index.ts'

/** Chooses the language in which the person is written to. */
export async function chooseLanguage(
  tx: Tx,
  actor: Actor,
  input: { language: Language },
): Promise<Record<string, never>> {
  const personId = (await canonicalPersonId(tx, actor.personId)) ?? actor.personId
  await tx
    .insertInto('notice_preference')
    .values({ person_id: personId, language: input.language })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'person_id'])
        .doUpdateSet((eb) => ({ language: input.language, version: eb('notice_preference.version', '+', 1) })),
    )
    .execute()
  return {}
}
