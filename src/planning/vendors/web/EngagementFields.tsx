import { useState } from 'react'
import { showUnits } from '../../../kernel/people/contract.ts'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { LongTextField, SelectField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { dataClassWords } from '../words.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { vendorsScreenWords } from './words.ts'

type DataClass = keyof typeof dataClassWords
const DATA_CLASSES = Object.keys(dataClassWords) as DataClass[]
const EMPTY = { name: '', purpose: '', fromOn: '', untilOn: '', ownerUnitId: '', responsiblePersonId: '' }
type Typed = typeof EMPTY
const NEEDED = ['name', 'purpose', 'ownerUnitId', 'responsiblePersonId'] as const

/** What is typed of an engagement, and what is wrong with it. */
export function useTypedEngagement(before: Typed = EMPTY, classesBefore: readonly DataClass[] = []) {
  const words = useWords()
  const [typed, setTyped] = useState(before)
  const [dataClasses, setDataClasses] = useState(classesBefore)
  const [errors, setErrors] = useState<Record<string, string>>({})
  return {
    errors,
    dataClasses,
    field: (name: keyof Typed) => ({
      name,
      value: typed[name],
      onChange: (value: string) => setTyped((last) => ({ ...last, [name]: value })),
    }),
    tick: (one: DataClass, isTicked: boolean) =>
      setDataClasses(isTicked ? [...dataClasses, one] : dataClasses.filter((other) => other !== one)),
    /** The engagement as typed, or undefined where something is missing or no day; the fields then say why. */
    read: () => {
      const missing = NEEDED.filter((name) => typed[name].trim() === '')
      const from = readTypedDay(typed.fromOn, words)
      const until = typed.untilOn.trim() === '' ? { day: null } : readTypedDay(typed.untilOn, words)
      const wrong = {
        ...Object.fromEntries(missing.map((name) => [name, words.fields.errors.missing])),
        ...('error' in from && { fromOn: from.error }),
        ...('error' in until && { untilOn: until.error }),
      }
      setErrors(wrong)
      if ('error' in from || 'error' in until || missing.length > 0) return undefined
      return { ...typed, dataClasses: [...dataClasses], fromOn: from.day, untilOn: until.day }
    },
  }
}

/** What an engagement is: name, purpose, data, period, who is in charge. */
export function EngagementFields(props: {
  readonly of: ReturnType<typeof useTypedEngagement>
  readonly untilHint?: string
  /** Who is in charge so far, also where they are not to be chosen any more; nobody is for a new engagement. */
  readonly known?: {
    readonly unit: { readonly id: string; readonly name: string }
    readonly person: { readonly id: string; readonly name: string }
  }
}) {
  const { of, untilHint, known } = props
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const units = useRead(showUnits, {}, { topic: 'people' })
  const ownUnits = (units.data?.units ?? []).filter((unit) => unit.partyId === null)
  const first = known ? { value: known.unit.id, word: known.unit.name } : { value: '', word: t.choose }
  const isListed = ownUnits.some(({ id }) => id === first.value)
  return (
    <>
      <TextField {...of.field('name')} label={t.name} autoComplete="off" maxLength={200} />
      <LongTextField {...of.field('purpose')} label={t.purpose} hint={t.purposeHint} rows={2} maxLength={1000} />
      <fieldset className="sk-choices">
        <legend>{t.dataClasses}</legend>
        {DATA_CLASSES.map((one) => (
          <Tick
            key={one}
            label={say(dataClassWords[one])}
            isTicked={of.dataClasses.includes(one)}
            onChange={(isTicked) => of.tick(one, isTicked)}
          />
        ))}
      </fieldset>
      <DayField {...of.field('fromOn')} label={t.from} />
      <DayField {...of.field('untilOn')} label={t.until} {...(untilHint && { hint: untilHint })} isOptional />
      <SelectField
        {...of.field('ownerUnitId')}
        label={t.ownerUnit}
        choices={[...(isListed ? [] : [first]), ...ownUnits.map((unit) => ({ value: unit.id, word: unit.name }))]}
      />
      <PersonChoice
        {...of.field('responsiblePersonId')}
        label={t.responsible}
        {...(known && { known: known.person })}
      />
    </>
  )
}
