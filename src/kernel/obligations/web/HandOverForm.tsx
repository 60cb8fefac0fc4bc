import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField, LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { handOverObligationEndpoint } from '../contract.ts'
import { obligationChangeWords } from './change-words.ts'
import { ColleagueField } from './ColleagueField.tsx'

interface HandOverFormProps {
  readonly obligationId: string
  /** Whose role it is where nobody is named; absent where nobody is. */
  readonly backTo?: string | undefined
}

/** Makes somebody else responsible, or whoever holds the role again. */
export function HandOverForm({ obligationId, backTo }: HandOverFormProps) {
  const t = usePhrases(obligationChangeWords)
  const words = useWords()
  const handOver = useAct(handOverObligationEndpoint, { topics: ['obligations'] })
  const [to, setTo] = useState<'person' | 'role'>('person')
  const [typed, setTyped] = useState({ personId: '', reason: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const isToPerson = to === 'person' || backTo === undefined
  const submit = async () => {
    const isMissing = isToPerson && typed.personId === ''
    setErrors({
      ...(isMissing && { personId: words.fields.errors.missing }),
      ...(typed.reason.trim() === '' && { reason: words.fields.errors.missing }),
    })
    if (isMissing || typed.reason.trim() === '') return
    const { personId, reason } = typed
    if (await handOver.run({ obligationId, reason, ...(isToPerson && { personId }) }))
      setTyped({ personId: '', reason: '' })
  }
  return (
    <Section title={t.handOver}>
      <p>{t.handOverLead}</p>
      <Form onSubmit={submit} problem={handOver.problem} errors={errors} label={t.handOver}>
        {backTo !== undefined && (
          <ChoiceField
            name="to"
            label={t.toWhom}
            value={to}
            onChange={(value) => setTo(value === 'role' ? 'role' : 'person')}
            choices={[
              { value: 'person', word: t.toPerson },
              { value: 'role', word: t.toRole(backTo) },
            ]}
          />
        )}
        {isToPerson && <ColleagueField {...field('personId')} label={t.taker} />}
        <LongTextField {...field('reason')} label={t.reason} hint={t.handOverReasonHint} rows={2} maxLength={500} />
        <div className="sk-actions">
          <Button type="submit" isBusy={handOver.isBusy}>
            {t.handOverNow}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
