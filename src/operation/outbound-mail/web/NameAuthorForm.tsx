import { useState } from 'react'
import { listPeople } from '../../../kernel/people/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { nameAuthor } from '../contract.ts'
import { mailDecisionWords } from './decision-words.ts'

/** The privacy office says who wrote a mail that nobody known stands behind. */
export function NameAuthorForm(props: { readonly mailId: string; readonly onNamed: () => void }) {
  const t = usePhrases(mailDecisionWords)
  const name = useAct(nameAuthor, { topics: ['outbound-mail'] })
  const [search, setSearch] = useState('')
  const [personId, setPersonId] = useState('')
  const isSearching = search.trim() !== ''
  const found = useRead(listPeople, { search, size: 20 }, { topic: 'people', enabled: isSearching })
  const people = isSearching ? (found.data?.items ?? []) : []
  const submit = async () => {
    if (personId !== '' && (await name.run({ mailId: props.mailId, personId }))) props.onNamed()
  }
  return (
    <Section title={t.authorTitle}>
      <Form onSubmit={submit} problem={name.problem} label={t.authorTitle}>
        <TextField
          name="search"
          label={t.authorSearch}
          hint={t.authorSearchHint}
          value={search}
          onChange={setSearch}
          type="search"
          autoComplete="off"
          maxLength={100}
          isOptional
        />
        <SelectField
          name="personId"
          label={t.authorChoose}
          hint={t.nameAuthorMeaning}
          value={personId}
          onChange={setPersonId}
          choices={[
            { value: '', word: t.authorNone },
            ...people.map((person) => ({
              value: person.id,
              word: [person.name, person.memberships[0]?.unitName].filter(Boolean).join(' — '),
            })),
          ]}
        />
        <div className="sk-actions">
          <Button
            tone="main"
            type="submit"
            isBusy={name.isBusy}
            disabledReason={personId === '' ? t.authorNone : undefined}
          >
            {t.nameAuthor}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
