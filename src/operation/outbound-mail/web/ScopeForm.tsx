import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField, SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { RULE_SCOPES, type readSendingRules } from '../sending-rules/contract.ts'
import { ruleScopeWords } from '../sending-rules/words.ts'
import type { EditedScope } from './RulesEditor.tsx'
import { sendingRuleWords } from './sending-rule-words.ts'

const SCOPES = RULE_SCOPES.filter((scope) => scope !== 'organisation')

export interface ScopeFormProps {
  readonly now: OutputOf<typeof readSendingRules>
  readonly onStart: (scope: EditedScope) => void
}

/** For whom the next rules are: a unit, an outside domain or an engagement. */
export function ScopeForm({ now, onStart }: ScopeFormProps) {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  const words = useWords().fields.errors
  const [scope, setScope] = useState<(typeof SCOPES)[number]>('domain')
  const [key, setKey] = useState('')
  const [isMissing, setMissing] = useState(false)
  const listed = scope === 'unit' ? now.units : now.engagements
  const submit = () => {
    setMissing(key.trim() === '')
    if (key.trim() === '') return
    const name = scope === 'domain' ? key.trim() : (listed.find(({ id }) => id === key)?.name ?? key)
    onStart({ scope, key: key.trim(), name })
  }
  const field = { name: 'key', value: key, onChange: setKey, error: isMissing ? words.missing : undefined }
  return (
    <Section title={t.add}>
      <p>{t.addLead}</p>
      <Form onSubmit={submit} problem={undefined} label={t.add}>
        <ChoiceField
          name="scope"
          label={t.scope}
          value={scope}
          onChange={(value) => {
            const chosen = SCOPES.find((one) => one === value)
            if (chosen) setScope(chosen)
            setKey('')
          }}
          choices={SCOPES.map((value) => ({ value, word: say(ruleScopeWords[value]) }))}
        />
        {scope === 'domain' ? (
          <TextField {...field} label={t.domain} hint={t.domainHint} autoComplete="off" maxLength={253} />
        ) : (
          <SelectField
            {...field}
            label={scope === 'unit' ? t.unit : t.engagement}
            choices={[{ value: '', word: t.choose }, ...listed.map(({ id, name }) => ({ value: id, word: name }))]}
          />
        )}
        <div className="sk-actions">
          <Button type="submit">{t.start}</Button>
        </div>
      </Form>
    </Section>
  )
}
