import { Refusal } from '../../../base/refusal.ts'
import { isPublicSuffix, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { RuleScope } from './rule-states.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * For whom a rule set speaks, as it is stored.
 * @throws Refusal `not_found` (no such unit or engagement), `domain_unreadable`, `domain_not_registrable` (lg.jp is nobody's)
 */
export async function scopeKey(
  tx: Tx,
  { scope, key }: { readonly scope: RuleScope; readonly key: string },
): Promise<string> {
  switch (scope) {
    case 'organisation':
      return ''
    case 'domain': {
      const domain = normaliseAddress(`a@${key.normalize('NFKC').trim().replace(/^@/, '')}`)?.domain
      if (!domain?.includes('.')) throw new Refusal('domain_unreadable')
      if (isPublicSuffix(domain)) throw new Refusal('domain_not_registrable')
      return domain
    }
    default: {
      const found = UUID.test(key)
        ? await tx.selectFrom(scope).where('id', '=', key.toLowerCase()).select('id').executeTakeFirst()
        : undefined
      if (!found) throw new Refusal('not_found')
      return found.id
    }
  }
}
