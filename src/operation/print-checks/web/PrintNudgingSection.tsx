import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { readNumber } from '../../../webkit/form/read-number.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changePrintNudging, readPrintNudging } from '../nudging/contract.ts'
import { printNudgingWords } from './nudging-words.ts'

/** After which business time a check of a print job that waits is said again, and to those above. */
export function PrintNudgingSection() {
  const t = usePhrases(printNudgingWords)
  const nudging = useRead(readPrintNudging, {}, { topic: 'print-checks' })
  const [isSaved, setSaved] = useState(false)
  if (!nudging.data) return <Waiting on={nudging} />
  // After a change by somebody else the form begins again from what is there now.
  return (
    <>
      <NudgingForm key={nudging.data.version} nudging={nudging.data} onSaved={() => setSaved(true)} />
      <output>{isSaved && t.saved}</output>
    </>
  )
}

interface NudgingFormProps {
  readonly nudging: OutputOf<typeof readPrintNudging>
  readonly onSaved: () => void
}

function NudgingForm({ nudging, onSaved }: NudgingFormProps) {
  const t = usePhrases(printNudgingWords)
  const change = useAct(changePrintNudging, { topics: ['print-checks'] })
  const [reminder, setReminder] = useState(String(nudging.reminderAfterMinutes / 60))
  const [escalation, setEscalation] = useState(String(nudging.escalationAfterMinutes / 60))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const [first, second] = [readNumber(reminder, 0.25, 9), readNumber(escalation, 0.5, 18)]
    const isInOrder = first === undefined || second === undefined || second > first
    setErrors({
      ...(first === undefined && { printReminder: t.number(0.25, 9) }),
      ...(second === undefined && { printEscalation: t.number(0.5, 18) }),
      ...(!isInOrder && { printEscalation: t.order }),
    })
    if (first === undefined || second === undefined || !isInOrder) return
    const changed = await change.run({
      reminderAfterMinutes: Math.round(first * 60),
      escalationAfterMinutes: Math.round(second * 60),
      version: nudging.version,
    })
    if (changed) onSaved()
  }
  const field = (name: string, value: string, onChange: (value: string) => void) => ({
    name,
    value,
    onChange,
    inputMode: 'decimal' as const,
    autoComplete: 'off',
  })
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.title}>
      <TextField {...field('printReminder', reminder, setReminder)} label={t.reminder} hint={t.reminderHint} />
      <TextField
        {...field('printEscalation', escalation, setEscalation)}
        label={t.escalation}
        hint={t.escalationHint}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
