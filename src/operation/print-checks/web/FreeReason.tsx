import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printFreeWords } from './free-words.ts'

export interface FreeReasonProps {
  readonly text: string
  readonly onAdd: (reason: string) => void
  readonly onClose: () => void
}

/** Why a text that belongs to no field is right as it is: without a reason nothing becomes free. */
export function FreeReason({ text, onAdd, onClose }: FreeReasonProps) {
  const t = usePhrases(printFreeWords)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const head = useRef<HTMLHeadingElement>(null)
  // The button that opened it is gone.
  useEffect(() => head.current?.focus(), [])
  const submit = () => {
    setError(reason.trim() === '' ? t.noReason : undefined)
    if (reason.trim() !== '') onAdd(reason.trim())
  }
  return (
    <Form onSubmit={submit} label={t.of(text)} errors={error === undefined ? {} : { reason: error }}>
      <h3 ref={head} tabIndex={-1}>
        {t.of(text)}
      </h3>
      <p className="sk-print-note">{t.lead}</p>
      <TextField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit">
          {t.add}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
