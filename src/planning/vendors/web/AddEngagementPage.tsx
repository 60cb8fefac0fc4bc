import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { addEngagement } from '../contract.ts'
import { EngagementFields, useTypedEngagement } from './EngagementFields.tsx'
import { PartyChoice } from './PartyChoice.tsx'
import { vendorsScreenWords } from './words.ts'

/** Registers one engagement as a draft. */
export function AddEngagementPage() {
  const t = usePhrases(vendorsScreenWords)
  const goTo = useGoTo()
  const add = useAct(addEngagement, { topics: ['vendors'] })
  const typed = useTypedEngagement()
  const [clientPartyId, setClientPartyId] = useState('')
  const submit = async () => {
    const engagement = typed.read()
    if (!engagement) return
    const made = await add.run({ ...engagement, ...(clientPartyId && { clientPartyId }) })
    if (made) await goTo(`/vendors/engagements/${made.id}`)
  }
  return (
    <Page title={t.addEngagement} lead={t.addEngagementLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={add.problem} errors={typed.errors}>
          <EngagementFields of={typed} />
          <PartyChoice
            name="clientPartyId"
            value={clientPartyId}
            onChange={setClientPartyId}
            label={t.client}
            isOptional
          />
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
