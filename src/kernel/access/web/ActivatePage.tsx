import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../webkit/api.ts'
import { Button } from '../../../webkit/Button.tsx'
import { PasswordField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import { activateAccountEndpoint, openAccountLinkEndpoint } from '../contract.ts'
import { OutsidePage } from './OutsidePage.tsx'
import { signInWords } from './words.ts'

/** Opens the link that an administrator handed over: who it is for, then the password. The token stands behind `#`. */
export function ActivatePage() {
  const t = usePhrases(signInWords)
  const [token] = useState(() => window.location.hash.slice(1))
  const [isDone, setDone] = useState(false)
  const link = useQuery({
    queryKey: ['account-link'],
    queryFn: () => call(openAccountLinkEndpoint, { token }),
    // It is one question about one link; asking again would only count as guessing.
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  })
  if (isDone) {
    return (
      <OutsidePage title={t.activated}>
        <ButtonLink tone="main" to="/today">
          {t.toSignIn}
        </ButtonLink>
      </OutsidePage>
    )
  }
  if (!link.data) {
    return (
      <OutsidePage title={t.activateTitle}>
        <Waiting on={link} />
      </OutsidePage>
    )
  }
  return <UseLink token={token} link={link.data} onDone={() => setDone(true)} />
}

interface UseLinkProps {
  readonly token: string
  readonly link: OutputOf<typeof openAccountLinkEndpoint>
  readonly onDone: () => void
}

function UseLink({ token, link, onDone }: UseLinkProps) {
  const t = usePhrases(signInWords)
  const { missing } = useWords().fields.errors
  const activate = useAct(activateAccountEndpoint)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const isNew = link.needs === 'new_password'
  const isReset = link.kind === 'reset'
  const submit = async () => {
    const wrong = {
      ...(password === '' && { password: missing }),
      ...(isNew && password !== again && { again: t.notTheSame }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length === 0 && (await activate.run({ token, password }))) onDone()
  }
  return (
    <OutsidePage
      title={isReset ? t.resetTitle : t.activateTitle}
      lead={
        <>
          <p>{t.activateLead(link.personName, link.organisationName)}</p>
          {!isNew && <p>{t.activateExisting}</p>}
        </>
      }
    >
      <Form onSubmit={submit} problem={activate.problem} errors={errors}>
        <p>
          {t.email}: {link.email}
        </p>
        <input type="hidden" autoComplete="username" value={link.email} readOnly />
        <PasswordField
          name="password"
          label={isNew ? t.newPassword : t.password}
          hint={isNew && t.passwordHint}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          value={password}
          onChange={setPassword}
        />
        {isNew && (
          <PasswordField name="again" label={t.again} autoComplete="new-password" value={again} onChange={setAgain} />
        )}
        <Button tone="main" type="submit" isBusy={activate.isBusy}>
          {isReset ? t.reset : t.activate}
        </Button>
      </Form>
    </OutsidePage>
  )
}
