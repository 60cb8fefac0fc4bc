import type { OutputOf } from '../../../base/endpoint.ts'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { StatusMark, type StatusTone } from '../../../webkit/StatusWord.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import type { showCaseA } from '../contract.ts'
import { type StepState, type TourMail, tourSteps } from './tour-steps.ts'
import { tourWords } from './words.ts'

const TONES: Record<StepState, StatusTone> = { done: 'passed', now: 'waiting', later: 'later' }

/** Who has to do what next until the right mail arrives, and as whom one signs in for it. */
export function RightSteps(props: {
  readonly mail: TourMail
  readonly signers: OutputOf<typeof showCaseA>['signers']
}) {
  const t = usePhrases(tourWords)
  const { mail, signers } = props
  return (
    <>
      <p>
        {t.signIn} {t.signInHint}
      </p>
      <ol className="sk-tour-steps">
        {tourSteps(mail).map(([step, state]) => {
          const signer = signers.find(({ check }) => check === step)
          return (
            <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <StatusMark tone={TONES[state]} size="large" />
              <div>
                <p className="sk-tour-step">{t.steps[step]}</p>
                <p>{t.stepStates[state]}</p>
                {signer && (
                  <p>
                    {signer.name} — {t.signInAs}: <MailAddress address={signer.address} />
                  </p>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      {mail.custody === 'released' && (
        <p className="sk-tour-result">
          <StatusMark tone="passed" size="large" />
          {t.released}
        </p>
      )}
      <div className="sk-actions">
        <ButtonLink to="/outside-mailbox">{t.toMailbox}</ButtonLink>
      </div>
    </>
  )
}
