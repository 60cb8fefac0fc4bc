import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { isInternalDomain, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { askedBeyond, type AskedBecause } from '../../../kernel/gates/index.ts'
import { personById } from '../../../kernel/people/index.ts'
import { gateOf } from '../gate.ts'
import { internalDomains, type MailRow, type RecipientRow } from '../store.ts'
import type { AskedMore, MailView } from '../views.ts'
import { expandLists } from './mail-lists.ts'
import type { RuleFinding, RuleScope } from './rule-states.ts'

/** What the page of a mail shows of the rules: what they ask and why, and whom its mailing lists reach now. */
export async function rulesView(
  tx: Tx,
  actor: Actor,
  mail: MailRow,
  recipients: readonly RecipientRow[],
): Promise<Pick<z.input<typeof MailView>, 'askedMore' | 'lists'>> {
  const { because } = await askedBeyond(tx, gateOf(mail), mail.id)
  const names = await scopeNames(
    tx,
    because.map(({ facts }) => String(facts['ruleSetId'] ?? '')),
  )
  const left = recipients.filter(({ delivery }) => delivery !== 'removed').map(({ address }) => address)
  return { askedMore: onceEach(because.map((why) => askedMore(why, names))), lists: await listsView(tx, actor, left) }
}

/** Verdicts of before told the same of each version of a rule set. */
const onceEach = (told: readonly AskedMore[]): AskedMore[] => [
  ...new Map(told.map((one) => [canonicalJson({ ...one }), one])).values(),
]

function askedMore({ rule, facts }: AskedBecause, names: ReadonlyMap<string, string>): AskedMore {
  const scopeName = names.get(String(facts['ruleSetId'] ?? ''))
  return {
    finding: rule as RuleFinding,
    scope: facts['scope'] as RuleScope,
    ...(scopeName && { scopeName }),
    needsReason: facts['reason'] === 1,
    supervisors: Number(facts['supervisors'] ?? 0),
    office: Number(facts['office'] ?? 0),
  }
}

async function scopeNames(tx: Tx, ruleSetIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(ruleSetIds.filter((id) => id !== ''))]
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('sending_rule_set')
    .where('id', 'in', ids)
    .where('scope_kind', '!=', 'organisation')
    .select(['id', 'scope_kind', 'scope_key'])
    .execute()
  const of = (kind: string) => rows.filter((row) => row.scope_kind === kind).map((row) => row.scope_key)
  const units =
    of('unit').length > 0
      ? await tx.selectFrom('unit').where('id', 'in', of('unit')).select(['id', 'name']).execute()
      : []
  const engagements =
    of('engagement').length > 0
      ? await tx.selectFrom('engagement').where('id', 'in', of('engagement')).select(['id', 'name']).execute()
      : []
  const named = new Map([...units, ...engagements].map(({ id, name }) => [id, name]))
  return new Map(rows.map((row) => [row.id, named.get(row.scope_key) ?? row.scope_key]))
}

/** A vendor's person hears how many a list reaches, and not whom: our people are not theirs to know. */
async function listsView(
  tx: Tx,
  actor: Actor,
  addresses: readonly string[],
): Promise<z.input<typeof MailView>['lists']> {
  const lists = await expandLists(tx, addresses)
  if (lists.size === 0) return []
  const isVendor = Boolean((await personById(tx, actor.personId))?.partyId)
  const own = await internalDomains(tx)
  return [...lists.values()].map(({ address, name, members }) => ({
    address,
    name,
    memberCount: members.length,
    members: isVendor
      ? []
      : members.map((one) => ({
          address: one,
          isOutside: !isInternalDomain(normaliseAddress(one)?.domain ?? '', own),
        })),
  }))
}
