import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { Facts } from '../../../webkit/Page.tsx'
import { RULE_FINDINGS, type SendingRules } from '../sending-rules/contract.ts'
import { ruleFindingWords, ruleResponseWords } from '../sending-rules/words.ts'
import { isCounted } from './rules-draft.ts'
import { sendingRuleWords } from './sending-rule-words.ts'

/** What a rule set asks, in words; what it is silent about is left out. */
export function RulesSummary({ rules }: { readonly rules: SendingRules }) {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  const asked = RULE_FINDINGS.flatMap((finding) => {
    const one = rules.responses[finding]
    if (!one || one.response === 'none') return []
    const word = say(ruleResponseWords[one.response])
    return [[say(ruleFindingWords[finding]), isCounted(one.response) ? t.persons(word, one.count) : word] as const]
  })
  const limits = [
    ...(rules.coolDownSeconds === undefined ? [] : [[t.coolDown, String(rules.coolDownSeconds / 60)] as const]),
    ...(rules.visibleLimit === undefined ? [] : [[t.visibleLimit, String(rules.visibleLimit)] as const]),
    ...(rules.passwordMinutes === undefined ? [] : [[t.passwordMinutes, String(rules.passwordMinutes / 60)] as const]),
  ]
  if (asked.length + limits.length === 0) return <p>{t.nothingAsked}</p>
  return <Facts of={[...asked, ...limits]} />
}
