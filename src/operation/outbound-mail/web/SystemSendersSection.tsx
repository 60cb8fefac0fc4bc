import { useState } from 'react'
import { listPeople } from '../../../kernel/people/contract.ts'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { endSystemSender, readMailSettings, registerSystemSender } from '../contract.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { readNumber } from '../../../webkit/form/read-number.ts'
import { mailSettingsWords } from './settings-words.ts'
import './Mail.css'

const TOPICS = { topics: ['outbound-mail'] }

/** Programs that send outside by themselves: each has an owner, a kind and a daily limit. */
export function SystemSendersSection() {
  const t = usePhrases(mailSettingsWords)
  const settings = useRead(readMailSettings, {}, { topic: 'outbound-mail' })
  const end = useAct(endSystemSender, TOPICS)
  const mayFindPeople = useMay('people:read')
  if (!settings.data) return <Waiting on={settings} />
  const { systemSenders } = settings.data
  return (
    <>
      <p>{t.sendersLead}</p>
      {end.problem && <ProblemNotice problem={end.problem} />}
      {systemSenders.length === 0 ? (
        <p>{t.sendersNone}</p>
      ) : (
        <ul className="sk-mail-files">
          {systemSenders.map(({ id, address, mailKind, ownerName, dailyRecipientLimit }) => (
            <li key={id}>
              <div>
                <p className="sk-mail-file-name">{address}</p>
                <p className="sk-mail-note">
                  {mailKind} · {t.owner}: {ownerName} · {t.limit}: {dailyRecipientLimit.toLocaleString()}
                </p>
              </div>
              <ConfirmedButton
                text={t.endSender}
                label={t.endSenderOf(address)}
                asks={t.endSenderAsk}
                yes={t.endSender}
                isBusy={end.isBusy}
                onConfirm={() => end.run({ id })}
              />
            </li>
          ))}
        </ul>
      )}
      {mayFindPeople && <RegisterSender />}
    </>
  )
}

const EMPTY = { address: '', mailKind: '', dailyRecipientLimit: '', ownerId: '', search: '' }

function RegisterSender() {
  const t = usePhrases(mailSettingsWords)
  const words = useWords().fields.errors
  const register = useAct(registerSystemSender, TOPICS)
  const [typed, setTyped] = useState(EMPTY)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const isSearching = typed.search.trim() !== ''
  const found = useRead(listPeople, { search: typed.search, size: 20 }, { topic: 'people', enabled: isSearching })
  const people = isSearching ? (found.data?.items ?? []) : []
  const field = (name: keyof typeof EMPTY) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    autoComplete: 'off',
  })
  const submit = async () => {
    const dailyRecipientLimit = readNumber(typed.dailyRecipientLimit, 1, 1_000_000)
    const missing = (['address', 'mailKind', 'ownerId'] as const).filter((name) => typed[name].trim() === '')
    setErrors({
      ...Object.fromEntries(missing.map((name) => [name, words.missing])),
      ...(dailyRecipientLimit === undefined && { dailyRecipientLimit: t.number(1, 1_000_000) }),
    })
    if (missing.length > 0 || dailyRecipientLimit === undefined) return
    const { address, mailKind, ownerId } = typed
    if (await register.run({ address, mailKind, ownerId, dailyRecipientLimit })) setTyped(EMPTY)
  }
  return (
    <Form onSubmit={submit} problem={register.problem} errors={errors} label={t.sendersTitle}>
      <TextField {...field('address')} label={t.sender} inputMode="email" maxLength={320} />
      <TextField {...field('mailKind')} label={t.mailKind} hint={t.mailKindHint} maxLength={100} />
      <TextField {...field('dailyRecipientLimit')} label={t.limit} inputMode="numeric" />
      <TextField {...field('search')} label={t.ownerSearch} hint={t.ownerSearchHint} type="search" isOptional />
      <SelectField
        {...field('ownerId')}
        label={t.owner}
        choices={[
          { value: '', word: t.choose },
          ...people.map((person) => ({
            value: person.id,
            word: [person.name, person.memberships[0]?.unitName].filter(Boolean).join(' — '),
          })),
        ]}
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={register.isBusy}>
          {t.addSender}
        </Button>
      </div>
    </Form>
  )
}
