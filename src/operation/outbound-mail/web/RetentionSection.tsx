import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changeRetention, readRetention } from '../retention/contract.ts'
import { readNumber } from '../../../webkit/form/read-number.ts'
import { mailRetentionWords } from './retention-words.ts'
import './Mail.css'

type Retention = OutputOf<typeof readRetention>

/** How long mail is kept after it has left custody. */
export function RetentionSection() {
  const t = usePhrases(mailRetentionWords)
  const mayOversee = useMay('outbound-mail:oversee')
  const retention = useRead(readRetention, {}, { topic: 'outbound-mail' })
  const [isSaved, setSaved] = useState(false)
  if (!retention.data) return <Waiting on={retention} />
  // After a change by somebody else the form begins again from what is there now.
  return (
    <>
      <RetentionForm key={retention.data.version} retention={retention.data} onSaved={() => setSaved(true)} />
      <output className="sk-mail-done">{isSaved && t.saved}</output>
      <p>
        {t.frozenStay} {mayOversee && <PageLink to="/frozen-mail">{t.frozenList}</PageLink>}
      </p>
    </>
  )
}

function RetentionForm({ retention, onSaved }: { readonly retention: Retention; readonly onSaved: () => void }) {
  const t = usePhrases(mailRetentionWords)
  const change = useAct(changeRetention, { topics: ['outbound-mail'] })
  const [typed, setTyped] = useState({
    contentDays: String(retention.contentDays),
    recordYears: String(retention.recordYears),
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    inputMode: 'numeric' as const,
    autoComplete: 'off',
  })
  const whole = (text: string, from: number, to: number) => {
    const number = readNumber(text, from, to)
    return number !== undefined && Number.isInteger(number) ? number : undefined
  }
  const submit = async () => {
    const contentDays = whole(typed.contentDays, 1, 3650)
    const recordYears = whole(typed.recordYears, 1, 30)
    setErrors({
      ...(contentDays === undefined && { contentDays: t.number(1, 3650) }),
      ...(recordYears === undefined && { recordYears: t.number(1, 30) }),
    })
    if (contentDays === undefined || recordYears === undefined) return
    if (await change.run({ contentDays, recordYears, version: retention.version })) onSaved()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.title}>
      <TextField {...field('contentDays')} label={t.contentDays} hint={t.contentDaysHint} />
      <TextField {...field('recordYears')} label={t.recordYears} hint={t.recordYearsHint} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
