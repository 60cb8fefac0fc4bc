import { useState } from 'react'
import { readDay } from '../../../base/read-day.ts'
import { showUnits } from '../../../kernel/people/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField, SelectField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { addEngagement } from '../contract.ts'
import { dataClassWords } from '../words.ts'
import { PartyChoice } from './PartyChoice.tsx'
import { PersonChoice } from './PersonChoice.tsx'
import { vendorsScreenWords } from './words.ts'

type DataClass = keyof typeof dataClassWords
const DATA_CLASSES = Object.keys(dataClassWords) as DataClass[]
const nothing = {
  name: '',
  purpose: '',
  fromOn: '',
  untilOn: '',
  ownerUnitId: '',
  responsiblePersonId: '',
  clientPartyId: '',
}

/** Registers one engagement as a draft. */
export function AddEngagementPage() {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const words = useWords()
  const goTo = useGoTo()
  const add = useAct(addEngagement, { topics: ['vendors'] })
  const units = useRead(showUnits, {}, { topic: 'people' })
  const [typed, setTyped] = useState(nothing)
  const [dataClasses, setDataClasses] = useState<readonly DataClass[]>([])
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const missing = (['name', 'purpose', 'ownerUnitId', 'responsiblePersonId'] as const).filter(
      (name) => typed[name].trim() === '',
    )
    const from = readTypedDay(typed.fromOn, words)
    const until = typed.untilOn.trim() === '' ? undefined : readTypedDay(typed.untilOn, words)
    const wrong = {
      ...Object.fromEntries(missing.map((name) => [name, words.fields.errors.missing])),
      ...('error' in from && { fromOn: from.error }),
      ...(until && 'error' in until && { untilOn: until.error }),
    }
    setErrors(wrong)
    if ('error' in from || Object.keys(wrong).length > 0) return
    const untilDay = readDay(typed.untilOn)
    const { name, purpose, ownerUnitId, responsiblePersonId, clientPartyId } = typed
    const made = await add.run({
      name,
      purpose,
      dataClasses: [...dataClasses],
      fromOn: from.day,
      untilOn: untilDay.ok ? untilDay.day : null,
      ownerUnitId,
      responsiblePersonId,
      ...(clientPartyId && { clientPartyId }),
    })
    if (made) await goTo(`/vendors/engagements/${made.id}`)
  }
  const ownUnits = (units.data?.units ?? []).filter((unit) => unit.partyId === null)
  return (
    <Page title={t.addEngagement} lead={t.addEngagementLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={add.problem} errors={errors}>
          <TextField {...field('name')} label={t.name} autoComplete="off" maxLength={200} />
          <LongTextField {...field('purpose')} label={t.purpose} hint={t.purposeHint} rows={2} maxLength={1000} />
          <fieldset className="sk-choices">
            <legend>{t.dataClasses}</legend>
            {DATA_CLASSES.map((one) => (
              <Tick
                key={one}
                label={say(dataClassWords[one])}
                isTicked={dataClasses.includes(one)}
                onChange={(isTicked) =>
                  setDataClasses(isTicked ? [...dataClasses, one] : dataClasses.filter((other) => other !== one))
                }
              />
            ))}
          </fieldset>
          <DayField {...field('fromOn')} label={t.from} />
          <DayField {...field('untilOn')} label={t.until} isOptional />
          <SelectField
            {...field('ownerUnitId')}
            label={t.ownerUnit}
            choices={[{ value: '', word: t.choose }, ...ownUnits.map((unit) => ({ value: unit.id, word: unit.name }))]}
          />
          <PersonChoice {...field('responsiblePersonId')} label={t.responsible} />
          <PartyChoice {...field('clientPartyId')} label={t.client} isOptional />
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={add.isBusy}>
              {t.register}
            </Button>
            <ButtonLink to="/vendors/engagements">{t.cancel}</ButtonLink>
          </div>
        </Form>
      </Section>
    </Page>
  )
}
