import { useState } from 'react'
import { PersonField } from '../../../webkit/form/PersonField.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { listPeople } from '../../people/contract.ts'
import { obligationChangeWords } from './change-words.ts'

/** Somebody of the register, found by part of the name. */
export function ColleagueField(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (personId: string) => void
}) {
  const t = usePhrases(obligationChangeWords)
  const [text, setText] = useState('')
  const isAsked = text.trim() !== ''
  const found = useRead(listPeople, { search: text, size: 20 }, { topic: 'people', enabled: isAsked })
  const search = { label: t.search(props.label), hint: t.searchHint, value: text, onChange: setText }
  const people = (isAsked ? found.data?.items : undefined) ?? []
  return (
    <PersonField
      {...props}
      choose={t.choose}
      search={search}
      found={people.map(({ id, name, memberships: [first] }) => ({
        id,
        word: first ? `${name} — ${first.unitName}` : name,
      }))}
    />
  )
}
