import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { endPersonEndpoint } from '../contract.ts'
import type { ShownPerson } from './shown-person.ts'
import { peopleScreenWords } from './words.ts'

/** Registers that a person leaves, with the last day. */
export function EndPersonForm({ person }: { readonly person: ShownPerson }) {
  const t = usePhrases(peopleScreenWords)
  const words = useWords()
  const end = useAct(endPersonEndpoint, { topics: ['people'] })
  const [lastOn, setLastOn] = useState('')
  const [months, setMonths] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = () => {
    const day = readTypedDay(lastOn, words)
    const kept = months.normalize('NFKC').trim()
    const isCount = /^\d{0,4}$/.test(kept)
    if ('error' in day || !isCount) {
      setErrors({
        ...('error' in day && { lastOn: day.error }),
        ...(!isCount && { retentionMonths: words.fields.errors.other }),
      })
      return undefined
    }
    setErrors({})
    return end.run({
      personId: person.id,
      version: person.version,
      lastOn: day.day,
      ...(kept !== '' && { retentionMonths: Number(kept) }),
    })
  }
  return (
    <Section title={t.end}>
      <p>{t.endLead}</p>
      <Form onSubmit={submit} problem={end.problem} errors={errors}>
        <DayField name="lastOn" label={t.lastDay} value={lastOn} onChange={setLastOn} />
        <TextField
          name="retentionMonths"
          label={t.retention}
          hint={t.retentionHint}
          value={months}
          onChange={setMonths}
          inputMode="numeric"
          isOptional
        />
        <div className="sk-actions">
          <Button tone="danger" type="submit" isBusy={end.isBusy}>
            {t.endNow}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
