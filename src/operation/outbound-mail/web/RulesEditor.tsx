import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { RULE_FINDINGS, type RULE_SCOPES, type readSendingRules, saveSendingRules } from '../sending-rules/contract.ts'
import { ruleFindingWords, ruleResponseWords } from '../sending-rules/words.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { choicesFor, isCounted, LIMITS, readChoice, readDraft, typedOf } from './rules-draft.ts'
import { RulesTrial } from './RulesTrial.tsx'
import { sendingRuleWords } from './sending-rule-words.ts'

export interface EditedScope {
  readonly scope: (typeof RULE_SCOPES)[number]
  readonly key: string
  readonly name: string
}

export interface RulesEditorProps {
  readonly edited: EditedScope
  readonly now: OutputOf<typeof readSendingRules>
  readonly onDone: (isSaved: boolean) => void
}

/** The rules of one scope: changed, tried on past mail, then saved as the next version. */
export function RulesEditor({ edited, now, onDone }: RulesEditorProps) {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  const mayTry = useMay('outbound-mail:oversee')
  const save = useAct(saveSendingRules, { topics: ['outbound-mail'] })
  const { scope, key } = edited
  const isOrganisation = scope === 'organisation'
  const before = now.inEffect.find((one) => one.scope === scope && one.key === key)
  const [typed, setTyped] = useState(() =>
    typedOf(before?.rules ?? (isOrganisation ? now.builtIn : undefined), isOrganisation),
  )
  const [errors, setErrors] = useState<Record<string, string>>({})
  const version = now.versions[`${scope} ${key}`] ?? 0
  const draft = readDraft(typed)
  const check = () => {
    const texts = draft.faults.map((fault) => [
      fault,
      fault === 'fromDay' ? t.dayUnreadable : t.number(...LIMITS[fault]),
    ])
    setErrors(Object.fromEntries(texts) as Record<string, string>)
    return draft.faults.length === 0
  }
  const submit = async () => {
    if (!check()) return
    const { rules, effectiveFrom } = draft
    if (await save.run({ scope, key, rules, version, ...(effectiveFrom && { effectiveFrom }) })) onDone(true)
  }
  const end = async () => {
    if (await save.run({ scope, key, version })) onDone(true)
  }
  const wordOf = (choice: string) => {
    const asked = readChoice(choice)
    if (!asked) return t.asBefore
    const word = say(ruleResponseWords[asked.response])
    return isCounted(asked.response) ? t.persons(word, asked.count) : word
  }
  const field = (name: 'coolDownMinutes' | 'visibleLimit' | 'passwordHours') => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    isOptional: true,
  })
  return (
    <Section title={t.editor(edited.name)}>
      <div className="sk-rule-editor">
        <Form onSubmit={submit} problem={save.problem} errors={errors} label={t.editor(edited.name)}>
          <div className="sk-rule-choices">
            {RULE_FINDINGS.map((finding) => (
              <SelectField
                key={finding}
                name={`responses.${finding}`}
                label={say(ruleFindingWords[finding])}
                value={typed.responses[finding]}
                onChange={(value) => setTyped({ ...typed, responses: { ...typed.responses, [finding]: value } })}
                choices={choicesFor(finding, isOrganisation, typed.responses[finding]).map((value) => ({
                  value,
                  word: wordOf(value),
                }))}
                isOptional={!isOrganisation}
              />
            ))}
          </div>
          <TextField {...field('coolDownMinutes')} inputMode="decimal" label={t.coolDown} hint={t.coolDownHint} />
          <TextField {...field('visibleLimit')} label={t.visibleLimit} hint={t.visibleLimitHint} />
          <TextField
            {...field('passwordHours')}
            inputMode="decimal"
            label={t.passwordMinutes}
            hint={t.passwordMinutesHint}
          />
          <DayField
            name="fromDay"
            label={t.fromDay}
            hint={t.fromDayHint}
            value={typed.fromDay}
            onChange={(fromDay) => setTyped({ ...typed, fromDay })}
            isOptional
          />
          {mayTry ? (
            <RulesTrial draft={{ scope, key, rules: draft.rules }} mayRun={check} />
          ) : (
            <p className="sk-mail-note">{t.trialNotAllowed}</p>
          )}
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={save.isBusy}>
              {t.save}
            </Button>
            <Button onPress={() => onDone(false)}>{t.cancel}</Button>
            {before && (
              <ConfirmedButton
                text={isOrganisation ? t.reset : t.end}
                asks={isOrganisation ? t.resetAsk : t.endAsk}
                yes={isOrganisation ? t.reset : t.end}
                isBusy={save.isBusy}
                onConfirm={end}
              />
            )}
          </div>
        </Form>
      </div>
    </Section>
  )
}
