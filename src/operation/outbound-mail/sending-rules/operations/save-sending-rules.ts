import type { Actor } from '../../../../base/actor.ts'
import { newId } from '../../../../base/ids.ts'
import { Refusal } from '../../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../../kernel/db/database.ts'
import { recordEvent } from '../../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../../events.ts'
import { newestVersion } from '../read-rules.ts'
import type { SendingRules } from '../rules/rule-set.ts'
import type { RuleScope } from '../rule-states.ts'
import { scopeKey } from '../scope-key.ts'

export interface SaveSendingRules {
  readonly scope: RuleScope
  readonly key: string
  /** Absent: the scope ends. */
  readonly rules?: SendingRules | undefined
  /** The newest version as it was read; 0: there was none. */
  readonly version: number
  /** ISO instant, not in the past. Absent: at once. */
  readonly effectiveFrom?: string | undefined
}

/**
 * Saves the next version of a scope's rules. Mail that is held or leaving is held against it the next time its checks run,
 * at the latest before it leaves; what was asked of it before stays asked.
 * @throws Refusal `stale_version`, `not_found`, `domain_unreadable`, `domain_not_registrable`, `bad_input` (in the past)
 */
export async function saveSendingRules(tx: Tx, actor: Actor, input: SaveSendingRules): Promise<void> {
  const key = await scopeKey(tx, input)
  const now = await instantOf(tx)
  const effectiveFrom = input.effectiveFrom ? new Date(input.effectiveFrom) : now
  if (effectiveFrom < now) throw new Refusal('bad_input')
  if ((await newestVersion(tx, input.scope, key)) !== input.version) throw new Refusal('stale_version')
  const [id, version] = [newId(), input.version + 1]
  const saved = await tx
    .insertInto('sending_rule_set')
    .values({
      id,
      scope_kind: input.scope,
      scope_key: key,
      version,
      rules: input.rules ? JSON.stringify(input.rules) : null,
      effective_from: effectiveFrom,
      saved_by: actor.personId,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'scope_kind', 'scope_key', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw new Refusal('stale_version')
  await recordEvent(tx, mailSettingEvents.sending_rules_saved, {
    actor,
    subject: { kind: 'sending_rule_set', id },
    facts: { scope: input.scope, version, isEnded: input.rules === undefined },
  })
}
