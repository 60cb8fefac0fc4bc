import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import { issueCredential, listCredentials, revokeCredential } from '../contract.ts'
import { type AccountWords, accountWords } from './account-words.ts'

const TOPICS = ['credentials']
type Credential = OutputOf<typeof listCredentials>['credentials'][number]

/** 個人設定: logins for one's mail clients; each secret is shown once. */
export function CredentialsSection() {
  const t = usePhrases(accountWords)
  const list = useRead(listCredentials, {}, { topic: 'credentials' })
  const revoke = useAct(revokeCredential, { topics: TOPICS })
  if (!list.data) return <Waiting on={list} />
  return (
    <>
      <p>{t.credentialsLead}</p>
      {revoke.problem && <ProblemNotice problem={revoke.problem} />}
      <Table
        caption={t.credentials}
        columns={credentialColumns(t, (credentialId) => void revoke.run({ credentialId }))}
        rows={list.data.credentials}
        rowKey={(credential) => credential.id}
        empty={<p>{t.noCredentials}</p>}
      />
      <IssueCredential />
    </>
  )
}

function credentialColumns(t: AccountWords, revoke: (id: string) => void): readonly Column<Credential>[] {
  return [
    { id: 'label', head: t.label, kind: 'main', cell: (credential) => credential.label },
    { id: 'login', head: t.login, cell: (credential) => <code>{credential.login}</code> },
    { id: 'issued', head: t.issued, cell: (credential) => <Instant at={credential.createdAt} /> },
    {
      id: 'state',
      head: t.status,
      cell: (credential) =>
        credential.revokedAt ? (
          <StatusWord tone="plain" word={t.revoked} />
        ) : (
          <Button label={t.of(t.revoke, credential.label)} onPress={() => revoke(credential.id)}>
            {t.revoke}
          </Button>
        ),
    },
  ]
}

function IssueCredential() {
  const t = usePhrases(accountWords)
  const { missing } = useWords().fields.errors
  const issue = useAct(issueCredential, { topics: TOPICS })
  const [label, setLabel] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [made, setMade] = useState<{ login: string; secret: string }>()
  const submit = async () => {
    setErrors(label.trim() === '' ? { label: missing } : {})
    if (label.trim() === '') return
    setMade(await issue.run({ label }))
    setLabel('')
  }
  if (made) {
    return (
      <>
        <p>
          <strong>{t.secretOnce}</strong>
        </p>
        <Facts
          of={[
            [t.login, <code key="login">{made.login}</code>],
            [t.secret, <code key="secret">{made.secret}</code>],
          ]}
        />
        <div className="sk-actions">
          <Button onPress={() => setMade(undefined)}>{t.close}</Button>
        </div>
      </>
    )
  }
  return (
    <Form onSubmit={submit} problem={issue.problem} errors={errors}>
      <TextField name="label" label={t.label} hint={t.labelHint} value={label} onChange={setLabel} maxLength={100} />
      <div className="sk-actions">
        <Button type="submit" isBusy={issue.isBusy}>
          {t.issueCredential}
        </Button>
      </div>
    </Form>
  )
}
