import { useState } from 'react'
import { ChoiceField } from '../../../webkit/form/fields.tsx'
import { ReasonForm } from '../../../webkit/form/ReasonForm.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailView } from '../contract.ts'
import { freezeMail, liftFreeze } from '../retention/contract.ts'
import { freezeCauseWords } from '../words.ts'
import { mailRetentionWords } from './retention-words.ts'

const CAUSES = ['lawsuit', 'investigation'] as const

/** That a mail is frozen, or that its content is gone; the privacy office freezes it and lifts the freeze. */
export function FreezeSection({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(mailRetentionWords)
  const say = useSay()
  const isOffice = mail.standing === 'privacy_office'
  const mayFreeze = isOffice && !mail.freeze && mail.custody !== 'purged'
  if (!mail.freeze && !mail.contentErasedAt && !mayFreeze) return null
  return (
    <Section title={t.freezeTitle}>
      {mail.contentErasedAt && (
        <p>
          {t.contentErased} {t.erasedAt}: <Instant at={mail.contentErasedAt} />
        </p>
      )}
      {mail.freeze && (
        <>
          <p>
            <StatusWord tone="stopped" word={say(freezeCauseWords[mail.freeze.cause])} /> {t.isFrozen}
          </p>
          {mail.freeze.cause === 'restore' && <p>{t.byRestore}</p>}
          <Facts
            of={[
              [t.frozenAt, <Instant key="at" at={mail.freeze.frozenAt} />],
              ...(mail.freeze.frozenByName ? [[t.frozenBy, mail.freeze.frozenByName] as const] : []),
              ...(mail.freeze.reason ? [[t.reason, mail.freeze.reason] as const] : []),
            ]}
          />
          {isOffice && <LiftForm mailId={mail.id} wasHeld={mail.freeze.wasHeld} />}
        </>
      )}
      {mayFreeze && <FreezeForm mailId={mail.id} />}
    </Section>
  )
}

function FreezeForm({ mailId }: { readonly mailId: string }) {
  const t = usePhrases(mailRetentionWords)
  const say = useSay()
  const freeze = useAct(freezeMail, { topics: ['outbound-mail'] })
  const [cause, setCause] = useState<(typeof CAUSES)[number]>('lawsuit')
  const words = { title: t.freezeTitle, reason: t.reason, hint: t.reasonHint, missing: t.reasonMissing, act: t.freeze }
  return (
    <ReasonForm name="reason" words={words} act={freeze} onSend={(reason) => freeze.run({ mailId, cause, reason })}>
      <p>{t.freezeLead}</p>
      <ChoiceField
        name="cause"
        label={t.cause}
        value={cause}
        onChange={(value) => setCause(CAUSES.find((one) => one === value) ?? cause)}
        choices={CAUSES.map((value) => ({ value, word: say(freezeCauseWords[value]) }))}
      />
    </ReasonForm>
  )
}

function LiftForm({ mailId, wasHeld }: { readonly mailId: string; readonly wasHeld: boolean }) {
  const t = usePhrases(mailRetentionWords)
  const lift = useAct(liftFreeze, { topics: ['outbound-mail'] })
  const words = { title: t.lift, reason: t.reason, hint: t.liftReasonHint, missing: t.reasonMissing, act: t.lift }
  return (
    <ReasonForm name="reason" words={words} act={lift} onSend={(reason) => lift.run({ mailId, reason })}>
      <p>{wasHeld ? t.becameHeld : t.becamePurged}</p>
    </ReasonForm>
  )
}
