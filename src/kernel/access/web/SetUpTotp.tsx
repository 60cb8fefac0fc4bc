import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { PasswordField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { confirmTotpEndpoint, setUpTotpEndpoint } from '../contract.ts'
import { QrCode } from './QrCode.tsx'
import { totpKey } from './totp-key.ts'
import { signInWords } from './words.ts'

/** Sets up the authenticator: password, picture and backup codes, first code. */
export function SetUpTotp({ onDone }: { readonly onDone: () => void }) {
  const t = usePhrases(signInWords)
  const { missing } = useWords().fields.errors
  const setUp = useAct(setUpTotpEndpoint)
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState<{ uri: string; backupCodes: string[] }>()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const begin = async () => {
    setErrors(password === '' ? { password: missing } : {})
    if (password === '') return
    setSecret(await setUp.run({ password }))
  }
  if (secret) return <ConfirmTotp {...secret} onDone={onDone} />
  return (
    <Form onSubmit={begin} problem={setUp.problem} errors={errors}>
      <PasswordField
        name="password"
        label={t.password}
        hint={t.totpPassword}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button tone="main" type="submit" isBusy={setUp.isBusy}>
        {t.totpStart}
      </Button>
    </Form>
  )
}

interface ConfirmTotpProps {
  readonly uri: string
  readonly backupCodes: readonly string[]
  readonly onDone: () => void
}

function ConfirmTotp({ uri, backupCodes, onDone }: ConfirmTotpProps) {
  const t = usePhrases(signInWords)
  const confirm = useAct(confirmTotpEndpoint)
  const [code, setCode] = useState('')
  const [areCodesKept, setCodesKept] = useState(false)
  const submit = async () => {
    if (await confirm.run({ code: code.normalize('NFKC') })) onDone()
  }
  return (
    <div className="sk-totp">
      <p>{t.totpScan}</p>
      <QrCode text={uri} label={t.totpQr} />
      <p>
        {t.totpByHand} <code>{totpKey(uri)}</code>
      </p>
      <h2>{t.totpBackup}</h2>
      <p>{t.totpBackupHint}</p>
      <ul className="sk-codes">
        {backupCodes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <Form onSubmit={submit} problem={confirm.problem}>
        <Tick label={t.totpKept} isTicked={areCodesKept} onChange={setCodesKept} />
        <TextField
          name="code"
          label={t.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <Button
          tone="main"
          type="submit"
          isBusy={confirm.isBusy}
          disabledReason={areCodesKept ? undefined : t.totpKeepFirst}
        >
          {t.totpConfirm}
        </Button>
      </Form>
    </div>
  )
}
