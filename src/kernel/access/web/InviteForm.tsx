import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { listPeople } from '../../people/contract.ts'
import { inviteAccountEndpoint } from '../contract.ts'
import { accountWords } from './account-words.ts'

/** Issues an account to a person who is registered; the address is theirs unless another is typed. */
export function InviteForm({ onIssued }: { readonly onIssued: (link: string) => void }) {
  const t = usePhrases(accountWords)
  const { missing, invalid_value } = useWords().fields.errors
  const invite = useAct(inviteAccountEndpoint, { topics: ['accounts'] })
  const [name, setName] = useState('')
  const [personId, setPersonId] = useState('')
  const [email, setEmail] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const people = useReadPages(
    listPeople,
    { search: name.trim(), size: 50 },
    { topic: 'people', enabled: name.trim() !== '' },
  )
  const found = people.rows ?? []
  const choose = (id: string) => {
    setPersonId(id)
    setEmail(found.find((person) => person.id === id)?.address ?? '')
  }
  const submit = async () => {
    const wrong = {
      ...(personId === '' && { personId: invalid_value }),
      ...(email.trim() === '' && { email: missing }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const made = await invite.run({ personId, email: email.normalize('NFKC').trim() })
    if (!made) return
    setName('')
    choose('')
    onIssued(made.link)
  }
  return (
    <Section title={t.invite}>
      <p>{t.inviteLead}</p>
      <Form onSubmit={submit} problem={invite.problem} errors={errors}>
        <TextField name="name" label={t.findPerson} value={name} onChange={setName} type="search" isOptional />
        <SelectField
          name="personId"
          label={t.choosePerson}
          value={personId}
          onChange={choose}
          choices={[
            { value: '', word: '—' },
            ...found.map((person) => ({ value: person.id, word: `${person.name} ${person.staffNumber ?? ''}`.trim() })),
          ]}
        />
        <TextField
          name="email"
          label={t.email}
          type="email"
          inputMode="email"
          value={email}
          onChange={setEmail}
          autoComplete="off"
        />
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={invite.isBusy}>
            {t.issue}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
