import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { extendObligationEndpoint } from '../contract.ts'
import { obligationChangeWords } from './change-words.ts'
import { ColleagueField } from './ColleagueField.tsx'

/** Approves a later day, asked for by somebody else. */
export function ExtendForm({ obligationId }: { readonly obligationId: string }) {
  const t = usePhrases(obligationChangeWords)
  const words = useWords()
  const extend = useAct(extendObligationEndpoint, { topics: ['obligations'] })
  const [typed, setTyped] = useState({ dueOn: '', requestedById: '', reason: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const due = readTypedDay(typed.dueOn, words)
    setErrors({
      ...('error' in due && { dueOn: due.error }),
      ...(typed.requestedById === '' && { requestedById: words.fields.errors.missing }),
      ...(typed.reason.trim() === '' && { reason: words.fields.errors.missing }),
    })
    if ('error' in due || typed.requestedById === '' || typed.reason.trim() === '') return
    const { requestedById, reason } = typed
    if (await extend.run({ obligationId, dueOn: due.day, requestedById, reason }))
      setTyped({ dueOn: '', requestedById: '', reason: '' })
  }
  return (
    <Section title={t.extend}>
      <p>{t.extendLead}</p>
      <Form onSubmit={submit} problem={extend.problem} errors={errors} label={t.extend}>
        <DayField {...field('dueOn')} label={t.newDueOn} />
        <ColleagueField {...field('requestedById')} label={t.requestedById} />
        <LongTextField {...field('reason')} label={t.reason} hint={t.reasonHint} rows={2} maxLength={500} />
        <div className="sk-actions">
          <Button type="submit" isBusy={extend.isBusy}>
            {t.extendNow}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
