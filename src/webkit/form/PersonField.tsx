import { SelectField, TextField } from './fields.tsx'

export interface PersonFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (id: string) => void
  readonly search: {
    readonly label: string
    readonly hint: string
    readonly value: string
    readonly onChange: (text: string) => void
  }
  /** Stands where nobody is chosen yet. */
  readonly choose: string
  /** Who fits the search. */
  readonly found: readonly { readonly id: string; readonly word: string }[]
  /** Who is chosen already. */
  readonly known?: { readonly id: string; readonly name: string } | undefined
}

/** One person, found by part of the name: type, then choose. The page brings who fits. */
export function PersonField({ name, label, value, onChange, search, choose, found, known }: PersonFieldProps) {
  return (
    <>
      <TextField
        name={`${name}-search`}
        label={search.label}
        hint={search.hint}
        value={search.value}
        onChange={search.onChange}
        type="search"
        autoComplete="off"
        maxLength={100}
        isOptional
      />
      <SelectField
        name={name}
        label={label}
        value={value}
        onChange={onChange}
        choices={[
          { value: '', word: choose },
          ...(known && !found.some(({ id }) => id === known.id) ? [{ value: known.id, word: known.name }] : []),
          ...found.map(({ id, word }) => ({ value: id, word })),
        ]}
      />
    </>
  )
}
