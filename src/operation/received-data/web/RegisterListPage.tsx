import { useState } from 'react'
import { listEngagements } from '../../../planning/vendors/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { readTypedDay } from '../../../webkit/form/day-reading.ts'
import { DayField } from '../../../webkit/form/DayField.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { FileField } from '../../../webkit/form/FileField.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useFilters, useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { registerReceivedList } from '../contract.ts'
import { receivedDataScreenWords } from './words.ts'

/** Registers one received list under its engagement. */
export function RegisterListPage() {
  const t = usePhrases(receivedDataScreenWords)
  const words = useWords()
  const goTo = useGoTo()
  const register = useAct(registerReceivedList, { topics: ['received-data'] })
  const [{ engagementId: given = '' }] = useFilters()
  const [typed, setTyped] = useState({ search: '', engagementId: given, name: '', receivedOn: '' })
  const [file, setFile] = useState<File>()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const text = typed.search.trim()
  const found = useRead(listEngagements, { size: 100, ...(text && { text }) }, { topic: 'vendors' })
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const submit = async () => {
    const missing = (['engagementId', 'name'] as const).filter((name) => typed[name].trim() === '')
    const day = readTypedDay(typed.receivedOn, words)
    const wrong: Record<string, string> = {
      ...Object.fromEntries(missing.map((name) => [name, words.fields.errors.missing])),
      ...('error' in day && { receivedOn: day.error }),
      ...(!file && { file: words.fields.errors.missing }),
    }
    setErrors(wrong)
    if ('error' in day || Object.keys(wrong).length > 0) return
    const { engagementId, name } = typed
    const made = await register.run({ engagementId, name, receivedOn: day.day }, file)
    if (made) await goTo('/received-data/lists')
  }
  const choices = (found.data?.items ?? []).map((one) => ({
    value: one.id,
    word: one.clientName ? `${one.name} (${one.clientName})` : one.name,
  }))
  return (
    <Page title={t.add} lead={t.addLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={register.problem} errors={errors}>
          <TextField
            {...field('search')}
            label={t.engagementSearch}
            hint={t.engagementSearchHint}
            type="search"
            autoComplete="off"
            maxLength={100}
            isOptional
          />
          <SelectField
            {...field('engagementId')}
            label={t.engagement}
            choices={[{ value: '', word: t.choose }, ...choices]}
          />
          <TextField {...field('name')} label={t.name} hint={t.nameHint} autoComplete="off" maxLength={200} />
          <DayField {...field('receivedOn')} label={t.receivedOn} />
          <FileField name="file" label={t.file} hint={<p>{t.fileHint}</p>} file={file} onChange={setFile} />
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={register.isBusy}>
              {t.register}
            </Button>
            <ButtonLink to="/received-data/lists">{t.cancel}</ButtonLink>
          </div>
        </Form>
      </Section>
    </Page>
  )
}
