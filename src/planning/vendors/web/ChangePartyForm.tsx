import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changeParty, type readParty } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { PartyFields, useTypedParty } from './PartyFields.tsx'

interface ChangePartyProps {
  readonly party: OutputOf<typeof readParty>
}

/** Changes the name or the corporate number of a party. */
export function ChangePartyForm({ party }: ChangePartyProps) {
  const t = usePhrases(vendorsChangeWords)
  const [isOpen, setOpen] = useState(false)
  return isOpen ? (
    <Fields party={party} onClose={() => setOpen(false)} />
  ) : (
    <div className="sk-actions">
      <Button onPress={() => setOpen(true)} label={t.partyChange}>
        {t.change}
      </Button>
    </div>
  )
}

function Fields({ party, onClose }: ChangePartyProps & { readonly onClose: () => void }) {
  const t = usePhrases(vendorsChangeWords)
  const change = useAct(changeParty, { topics: ['vendors'] })
  const typed = useTypedParty({ name: party.name, corporateNumber: party.corporateNumber ?? '' })
  const submit = async () => {
    if (!typed.check()) return
    const { name, corporateNumber } = typed.typed
    const number = corporateNumber.trim() === '' ? null : corporateNumber
    const { id: partyId, version } = party
    if (await change.run({ partyId, version, name, corporateNumber: number })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={typed.errors} label={t.partyChange}>
      <PartyFields of={typed} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
