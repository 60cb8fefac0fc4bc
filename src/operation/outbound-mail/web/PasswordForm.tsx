import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { PasswordField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { escrowPassword } from '../attachments/contract.ts'
import { passwordWords } from './password-words.ts'
import './PasswordForm.css'

interface PasswordFormProps {
  readonly mailId: string
  readonly revisionHash: string
  readonly number: number
  /** The attachment, as it is named on the page. */
  readonly name: string
}

/** The author gives the password of an encrypted attachment, so that somebody looks at what goes out. */
export function PasswordForm({ mailId, revisionHash, number, name }: PasswordFormProps) {
  const t = usePhrases(passwordWords)
  const words = useWords()
  const escrow = useAct(escrowPassword, { topics: ['outbound-mail'] })
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    setErrors(password === '' ? { password: words.fields.errors.missing } : {})
    if (password !== '' && (await escrow.run({ mailId, revisionHash, number, password }))) setPassword('')
  }
  return (
    <Form onSubmit={submit} problem={escrow.problem} errors={errors} label={t.formOf(name)}>
      <PasswordField
        name="password"
        label={t.password}
        hint={t.hint}
        value={password}
        onChange={setPassword}
        autoComplete="off"
      />
      <div className="sk-actions">
        <Button type="submit" isBusy={escrow.isBusy}>
          {t.give}
        </Button>
      </div>
    </Form>
  )
}
