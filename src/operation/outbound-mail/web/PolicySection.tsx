import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { changeMailPolicy, readMailSettings, UNOPENED_ATTACHMENTS } from '../contract.ts'
import { unopenedAttachmentsWords } from '../words.ts'
import { readNumber } from '../../../webkit/form/read-number.ts'
import { mailSettingsWords } from './settings-words.ts'
import './Mail.css'

type Policy = OutputOf<typeof readMailSettings>['policy']

/** What the organisation asks of outside mail: pause, expiry, number of approvals, unopened attachments. */
export function PolicySection() {
  const t = usePhrases(mailSettingsWords)
  const settings = useRead(readMailSettings, {}, { topic: 'outbound-mail' })
  const [isSaved, setSaved] = useState(false)
  if (!settings.data) return <Waiting on={settings} />
  // After a change by somebody else the form begins again from what is there now.
  return (
    <>
      <PolicyForm key={settings.data.policy.version} policy={settings.data.policy} onSaved={() => setSaved(true)} />
      <output className="sk-mail-done">{isSaved && t.saved}</output>
    </>
  )
}

function PolicyForm({ policy, onSaved }: { readonly policy: Policy; readonly onSaved: () => void }) {
  const t = usePhrases(mailSettingsWords)
  const say = useSay()
  const change = useAct(changeMailPolicy, { topics: ['outbound-mail'] })
  const [typed, setTyped] = useState({
    coolDownSeconds: String(policy.coolDownSeconds / 60),
    expiresAfterBusinessDays: String(policy.expiresAfterBusinessDays),
    approvalCount: String(policy.approvalCount),
    reminderAfterMinutes: String(policy.reminderAfterMinutes / 60),
    escalationAfterMinutes: String(policy.escalationAfterMinutes / 60),
    unopenedAttachments: policy.unopenedAttachments,
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const field = (name: Exclude<keyof typeof typed, 'unopenedAttachments'>) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    inputMode: 'numeric' as const,
    autoComplete: 'off',
  })
  const submit = async () => {
    const minutes = readNumber(typed.coolDownSeconds, 0, 1440)
    const days = readNumber(typed.expiresAfterBusinessDays, 1, 30)
    const approvals = readNumber(typed.approvalCount, 1, 5)
    const reminder = readNumber(typed.reminderAfterMinutes, 0.25, 9)
    const escalation = readNumber(typed.escalationAfterMinutes, 0.5, 18)
    const isInOrder = reminder === undefined || escalation === undefined || escalation > reminder
    setErrors({
      ...(minutes === undefined && { coolDownSeconds: t.number(0, 1440) }),
      ...(days === undefined && { expiresAfterBusinessDays: t.number(1, 30) }),
      ...(approvals === undefined && { approvalCount: t.number(1, 5) }),
      ...(reminder === undefined && { reminderAfterMinutes: t.number(0.25, 9) }),
      ...(escalation === undefined && { escalationAfterMinutes: t.number(0.5, 18) }),
      ...(!isInOrder && { escalationAfterMinutes: t.escalationOrder }),
    })
    if (minutes === undefined || days === undefined || approvals === undefined) return
    if (reminder === undefined || escalation === undefined || !isInOrder) return
    const changed = await change.run({
      coolDownSeconds: Math.round(minutes * 60),
      expiresAfterBusinessDays: Math.round(days),
      approvalCount: Math.round(approvals),
      reminderAfterMinutes: Math.round(reminder * 60),
      escalationAfterMinutes: Math.round(escalation * 60),
      unopenedAttachments: typed.unopenedAttachments,
      version: policy.version,
    })
    if (changed) onSaved()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors} label={t.policyTitle}>
      <TextField {...field('coolDownSeconds')} label={t.coolDown} hint={t.coolDownHint} />
      <TextField {...field('expiresAfterBusinessDays')} label={t.expires} hint={t.expiresHint} />
      <TextField {...field('approvalCount')} label={t.approvals} hint={t.approvalsHint} />
      <TextField {...field('reminderAfterMinutes')} inputMode="decimal" label={t.reminder} hint={t.reminderHint} />
      <TextField
        {...field('escalationAfterMinutes')}
        inputMode="decimal"
        label={t.escalation}
        hint={t.escalationHint}
      />
      <ChoiceField
        name="unopenedAttachments"
        label={t.unopened}
        value={typed.unopenedAttachments}
        onChange={(value) => {
          const chosen = UNOPENED_ATTACHMENTS.find((one) => one === value)
          if (chosen) setTyped({ ...typed, unopenedAttachments: chosen })
        }}
        choices={UNOPENED_ATTACHMENTS.map((value) => ({ value, word: say(unopenedAttachmentsWords[value]) }))}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}
