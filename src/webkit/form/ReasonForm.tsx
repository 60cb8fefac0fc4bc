import { type ReactNode, useState } from 'react'
import type { Problem } from '../api.ts'
import { Button } from '../Button.tsx'
import { LongTextField } from './fields.tsx'
import { Form } from './Form.tsx'

export interface ReasonFormProps {
  /** Of the field; different for each form of a page. */
  readonly name: string
  readonly words: {
    readonly title: string
    readonly reason: string
    readonly hint: string
    readonly missing: string
    readonly act: string
  }
  readonly act: { readonly isBusy: boolean; readonly problem?: Problem | undefined }
  /** What it does with the reason; true: it is done, and the field is empty again. */
  readonly onSend: (reason: string) => Promise<unknown>
  readonly maxLength?: number
  /** Beside the button, such as the way out. */
  readonly beside?: ReactNode
  /** Above the field: what the act does, what else is asked. */
  readonly children?: ReactNode
}

/** An act that is recorded with a reason: one field, one button, and no act without the reason. */
export function ReasonForm({ name, words, act, onSend, maxLength = 500, beside, children }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = async () => {
    const given = reason.trim()
    setMissing(given === '')
    if (given !== '' && (await onSend(given))) setReason('')
  }
  return (
    <Form
      onSubmit={submit}
      problem={act.problem}
      errors={isMissing ? { [name]: words.missing } : {}}
      label={words.title}
    >
      {children}
      <LongTextField
        name={name}
        label={words.reason}
        hint={words.hint}
        value={reason}
        onChange={setReason}
        rows={3}
        maxLength={maxLength}
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={act.isBusy}>
          {words.act}
        </Button>
        {beside}
      </div>
    </Form>
  )
}
