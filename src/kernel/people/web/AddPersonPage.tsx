import { useState } from 'react'
import { readDay } from '../../../base/read-day.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { addPersonEndpoint } from '../contract.ts'
import { addressesIn } from './addresses-in.ts'
import { peopleScreenWords } from './words.ts'

/** Registers one person. */
export function AddPersonPage() {
  const t = usePhrases(peopleScreenWords)
  const words = useWords()
  const goTo = useGoTo()
  const add = useAct(addPersonEndpoint, { topics: ['people'] })
  const [typed, setTyped] = useState({ name: '', nameKana: '', staffNumber: '', addresses: '', activeFromOn: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  })
  const submit = async () => {
    const from = typed.activeFromOn.trim() === '' ? undefined : readTypedDay(typed.activeFromOn, words)
    const wrong = {
      ...(typed.name.trim() === '' && { name: words.fields.errors.missing }),
      ...(from && 'error' in from && { activeFromOn: from.error }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const day = readDay(typed.activeFromOn)
    const made = await add.run({
      name: typed.name,
      addresses: addressesIn(typed.addresses),
      ...(typed.nameKana.trim() && { nameKana: typed.nameKana }),
      ...(typed.staffNumber.trim() && { staffNumber: typed.staffNumber }),
      ...(day.ok && { activeFromOn: day.day }),
    })
    if (made) await goTo(`/people/${made.id}`)
  }
  return (
    <Page title={t.add} lead={t.addLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={add.problem} errors={errors}>
          <TextField {...field('name')} label={t.name} autoComplete="off" />
          <TextField {...field('nameKana')} label={t.kana} autoComplete="off" isOptional />
          <TextField {...field('staffNumber')} label={t.staffNumber} autoComplete="off" isOptional />
          <LongTextField {...field('addresses')} label={t.addresses} hint={t.addressesHint} rows={2} isOptional />
          <DayField {...field('activeFromOn')} label={t.activeFrom} isOptional />
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={add.isBusy}>
              {t.register}
            </Button>
            <ButtonLink to="/people">{t.cancel}</ButtonLink>
          </div>
        </Form>
      </Section>
    </Page>
  )
}
