import { useState } from 'react'
import { TextField } from '../../../webkit/form/fields.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { vendorsScreenWords } from './words.ts'

interface TypedParty {
  readonly name: string
  readonly corporateNumber: string
}

/** What is typed of a party, and what is wrong with it. */
export function useTypedParty(before: TypedParty) {
  const words = useWords()
  const [typed, setTyped] = useState(before)
  const [errors, setErrors] = useState<Record<string, string>>({})
  return {
    typed,
    errors,
    type: (more: Partial<TypedParty>) => setTyped((last) => ({ ...last, ...more })),
    /** Says at the field what is missing; answers whether nothing is. */
    check: () => {
      const isNamed = typed.name.trim() !== ''
      setErrors(isNamed ? {} : { name: words.fields.errors.missing })
      return isNamed
    },
  }
}

/** The fields of a party, for a new one as for a known one. */
export function PartyFields({ of: { typed, type } }: { readonly of: ReturnType<typeof useTypedParty> }) {
  const t = usePhrases(vendorsScreenWords)
  return (
    <>
      <TextField
        name="name"
        label={t.partyName}
        value={typed.name}
        onChange={(name) => type({ name })}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        name="corporateNumber"
        label={t.corporateNumber}
        hint={t.corporateNumberHint}
        value={typed.corporateNumber}
        onChange={(corporateNumber) => type({ corporateNumber })}
        inputMode="numeric"
        autoComplete="off"
        isOptional
      />
    </>
  )
}
