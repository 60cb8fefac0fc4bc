import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import { inviteClient, type PrintJobView } from '../contract.ts'
import { clientAnswerWords } from '../words.ts'
import { printClientWords } from './client-words.ts'
import { CLIENT_TONES } from './state-tones.ts'

const DAYS = [7, 14, 30]

/** お客様の校了: whom we have asked, what they answered, and asking another by a guest link. */
export function ClientSignOffs({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printClientWords)
  const mayManage = useMay('print-checks:manage') && job.reader === 'own'
  const [link, setLink] = useState<string>()
  return (
    <Section title={t.title} id="client">
      <p>{t.lead}</p>
      {job.reader === 'client' && (
        <div className="sk-actions">
          <ButtonLink tone="main" to={`/print-checks/${job.jobId}/proof`}>
            {t.answerHere}
          </ButtonLink>
        </div>
      )}
      {link !== undefined && (
        <LinkOnce link={new URL(link, window.location.origin).href} onClose={() => setLink(undefined)} />
      )}
      <Asked job={job} />
      {mayManage && <Invite job={job} onIssued={setLink} />}
    </Section>
  )
}

function LinkOnce({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const t = usePhrases(printClientWords)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    setCopied(true)
  }
  return (
    <div className="sk-print-link">
      <h3>{t.link}</h3>
      <output>{isCopied ? t.copied : t.linkOnce}</output>
      <p>
        <code>{link}</code>
      </p>
      <div className="sk-actions">
        {/* Pages without TLS (other than on this machine) have no clipboard; there one marks the line by hand. */}
        {window.isSecureContext && <Button onPress={copy}>{t.copy}</Button>}
        <Button onPress={onClose}>{t.close}</Button>
      </div>
    </div>
  )
}

function Asked({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printClientWords)
  const say = useSay()
  if (job.clientSignOffs.length === 0) return <Empty text={t.none} next={t.noneNext} />
  return (
    <ul className="sk-print-asked" aria-label={t.list}>
      {job.clientSignOffs.map((each) => (
        <li key={each.signOffId}>
          <p>
            <strong>{each.personName}</strong>
            {each.isGuest && ` (${t.guest})`}{' '}
            <StatusWord tone={CLIENT_TONES[each.answer]} word={say(clientAnswerWords[each.answer])} />
          </p>
          {each.comment && <p>{each.comment}</p>}
          {each.answer !== 'waiting' && !each.isCurrent && <p className="sk-print-old">{t.old}</p>}
          <p className="sk-print-note">
            <Instant at={each.answeredAt ?? each.askedAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Invite({ job, onIssued }: { readonly job: PrintJobView; readonly onIssued: (link: string) => void }) {
  const t = usePhrases(printClientWords)
  const { missing } = useWords().fields.errors
  const invite = useAct(inviteClient, { topics: ['print-checks'] })
  const [typed, setTyped] = useState({ name: '', address: '', days: '14' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const empty = (['name', 'address'] as const).filter((name) => typed[name].trim() === '')
    setErrors(Object.fromEntries(empty.map((name) => [name, missing])))
    if (empty.length > 0) return
    const made = await invite.run({
      jobId: job.jobId,
      name: typed.name.trim(),
      address: typed.address.trim(),
      days: Number(typed.days),
    })
    if (!made) return
    setTyped({ name: '', address: '', days: typed.days })
    onIssued(made.link)
  }
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  return (
    <Form onSubmit={submit} problem={invite.problem} errors={errors} label={t.ask}>
      <TextField {...field('name')} label={t.name} maxLength={100} autoComplete="off" />
      <TextField
        {...field('address')}
        label={t.address}
        hint={t.addressHint}
        type="email"
        maxLength={254}
        autoComplete="off"
      />
      <SelectField
        {...field('days')}
        label={t.days}
        choices={DAYS.map((days) => ({ value: String(days), word: t.dayCount(days) }))}
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={invite.isBusy}>
          {t.ask}
        </Button>
      </div>
    </Form>
  )
}
