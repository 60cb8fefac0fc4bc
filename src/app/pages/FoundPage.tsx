import { useState } from 'react'
import { OutsidePage } from '../../kernel/access/web/pages.tsx'
import { Button } from '../../webkit/Button.tsx'
import { TextField } from '../../webkit/form/fields.tsx'
import { Form } from '../../webkit/form/Form.tsx'
import { Facts } from '../../webkit/Page.tsx'
import { ButtonLink } from '../../webkit/PageLink.tsx'
import { useAct } from '../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../webkit/words/use-words.ts'
import { foundOrganisation } from '../organisations/contract.ts'
import { appWords } from './words.ts'

const EMPTY = { setupCode: '', organisationName: '', administratorName: '', email: '' }

/** 自社の組織をつくる: a real, empty organisation and its first administrator, whose password is shown this once. */
export function FoundPage() {
  const t = usePhrases(appWords)
  const { missing } = useWords().fields.errors
  const found = useAct(foundOrganisation, { topics: ['organisations'] })
  const [typed, setTyped] = useState(EMPTY)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [made, setMade] = useState<{ email: string; password: string }>()
  const field = (name: keyof typeof EMPTY) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  })
  const submit = async () => {
    const empty = Object.entries(typed).filter(([, value]) => value.trim() === '')
    setErrors(Object.fromEntries(empty.map(([name]) => [name, missing])))
    if (empty.length > 0) return
    const { setupCode, email } = typed
    setMade(
      await found.run({
        ...typed,
        setupCode: setupCode.normalize('NFKC').trim(),
        email: email.normalize('NFKC').trim(),
      }),
    )
  }
  if (made) {
    return (
      <OutsidePage title={t.founded} lead={t.foundedText}>
        <Facts
          of={[
            [t.email, made.email],
            [t.password, <code key="password">{made.password}</code>],
          ]}
        />
        <ButtonLink tone="main" to="/today">
          {t.toSignIn}
        </ButtonLink>
      </OutsidePage>
    )
  }
  return (
    <OutsidePage title={t.found} lead={t.foundText}>
      <Form onSubmit={submit} problem={found.problem} errors={errors}>
        <TextField {...field('setupCode')} label={t.setupCode} hint={t.setupCodeHint} autoComplete="off" />
        <TextField {...field('organisationName')} label={t.organisationName} autoComplete="organization" />
        <TextField {...field('administratorName')} label={t.administratorName} autoComplete="name" />
        <TextField {...field('email')} label={t.email} type="email" inputMode="email" autoComplete="email" />
        <Button tone="main" type="submit" isBusy={found.isBusy}>
          {t.foundIt}
        </Button>
      </Form>
      <ButtonLink to="/today">{t.toSignIn}</ButtonLink>
    </OutsidePage>
  )
}
