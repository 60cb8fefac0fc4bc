import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { PasswordField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { changePasswordEndpoint } from '../contract.ts'
import { signInWords } from './words.ts'

/** Changes one's own password, typed twice. */
export function ChangePasswordForm({ onChanged }: { readonly onChanged: () => void }) {
  const t = usePhrases(signInWords)
  const { missing } = useWords().fields.errors
  const change = useAct(changePasswordEndpoint)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = async () => {
    const wrong = {
      ...(current === '' && { current: missing }),
      ...(next === '' && { next: missing }),
      ...(next !== again && { again: t.notTheSame }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    if (!(await change.run({ current, next }))) return
    setCurrent('')
    setNext('')
    setAgain('')
    onChanged()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={errors}>
      <PasswordField
        name="current"
        label={t.current}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <PasswordField
        name="next"
        label={t.newPassword}
        hint={t.passwordHint}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
      <PasswordField name="again" label={t.again} autoComplete="new-password" value={again} onChange={setAgain} />
      <Button tone="main" type="submit" isBusy={change.isBusy}>
        {t.change}
      </Button>
    </Form>
  )
}
