import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { addInternalDomain, readMailSettings, removeInternalDomain } from '../contract.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { mailSettingsWords } from './settings-words.ts'
import './Mail.css'

const TOPICS = { topics: ['outbound-mail'] }

/** Which domains are the organisation's own: mail to them is not held. */
export function DomainsSection() {
  const t = usePhrases(mailSettingsWords)
  const settings = useRead(readMailSettings, {}, { topic: 'outbound-mail' })
  const remove = useAct(removeInternalDomain, TOPICS)
  if (!settings.data) return <Waiting on={settings} />
  const { domains } = settings.data
  return (
    <>
      <p>{t.domainsLead}</p>
      {remove.problem && <ProblemNotice problem={remove.problem} />}
      {domains.length === 0 ? (
        <p>{t.domainsNone}</p>
      ) : (
        <ul className="sk-mail-files">
          {domains.map((domain) => (
            <li key={domain}>
              <div className="sk-mail-file-name">{domain}</div>
              <ConfirmedButton
                text={t.removeDomain}
                label={t.removeDomainOf(domain)}
                asks={t.removeDomainAsk}
                yes={t.removeDomain}
                isBusy={remove.isBusy}
                onConfirm={() => remove.run({ domain })}
              />
            </li>
          ))}
        </ul>
      )}
      <AddDomain />
    </>
  )
}

function AddDomain() {
  const t = usePhrases(mailSettingsWords)
  const { errors } = useWords().fields
  const add = useAct(addInternalDomain, TOPICS)
  const [domain, setDomain] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = async () => {
    setMissing(domain.trim() === '')
    if (domain.trim() !== '' && (await add.run({ domain }))) setDomain('')
  }
  return (
    <Form onSubmit={submit} problem={add.problem} label={t.domainsTitle}>
      <TextField
        name="domain"
        label={t.domain}
        hint={t.domainHint}
        value={domain}
        onChange={setDomain}
        autoComplete="off"
        maxLength={253}
        error={isMissing ? errors.missing : undefined}
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={add.isBusy}>
          {t.addDomain}
        </Button>
      </div>
    </Form>
  )
}
