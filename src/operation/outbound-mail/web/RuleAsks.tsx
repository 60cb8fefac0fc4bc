import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailView } from '../contract.ts'
import { ruleFindingWords, ruleScopeWords } from '../sending-rules/words.ts'
import { sendingRuleWords } from './sending-rule-words.ts'

/** Why this mail needs more than others: which rule asks, because of what. */
export function RuleAsks({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  if (mail.askedMore.length === 0) return null
  return (
    <Section title={t.askedMoreTitle}>
      <p>{t.askedMoreLead}</p>
      <ul>
        {mail.askedMore.map(({ finding, scope, scopeName, needsReason, supervisors, office }) => (
          <li key={`${finding} ${scope} ${scopeName ?? ''} ${supervisors} ${office}`}>
            <strong>
              {[
                ...(supervisors > 0 ? [t.treatment.supervisors(supervisors)] : []),
                ...(office > 0 ? [t.treatment.office(office)] : []),
                ...(needsReason ? [t.treatment.reason] : []),
              ].join(t.between)}
            </strong>
            {' — '}
            {say(ruleFindingWords[finding])}
            <span className="sk-mail-note">
              {' '}
              ({say(ruleScopeWords[scope])}
              {scopeName && `: ${scopeName}`})
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Everybody whom the mailing lists among the recipients reach now. */
export function ReachedLists({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(sendingRuleWords)
  if (mail.lists.length === 0) return null
  return (
    <Section title={t.reach}>
      {mail.lists.map(({ address, name, memberCount, members }) => (
        <div key={address} className="sk-mail-party">
          <h3>
            {name} <span className="sk-mail-note">{address}</span>
          </h3>
          <p>{memberCount === 0 ? t.reachUnknown : t.reachCount(memberCount)}</p>
          <ul>
            {members.map((member) => (
              <li key={member.address}>
                <MailAddress address={member.address} />
                {member.isOutside && <span className="sk-mail-note"> ({t.outside})</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}
