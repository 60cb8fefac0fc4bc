import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type RuleSet, readSendingRules } from '../sending-rules/contract.ts'
import { ruleScopeWords } from '../sending-rules/words.ts'
import { type EditedScope, RulesEditor } from './RulesEditor.tsx'
import { RulesSummary } from './RulesSummary.tsx'
import { RuleVersions } from './RuleVersions.tsx'
import { ScopeForm } from './ScopeForm.tsx'
import { sendingRuleWords } from './sending-rule-words.ts'
import './Mail.css'

/** 送信ルール: what is asked of whom when a mail shows something; changed by versions, tried on past mail first. */
export function SendingRulesPage() {
  const t = usePhrases(sendingRuleWords)
  const rules = useRead(readSendingRules, {}, { topic: 'outbound-mail' })
  const [edited, setEdited] = useState<EditedScope>()
  const [isSaved, setSaved] = useState(false)
  const edit = (scope: EditedScope) => {
    setSaved(false)
    setEdited(scope)
  }
  const stop = (saved: boolean) => {
    setSaved(saved)
    setEdited(undefined)
  }
  return (
    <Page title={t.title} lead={t.lead}>
      <p>
        {t.why} <PageLink to="/mailing-lists">{t.lists}</PageLink>
      </p>
      <output className="sk-mail-done">{isSaved && t.saved}</output>
      {!rules.data ? (
        <Waiting on={rules} />
      ) : edited ? (
        <RulesEditor key={`${edited.scope} ${edited.key}`} edited={edited} now={rules.data} onDone={stop} />
      ) : (
        <>
          <RulesNow now={rules.data} onEdit={edit} />
          <ScopeForm now={rules.data} onStart={edit} />
        </>
      )}
      <RuleVersions />
    </Page>
  )
}

interface RulesNowProps {
  readonly now: OutputOf<typeof readSendingRules>
  readonly onEdit: (scope: EditedScope) => void
}

function RulesNow({ now, onEdit }: RulesNowProps) {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  const own = now.inEffect.find(({ scope }) => scope === 'organisation')
  const others = now.inEffect.filter(({ scope }) => scope !== 'organisation')
  const whole = say(ruleScopeWords.organisation)
  return (
    <Section title={t.now}>
      <div className="sk-rule-sets">
        <article>
          <h3>{whole}</h3>
          <p className="sk-mail-note">{own ? <Version set={own} /> : t.builtIn}</p>
          <RulesSummary rules={own?.rules ?? now.builtIn} />
          <Button label={t.editOf(whole)} onPress={() => onEdit({ scope: 'organisation', key: '', name: whole })}>
            {t.edit}
          </Button>
        </article>
        {others.map((set) => (
          <article key={set.id}>
            <h3>
              {say(ruleScopeWords[set.scope])}: {set.name}
            </h3>
            <p className="sk-mail-note">
              <Version set={set} />
            </p>
            {set.rules && <RulesSummary rules={set.rules} />}
            <Button label={t.editOf(set.name)} onPress={() => onEdit(set)}>
              {t.edit}
            </Button>
          </article>
        ))}
      </div>
      {now.planned.length > 0 && (
        <>
          <h3>{t.planned}</h3>
          <ul>
            {now.planned.map((set) => (
              <li key={set.id}>
                {say(ruleScopeWords[set.scope])}
                {set.name && `: ${set.name}`} — <Version set={set} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Version({ set }: { readonly set: RuleSet }) {
  const t = usePhrases(sendingRuleWords)
  return (
    <>
      {t.ofVersion(set.version)} · {t.from}: <Instant at={set.effectiveFrom} />
    </>
  )
}
