import { Button } from '../../../webkit/Button.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { SetUpTotp } from './SetUpTotp.tsx'
import { signInWords } from './words.ts'

export interface FirstStepProps {
  readonly onDone: () => void
  readonly onSignOut: () => void
}

/** Before anything else: a password that nobody else knows. */
export function MustChangePasswordPage({ onDone, onSignOut }: FirstStepProps) {
  const t = usePhrases(signInWords)
  return (
    <OutsidePage title={t.changeTitle} lead={t.changeLead}>
      <ChangePasswordForm onChanged={onDone} />
      <SignOutInstead onSignOut={onSignOut} />
    </OutsidePage>
  )
}

/** Before anything else, where the organisation asks for it: the authenticator. */
export function MustSetUpTotpPage({ onDone, onSignOut }: FirstStepProps) {
  const t = usePhrases(signInWords)
  return (
    <OutsidePage title={t.totpTitle} lead={t.totpLead}>
      <SetUpTotp onDone={onDone} />
      <SignOutInstead onSignOut={onSignOut} />
    </OutsidePage>
  )
}

function SignOutInstead({ onSignOut }: Pick<FirstStepProps, 'onSignOut'>) {
  const { signOut } = useWords().shell
  return (
    <Button tone="quiet" onPress={onSignOut}>
      {signOut}
    </Button>
  )
}
