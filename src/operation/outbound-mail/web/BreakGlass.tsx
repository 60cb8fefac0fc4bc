import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField, SelectField } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { askBreakGlass, confirmBreakGlass, type MailView } from '../contract.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { GlassRecord } from './GlassRecord.tsx'
import { glassWords } from './glass-words.ts'
import { GlassReview } from './GlassReview.tsx'

const TOPICS = { topics: ['outbound-mail', 'obligations'] }
const HOURS = [1, 4, 8, 24]

/** 緊急解除: what it does, who asked and why, and the next step of this person. For the privacy office alone. */
export function BreakGlass({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(glassWords)
  const { glass } = mail
  if (!glass || (glass.glasses.length === 0 && !glass.next)) return null
  const { next } = glass
  const asked = glass.glasses.find(({ id }) => id === next?.breakGlassId)
  return (
    <Section title={t.title}>
      <p>{t.lead}</p>
      {glass.glasses.map((one) => (
        <GlassRecord key={one.id} glass={one} />
      ))}
      {next?.act === 'open' && <Ask mail={mail} refusedFor={next.refusedFor} />}
      {next?.act === 'confirm' && asked && <Confirm mail={mail} breakGlassId={asked.id} refusedFor={next.refusedFor} />}
      {next?.act === 'review' && asked && <GlassReview mailId={mail.id} glass={asked} refusedFor={next.refusedFor} />}
    </Section>
  )
}

function Warning() {
  const t = usePhrases(glassWords)
  return (
    <ul className="sk-mail-glass-warning">
      {t.warning.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

interface StepProps {
  readonly mail: MailView
  readonly refusedFor: string | undefined
}

function Ask({ mail, refusedFor }: StepProps) {
  const t = usePhrases(glassWords)
  const may = useMay('outbound-mail:break-glass')
  const ask = useAct(askBreakGlass, TOPICS)
  const [isBegun, setBegun] = useState(false)
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState('4')
  const revisionHash = mail.panel?.revisionHash
  if (!may || refusedFor || !revisionHash) return <p>{t.refused[refusedFor ?? 'not_allowed']}</p>
  if (!isBegun) {
    return (
      <div>
        <Button tone="quiet" onPress={() => setBegun(true)}>
          {t.begin}
        </Button>
      </div>
    )
  }
  const send = () => ask.run({ mailId: mail.id, revisionHash, reason: reason.trim(), hours: Number(hours) })
  return (
    <>
      <Warning />
      {ask.problem && <ProblemNotice problem={ask.problem} />}
      <LongTextField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={1000}
      />
      <SelectField
        name="hours"
        label={t.hours}
        hint={t.hoursHint}
        value={hours}
        onChange={setHours}
        choices={HOURS.map((count) => ({ value: String(count), word: t.hourCount(count) }))}
      />
      {reason.trim() === '' ? (
        <Button tone="plain" disabledReason={t.reasonMissing} onPress={() => undefined}>
          {t.ask}
        </Button>
      ) : (
        <ConfirmedButton
          text={t.ask}
          asks={t.askAsks}
          yes={t.askYes}
          tone="plain"
          isBusy={ask.isBusy}
          onConfirm={send}
        />
      )}
    </>
  )
}

function Confirm({ mail, refusedFor, breakGlassId }: StepProps & { readonly breakGlassId: string }) {
  const t = usePhrases(glassWords)
  const may = useMay('outbound-mail:break-glass')
  const confirm = useAct(confirmBreakGlass, TOPICS)
  const revisionHash = mail.panel?.revisionHash
  return (
    <>
      <output>{t.asked}</output>
      {!may || refusedFor || !revisionHash ? (
        <p>{t.refused[refusedFor ?? 'not_allowed']}</p>
      ) : (
        <>
          <Warning />
          <p>{t.confirmLead}</p>
          {confirm.problem && <ProblemNotice problem={confirm.problem} />}
          <ConfirmedButton
            text={t.confirm}
            asks={t.confirmAsks}
            yes={t.confirmYes}
            tone="plain"
            isBusy={confirm.isBusy}
            onConfirm={() => confirm.run({ mailId: mail.id, revisionHash, breakGlassId })}
          />
        </>
      )}
    </>
  )
}
