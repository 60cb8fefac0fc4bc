import { useState } from 'react'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { listParties } from '../contract.ts'
import { vendorsScreenWords } from './words.ts'

/** One open party; a search narrows the choices where there are many. */
export function PartyChoice(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (partyId: string) => void
  readonly isOptional?: boolean
}) {
  const t = usePhrases(vendorsScreenWords)
  const [text, setText] = useState('')
  const found = useRead(listParties, { size: 100, ...(text.trim() && { text: text.trim() }) }, { topic: 'vendors' })
  const parties = (found.data?.items ?? []).filter((party) => party.status === 'open')
  return (
    <>
      <TextField
        name={`${props.name}-search`}
        label={t.partySearch}
        hint={t.partySearchHint}
        value={text}
        onChange={setText}
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
        isOptional={props.isOptional ?? false}
        choices={[{ value: '', word: t.choose }, ...parties.map((party) => ({ value: party.id, word: party.name }))]}
      />
    </>
  )
}
