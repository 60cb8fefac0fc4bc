import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { currentSession } from '../contract.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'
import { SetUpTotp } from './SetUpTotp.tsx'
import { signInWords } from './words.ts'

/** 個人設定: one's password and authenticator. */
export function SignInSection() {
  const t = usePhrases(signInWords)
  const queries = useQueryClient()
  const session = useRead(currentSession, {}, { topic: 'access' })
  const [isChanged, setChanged] = useState(false)
  const hasTotp = session.data?.state === 'signed_in' && session.data.hasTotp
  return (
    <>
      {isChanged && <output>{t.changed}</output>}
      <ChangePasswordForm onChanged={() => setChanged(true)} />
      <h3>{t.totpTitle}</h3>
      {hasTotp ? (
        <p>{t.totpDone}</p>
      ) : (
        <>
          <p>{t.totpLead}</p>
          <SetUpTotp onDone={() => void queries.invalidateQueries({ queryKey: ['access'] })} />
        </>
      )}
    </>
  )
}
