import type { Tx } from '../../../kernel/db/database.ts'
import type { GateAsks } from '../../../kernel/gates/index.ts'
import type { Judgement } from '../rules/judgement.ts'
import { appliedTo, type BasicSettings, ruleBook } from './applied-rules.ts'
import { digestOf } from './mail-lists.ts'
import {
  type AppliedRules,
  asksOfJudgement,
  judgeSending,
  type SendingFacts,
  type SendingJudgement,
} from './rules/judge-sending.ts'
import { type SendingSubject, sendingFactsOf } from './sending-facts.ts'

export interface RuledJudgement {
  readonly judgement: SendingJudgement
  readonly asks: GateAsks
  /** Which versions of which scopes spoke; the same for the same ones. Stands in the verdict. */
  readonly version: string
}

/**
 * Holds mails against the sending rules, lists, parties and domains as they are now; in their order. This is the one place
 * that runs them: when a gate opens, at every new revision, and again before and during the release.
 */
export async function sendingJudgements(
  tx: Tx,
  subjects: readonly SendingSubject[],
  { basics, at }: { readonly basics: BasicSettings; readonly at: Date },
): Promise<RuledJudgement[]> {
  const known = await sendingFactsOf(tx, subjects)
  const ruled = subjects.map(({ mail }, n) => ({
    unitId: mail.author_unit_id,
    engagementId: mail.engagement_id,
    domains: known[n]!.domains,
  }))
  const book = await ruleBook(tx, ruled, basics, at)
  return subjects.map(({ mail }, n) => {
    const isProgram = mail.mail_class === 'system_sender'
    const facts = isProgram ? ofProgram(known[n]!.facts) : known[n]!.facts
    const applied = appliedTo(ruled[n]!, book)
    const judgement = judgeSending(facts, applied)
    return { judgement, asks: asksOfJudgement(judgement, !isProgram), version: versionOf(applied) }
  })
}

function versionOf(applied: readonly AppliedRules[]): string {
  const ids = applied.flatMap(({ ruleSetId }) => (ruleSetId ? [ruleSetId] : [])).sort()
  return ids.length === 0 ? 'built-in' : digestOf(ids)
}

/** To whom a program writes was decided when it was registered; that they do not see each other is asked of it too. */
const ofProgram = ({ visible }: SendingFacts): SendingFacts => ({
  lookalikes: [],
  newDomains: [],
  visible,
  hasPasswordInMail: false,
  passwordPairs: [],
  wronglyAddressed: [],
  lists: [],
  personCount: 0,
  hasEncrypted: false,
})

/** What the machine saw in a mail, together with what the rules say of it. Never milder than either. */
export function withRules(content: Judgement, { judgement, asks }: RuledJudgement): Judgement & { asks: GateAsks } {
  const findings = [...content.findings, ...judgement.findings]
  const isFail = content.verdict === 'fail' || judgement.isForbidden
  const verdict = isFail ? 'fail' : content.verdict === 'unread' ? 'unread' : findings.length > 0 ? 'findings' : 'pass'
  return { verdict, findings, asks }
}
