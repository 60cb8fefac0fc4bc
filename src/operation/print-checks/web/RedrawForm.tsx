import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { redrawSample } from '../contract.ts'
import { printLotWords } from './lot-words.ts'

/** 引き直し: while nobody has opened an item, the sample can be drawn anew, and why stays on record. */
export function RedrawForm({ jobId }: { readonly jobId: string }) {
  const t = usePhrases(printLotWords).redraw
  const redraw = useAct(redrawSample, { topics: ['print-checks'] })
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const submit = async () => {
    const isGiven = reason.trim() !== ''
    setError(isGiven ? undefined : t.missing)
    if (isGiven && (await redraw.run({ jobId, reason: reason.trim() }))) setReason('')
  }
  return (
    <details className="sk-print-plan">
      <summary>{t.title}</summary>
      <Form
        onSubmit={submit}
        problem={redraw.problem}
        errors={error === undefined ? {} : { redraw: error }}
        label={t.title}
      >
        <p>{t.lead}</p>
        <LongTextField
          name="redraw"
          label={t.reason}
          hint={t.hint}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
        />
        <div className="sk-actions">
          <Button type="submit" isBusy={redraw.isBusy}>
            {t.act}
          </Button>
        </div>
      </Form>
    </details>
  )
}
