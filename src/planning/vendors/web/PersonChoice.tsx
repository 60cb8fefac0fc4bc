import { useState } from 'react'
import { listPeople } from '../../../kernel/people/contract.ts'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { vendorsScreenWords } from './words.ts'

/** One person, found by part of the name. */
export function PersonChoice(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (personId: string) => void
  /** Who is chosen already. */
  readonly known?: { readonly id: string; readonly name: string }
}) {
  const t = usePhrases(vendorsScreenWords)
  const { known } = props
  const [search, setSearch] = useState('')
  const found = useRead(listPeople, { search, size: 20 }, { topic: 'people', enabled: search.trim() !== '' })
  const people = search.trim() === '' ? [] : (found.data?.items ?? [])
  return (
    <>
      <TextField
        name={`${props.name}-search`}
        label={t.personSearch(props.label)}
        hint={t.responsibleSearchHint}
        value={search}
        onChange={setSearch}
        type="search"
        autoComplete="off"
        maxLength={100}
        isOptional
      />
      <SelectField
        name={props.name}
        label={props.label}
        value={props.value}
        onChange={props.onChange}
        choices={[
          { value: '', word: t.choose },
          ...(known && !people.some(({ id }) => id === known.id) ? [{ value: known.id, word: known.name }] : []),
          ...people.map((person) => ({
            value: person.id,
            word: [person.name, person.memberships[0]?.unitName].filter(Boolean).join(' — '),
          })),
        ]}
      />
    </>
  )
}
