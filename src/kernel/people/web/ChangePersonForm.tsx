import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changePersonEndpoint } from '../contract.ts'
import { addressesIn } from './addresses-in.ts'
import type { ShownPerson } from './shown-person.ts'
import { peopleScreenWords } from './words.ts'

/** Corrects a person's record; opened by its button, so that nobody edits by accident. */
export function ChangePersonForm({ person }: { readonly person: ShownPerson }) {
  const t = usePhrases(peopleScreenWords)
  const change = useAct(changePersonEndpoint, { topics: ['people'] })
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState(person.name)
  const [nameKana, setNameKana] = useState(person.nameKana ?? '')
  const [staffNumber, setStaffNumber] = useState(person.staffNumber ?? '')
  const [addresses, setAddresses] = useState(person.addresses.join('\n'))
  if (!isOpen) {
    return (
      <div className="sk-actions">
        <Button onPress={() => setOpen(true)}>{t.edit}</Button>
      </div>
    )
  }
  const submit = () =>
    change.run({
      personId: person.id,
      version: person.version,
      name,
      nameKana: nameKana.trim() === '' ? null : nameKana,
      staffNumber: staffNumber.trim() === '' ? null : staffNumber,
      addresses: addressesIn(addresses),
    })
  return (
    <Form onSubmit={submit} problem={change.problem} label={t.edit}>
      <TextField name="name" label={t.name} value={name} onChange={setName} />
      <TextField name="nameKana" label={t.kana} value={nameKana} onChange={setNameKana} isOptional />
      <TextField name="staffNumber" label={t.staffNumber} value={staffNumber} onChange={setStaffNumber} isOptional />
      <LongTextField
        name="addresses"
        label={t.addresses}
        hint={t.addressesHint}
        value={addresses}
        onChange={setAddresses}
        rows={3}
        isOptional
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
