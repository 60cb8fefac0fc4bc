import type { Actor } from '../../../base/actor.ts'
import type { GatePanel } from '../../../base/gate-panel.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { engagementsSeenBy } from '../../../planning/vendors/index.ts'
import { MAILBOX_PROVIDERS } from '../sending-rules/rules/mailbox-providers.ts'

/** Stands where a name is not the reader's to know; the same in both languages. */
const HIDDEN = '＊＊＊'

/** Whose data was found, what their list is called and when we received it; whom else we know by name. */
const ALWAYS_HIDDEN = ['party', 'dataset', 'receivedOn', 'company'] as const
/** Findings that differ only in whether a company is registered with us: told as the one that does not say it. */
const TOLD_AS: Readonly<Record<string, string>> = { 'addressed-other-party': 'addressed-unknown-company' }

const isOurs = (domain: string | number | undefined) =>
  domain !== undefined && !MAILBOX_PROVIDERS.includes(String(domain))

/**
 * The panel as the actor may read it. A vendor's person is told that a candidate did not fit and why, and not the name of
 * an engagement that is not theirs, nor of a client whose data was found: whom else we work for is not theirs to know.
 * @param namedId the mail's own engagement: whoever named it knows its name
 */
export async function hideOtherEngagements(
  tx: Tx,
  actor: Actor,
  panel: GatePanel,
  namedId: string | null,
): Promise<GatePanel> {
  const seen = await engagementsSeenBy(tx, actor)
  if (seen === 'all') return panel
  const named = namedId
    ? await tx.selectFrom('engagement').where('id', '=', namedId).select('name').executeTakeFirst()
    : undefined
  const known = new Set([...seen.values(), ...(named ? [named.name] : [])])
  const factsFor = (facts: Readonly<Record<string, string | number>>) => ({
    ...facts,
    ...(typeof facts['engagement'] === 'string' && !known.has(facts['engagement']) && { engagement: HIDDEN }),
    ...Object.fromEntries(ALWAYS_HIDDEN.filter((fact) => facts[fact] !== undefined).map((fact) => [fact, HIDDEN])),
    // That a domain is nearly a known one names a party of ours, unless everybody knows it.
    ...(isOurs(facts['like']) && { like: HIDDEN }),
  })
  return {
    ...panel,
    stations: panel.stations.map((station) => ({
      ...station,
      findings: station.findings.map((finding) => ({
        ...finding,
        rule: TOLD_AS[finding.rule] ?? finding.rule,
        facts: factsFor(finding.facts),
      })),
    })),
    reasons: panel.reasons.map((reason) => ({ ...reason, facts: factsFor(reason.facts) })),
  }
}
