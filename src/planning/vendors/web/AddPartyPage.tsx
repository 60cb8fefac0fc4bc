import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { addParty } from '../contract.ts'
import { PartyFields, useTypedParty } from './PartyFields.tsx'
import { vendorsScreenWords } from './words.ts'

/** Registers one party; its domains come on its own page. */
export function AddPartyPage() {
  const t = usePhrases(vendorsScreenWords)
  const goTo = useGoTo()
  const add = useAct(addParty, { topics: ['vendors'] })
  const party = useTypedParty({ name: '', corporateNumber: '' })
  const submit = async () => {
    const { name, corporateNumber } = party.typed
    if (!party.check()) return
    const made = await add.run({ name, ...(corporateNumber.trim() && { corporateNumber }) })
    if (made) await goTo(`/vendors/parties/${made.id}`)
  }
  return (
    <Page title={t.addParty} lead={t.addPartyLead} width="narrow">
      <Section title={t.record}>
        <Form onSubmit={submit} problem={add.problem} errors={party.errors}>
          <PartyFields of={party} />
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
