import { type ReactNode, useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { PasswordField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { signInEndpoint, verifyTotpEndpoint } from '../contract.ts'
import { OutsidePage } from './OutsidePage.tsx'
import { signInWords } from './words.ts'

export interface SignInPageProps {
  /** A session began: ask who is in. */
  readonly onEntered: () => void
  /** What newcomers need to know; from the app. */
  readonly aside?: ReactNode
}

/** Address and password, then, where it is set up, the code of the authenticator. */
export function SignInPage({ onEntered, aside }: SignInPageProps) {
  const [needsCode, setNeedsCode] = useState(false)
  const goOn = (next: 'code' | 'choose_organisation' | 'entered') => {
    if (next === 'code') setNeedsCode(true)
    else onEntered()
  }
  if (needsCode) return <CodeStep onNext={goOn} onStartOver={() => setNeedsCode(false)} />
  return <PasswordStep onNext={goOn} aside={aside} />
}

interface StepProps {
  readonly onNext: (next: 'code' | 'choose_organisation' | 'entered') => void
}

function PasswordStep({ onNext, aside }: StepProps & Pick<SignInPageProps, 'aside'>) {
  const t = usePhrases(signInWords)
  const { missing } = useWords().fields.errors
  const signIn = useAct(signInEndpoint)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const wrong = { ...(email.trim() === '' && { email: missing }), ...(password === '' && { password: missing }) }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const answer = await signIn.run({ email: email.normalize('NFKC'), password })
    if (answer) onNext(answer.next)
  }
  return (
    <OutsidePage title={t.signIn} lead={t.signInLead} aside={aside}>
      <Form onSubmit={submit} problem={signIn.problem} errors={errors}>
        <TextField
          name="email"
          label={t.email}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          name="password"
          label={t.password}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button tone="main" type="submit" isBusy={signIn.isBusy}>
          {t.signIn}
        </Button>
      </Form>
      <p className="sk-outside-note">{t.forgot}</p>
    </OutsidePage>
  )
}

function CodeStep({ onNext, onStartOver }: StepProps & { readonly onStartOver: () => void }) {
  const t = usePhrases(signInWords)
  const { missing } = useWords().fields.errors
  const verify = useAct(verifyTotpEndpoint)
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    setErrors(code.trim() === '' ? { code: missing } : {})
    if (code.trim() === '') return
    const answer = await verify.run({ code: code.normalize('NFKC') })
    if (answer) onNext(answer.next)
  }
  return (
    <OutsidePage title={t.codeTitle} lead={t.codeLead}>
      <Form onSubmit={submit} problem={verify.problem} errors={errors}>
        <TextField
          name="code"
          label={t.code}
          hint={t.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <Button tone="main" type="submit" isBusy={verify.isBusy}>
          {t.next}
        </Button>
      </Form>
      <Button tone="quiet" onPress={onStartOver}>
        {t.startOver}
      </Button>
    </OutsidePage>
  )
}
