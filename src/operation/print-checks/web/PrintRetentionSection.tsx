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
import { changePrintRetention, readPrintRetention } from '../keeping/contract.ts'
import { printKeepingWords } from './keeping-words.ts'
import './Print.css'

/** How long the files of print jobs are kept after their delivery. */
export function PrintRetentionSection() {
  const t = usePhrases(printKeepingWords).setting
  const retention = useRead(readPrintRetention, {}, { topic: 'print-checks' })
  const [isSaved, setSaved] = useState(false)
  if (!retention.data) return <Waiting on={retention} />
  // After a change by somebody else the form begins again from what is there now.
  return (
    <>
      <RetentionForm key={retention.data.version} retention={retention.data} onSaved={() => setSaved(true)} />
      <output>{isSaved && t.saved}</output>
      <p>{t.frozenStay}</p>
    </>
  )
}

interface RetentionFormProps {
  readonly retention: OutputOf<typeof readPrintRetention>
  readonly onSaved: () => void
}

function RetentionForm({ retention, onSaved }: RetentionFormProps) {
  const t = usePhrases(printKeepingWords).setting
  const change = useAct(changePrintRetention, { topics: ['print-checks'] })
  const [typed, setTyped] = useState(String(retention.contentDays))
  const [isWrong, setWrong] = useState(false)
  const submit = async () => {
    const contentDays = readNumber(typed, 1, 3650)
    const isWhole = contentDays !== undefined && Number.isInteger(contentDays)
    setWrong(!isWhole)
    if (isWhole && (await change.run({ contentDays, version: retention.version }))) onSaved()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={isWrong ? { printDays: t.wrong } : {}} label={t.title}>
      <TextField
        name="printDays"
        label={t.days}
        hint={t.daysHint}
        value={typed}
        onChange={setTyped}
        inputMode="numeric"
        autoComplete="off"
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
