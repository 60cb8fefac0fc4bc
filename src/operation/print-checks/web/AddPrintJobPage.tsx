import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { addPrintJob, listPrintJobChoices } from '../contract.ts'
import { printJobWords } from './job-words.ts'
import './Print.css'

/** Registers a print job: its engagement, who prints, and who is in charge there. */
export function AddPrintJobPage() {
  const t = usePhrases(printJobWords)
  const choices = useRead(listPrintJobChoices, {}, { topic: 'vendors' })
  return (
    <Page title={t.add} lead={t.addLead} width="narrow">
      {!choices.data ? (
        <Waiting on={choices} />
      ) : choices.data.engagements.every(({ printers }) => printers.length === 0) ? (
        <Empty
          text={t.noEngagements}
          next={t.noEngagementsNext}
          action={<ButtonLink to="/vendors/engagements">{t.engagement}</ButtonLink>}
        />
      ) : (
        <JobForm engagements={choices.data.engagements.filter(({ printers }) => printers.length > 0)} />
      )}
    </Page>
  )
}

type Engagements = NonNullable<ReturnType<typeof useRead<typeof listPrintJobChoices>>['data']>['engagements']

function JobForm({ engagements }: { readonly engagements: Engagements }) {
  const t = usePhrases(printJobWords)
  const { missing } = useWords().fields.errors
  const goTo = useGoTo()
  const add = useAct(addPrintJob, { topics: ['print-checks'] })
  const [typed, setTyped] = useState({ title: '', engagementId: '', partyId: '', personId: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const engagement = engagements.find((each) => each.engagementId === typed.engagementId)
  const printer = engagement?.printers.find((each) => each.partyId === typed.partyId)
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, ...below(name), [name]: value })),
  })
  const submit = async () => {
    // The printer is asked for once there are some to choose from.
    const asked = ['title', 'engagementId', ...(engagement ? (['partyId'] as const) : [])] as const
    const empty = asked.filter((name) => typed[name].trim() === '')
    setErrors(Object.fromEntries(empty.map((name) => [name, missing])))
    if (empty.length > 0) return
    const { title, engagementId, partyId, personId } = typed
    const made = await add.run({ title, engagementId, partyId, ...(personId && { personId }) })
    if (made) await goTo(`/print-checks/${made.jobId}`)
  }
  const none = { value: '', word: t.choose }
  return (
    <Section title={t.addSection}>
      <Form onSubmit={submit} problem={add.problem} errors={errors}>
        <TextField {...field('title')} label={t.title} hint={t.addTitleHint} maxLength={200} isFirst />
        <SelectField
          {...field('engagementId')}
          label={t.engagement}
          hint={t.addEngagementHint}
          choices={[
            none,
            ...engagements.map(({ engagementId, name, clientName }) => ({
              value: engagementId,
              word: clientName ? `${name} (${clientName})` : name,
            })),
          ]}
        />
        {engagement?.mustClientSignOff && <p className="sk-print-note">{t.clientSignsOff}</p>}
        {engagement && (
          <SelectField
            {...field('partyId')}
            label={t.printer}
            hint={t.addPrinterHint}
            choices={[none, ...engagement.printers.map(({ partyId, name }) => ({ value: partyId, word: name }))]}
          />
        )}
        {printer && (
          <SelectField
            {...field('personId')}
            label={t.addPerson}
            hint={t.addPersonHint}
            isOptional
            choices={[
              { value: '', word: t.addPersonNone },
              ...printer.people.map(({ personId, name }) => ({ value: personId, word: name })),
            ]}
          />
        )}
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={add.isBusy}>
            {t.add}
          </Button>
        </div>
      </Form>
    </Section>
  )
}

/** What was chosen below an engagement or a printer belongs to that one alone. */
const below = (name: string) =>
  name === 'engagementId' ? { partyId: '', personId: '' } : name === 'partyId' ? { personId: '' } : {}
