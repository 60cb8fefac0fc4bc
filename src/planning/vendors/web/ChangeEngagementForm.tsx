import { useState } from 'react'
import { showUnits } from '../../../kernel/people/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField, SelectField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { changeEngagement } from '../contract.ts'
import { dataClassWords } from '../words.ts'
import { vendorsChangeWords } from './change-words.ts'
import { PersonChoice } from './PersonChoice.tsx'
import type { Engagement } from './shown-engagement.ts'
import { vendorsScreenWords } from './words.ts'

type DataClass = Engagement['dataClasses'][number]
const DATA_CLASSES = Object.keys(dataClassWords) as DataClass[]

interface ChangeEngagementProps {
  readonly engagement: Engagement
  readonly onClose: () => void
}

/** Changes what an engagement is: name, purpose, data, period, who is in charge. */
export function ChangeEngagementForm({ engagement, onClose }: ChangeEngagementProps) {
  const t = usePhrases(vendorsChangeWords)
  const screen = usePhrases(vendorsScreenWords)
  const say = useSay()
  const words = useWords()
  const change = useAct(changeEngagement, { topics: ['vendors'] })
  const units = useRead(showUnits, {}, { topic: 'people' })
  const { ownerUnitId, ownerUnitName, responsiblePersonId, responsibleName } = engagement
  const [typed, setTyped] = useState({
    name: engagement.name,
    purpose: engagement.purpose,
    fromOn: engagement.fromOn.replaceAll('-', '/'),
    untilOn: engagement.untilOn?.replaceAll('-', '/') ?? '',
    ownerUnitId,
    responsiblePersonId,
  })
  const [dataClasses, setDataClasses] = useState<readonly DataClass[]>(engagement.dataClasses)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const from = readTypedDay(typed.fromOn, words)
    const until = typed.untilOn.trim() === '' ? undefined : readTypedDay(typed.untilOn, words)
    const missing = (['name', 'purpose', 'ownerUnitId', 'responsiblePersonId'] as const).filter(
      (name) => typed[name].trim() === '',
    )
    const wrong = {
      ...Object.fromEntries(missing.map((name) => [name, words.fields.errors.missing])),
      ...('error' in from && { fromOn: from.error }),
      ...(until && 'error' in until && { untilOn: until.error }),
    }
    setErrors(wrong)
    if ('error' in from || Object.keys(wrong).length > 0) return
    const changed = await change.run({
      engagementId: engagement.id,
      version: engagement.version,
      name: typed.name,
      purpose: typed.purpose,
      dataClasses: [...dataClasses],
      fromOn: from.day,
      untilOn: until && 'day' in until ? until.day : null,
      ownerUnitId: typed.ownerUnitId,
      responsiblePersonId: typed.responsiblePersonId,
    })
    if (changed) onClose()
  }
  const ownUnits = (units.data?.units ?? []).filter((unit) => unit.partyId === null)
  const isListed = ownUnits.some(({ id }) => id === ownerUnitId)
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.engagementChange}>
      <TextField {...field('name')} label={screen.name} autoComplete="off" maxLength={200} />
      <LongTextField {...field('purpose')} label={screen.purpose} hint={screen.purposeHint} rows={2} maxLength={1000} />
      <fieldset className="sk-choices">
        <legend>{screen.dataClasses}</legend>
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
      <DayField {...field('fromOn')} label={screen.from} />
      <DayField {...field('untilOn')} label={screen.until} hint={t.periodHint} isOptional />
      <SelectField
        {...field('ownerUnitId')}
        label={screen.ownerUnit}
        choices={[
          ...(isListed ? [] : [{ value: ownerUnitId, word: ownerUnitName }]),
          ...ownUnits.map((unit) => ({ value: unit.id, word: unit.name })),
        ]}
      />
      <PersonChoice
        {...field('responsiblePersonId')}
        label={screen.responsible}
        known={{ id: responsiblePersonId, name: responsibleName }}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
