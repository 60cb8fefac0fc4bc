import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { addParty } from '../contract.ts'
import { vendorsScreenWords } from './words.ts'

/** Registers one party; its domains come on its own page. */
export function AddPartyPage() {
  const t = usePhrases(vendorsScreenWords)
  const words = useWords()
  const goTo = useGoTo()
  const add = useAct(addParty, { topics: ['vendors'] })
  const [name, setName] = useState('')
  const [corporateNumber, setCorporateNumber] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const wrong: Record<string, string> = name.trim() === '' ? { name: words.fields.errors.missing } : {}
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const made = await add.run({ name, ...(corporateNumber.trim() && { corporateNumber }) })
    if (made) await goTo(`/vendors/parties/${made.id}`)
  }
  return (
    <Page title={t.addParty} lead={t.addPartyLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={add.problem} errors={errors}>
          <TextField
            name="name"
            label={t.partyName}
            value={name}
            onChange={setName}
            autoComplete="off"
            maxLength={200}
          />
          <TextField
            name="corporateNumber"
            label={t.corporateNumber}
            hint={t.corporateNumberHint}
            value={corporateNumber}
            onChange={setCorporateNumber}
            inputMode="numeric"
            autoComplete="off"
            isOptional
          />
          <div className="sk-actions">
            <Button tone="main" type="submit" isBusy={add.isBusy}>
              {t.register}
            </Button>
            <ButtonLink to="/vendors/parties">{t.cancel}</ButtonLink>
          </div>
        </Form>
      </Section>
    </Page>
  )
}
