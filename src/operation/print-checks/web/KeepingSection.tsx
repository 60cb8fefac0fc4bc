import { useState } from 'react'
import { ChoiceField } from '../../../webkit/form/fields.tsx'
import { ReasonForm } from '../../../webkit/form/ReasonForm.tsx'
import { DayOf, Instant } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { PrintJobView } from '../contract.ts'
import { freezePrint, liftPrintFreeze, PRINT_FREEZE_CAUSES } from '../keeping/contract.ts'
import { printFreezeCauseWords } from '../words.ts'
import { printKeepingWords } from './keeping-words.ts'

/** 保存期間: until when data and files of the job are kept; the privacy office freezes it and lifts the freeze. */
export function KeepingSection({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printKeepingWords)
  const say = useSay()
  const isOffice = useMay('print-checks:oversee')
  const { keeping } = job
  if (!keeping) return null
  const { erasedAt, erasedFrom, freeze, contentDays } = keeping
  return (
    <Section title={t.title}>
      {erasedAt ? (
        <p>
          {t.erased} {t.erasedAt}: <Instant at={erasedAt} />
        </p>
      ) : (
        <p>
          {t.lead(contentDays)}
          {erasedFrom && (
            <>
              {' '}
              {t.erasedFrom}: <DayOf at={erasedFrom} />
            </>
          )}
        </p>
      )}
      {freeze && (
        <>
          <p>
            <StatusWord tone="stopped" word={say(printFreezeCauseWords[freeze.cause])} /> {t.isFrozen}
          </p>
          <Facts
            of={[
              [t.frozenAt, <Instant key="at" at={freeze.at} />],
              [t.frozenBy, freeze.by],
              ...(freeze.reason === undefined ? [] : [[t.freeze.reason, freeze.reason] as const]),
            ]}
          />
        </>
      )}
      {isOffice && !erasedAt && (freeze ? <Lift jobId={job.jobId} /> : <Freeze jobId={job.jobId} />)}
    </Section>
  )
}

function Freeze({ jobId }: { readonly jobId: string }) {
  const t = usePhrases(printKeepingWords)
  const say = useSay()
  const freeze = useAct(freezePrint, { topics: ['print-checks'] })
  const [cause, setCause] = useState<(typeof PRINT_FREEZE_CAUSES)[number]>('lawsuit')
  return (
    <details className="sk-print-plan">
      <summary>{t.freeze.title}</summary>
      <ReasonForm name="freeze" words={t.freeze} act={freeze} onSend={(reason) => freeze.run({ jobId, cause, reason })}>
        <p>{t.freezeLead}</p>
        <ChoiceField
          name="cause"
          label={t.cause}
          value={cause}
          onChange={(value) => setCause(PRINT_FREEZE_CAUSES.find((one) => one === value) ?? cause)}
          choices={PRINT_FREEZE_CAUSES.map((value) => ({ value, word: say(printFreezeCauseWords[value]) }))}
        />
      </ReasonForm>
    </details>
  )
}

function Lift({ jobId }: { readonly jobId: string }) {
  const t = usePhrases(printKeepingWords)
  const lift = useAct(liftPrintFreeze, { topics: ['print-checks'] })
  return (
    <ReasonForm name="lift" words={t.lift} act={lift} onSend={(reason) => lift.run({ jobId, reason })}>
      <p>{t.liftLead}</p>
    </ReasonForm>
  )
}
