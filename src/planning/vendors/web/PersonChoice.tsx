import { useState } from 'react'
import { listPeople } from '../../../kernel/people/contract.ts'
import { PersonField } from '../../../webkit/form/PersonField.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { vendorsScreenWords } from './words.ts'

/** One person of the register, found by part of the name. */
export function PersonChoice(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (personId: string) => void
  /** Who is chosen already. */
  readonly known?: { readonly id: string; readonly name: string }
}) {
  const t = usePhrases(vendorsScreenWords)
  const [search, setSearch] = useState('')
  const isAsked = search.trim() !== ''
  const found = useRead(listPeople, { search, size: 20 }, { topic: 'people', enabled: isAsked })
  return (
    <PersonField
      {...props}
      choose={t.choose}
      search={{ label: t.personSearch(props.label), hint: t.responsibleSearchHint, value: search, onChange: setSearch }}
      found={(isAsked ? (found.data?.items ?? []) : []).map(({ id, name, memberships }) => ({
        id,
        word: [name, memberships[0]?.unitName].filter(Boolean).join(' — '),
      }))}
    />
  )
}
