import { addressOf } from '../../../webkit/api.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { downloadHandOver, makeHandOver } from '../contract.ts'
import { downloadPrintReport } from '../looking/contract.ts'
import { printFileWords } from './file-words.ts'
import type { StageProps } from './stage-props.ts'
import { printStepWords } from './step-words.ts'

/** 納品書: without the last permit there is none. */
export function HandOver({ job, stage }: StageProps) {
  const t = usePhrases(printStepWords).handOver
  const { hash } = usePhrases(printFileWords)
  const language = useLanguage()
  // Whom the server would refuse them is offered neither the button nor the report.
  const isInCharge = job.reader !== 'client' && !job.isOnlooker
  const mayDecide = useMay('print-checks:decide') && isInCharge
  const make = useAct(makeHandOver, { topics: ['print-checks'] })
  const { jobId, handOver } = job
  const isOpen = stage.panel.bar !== 'down'
  return (
    <Section title={t.title} id="hand_over">
      <p>{t.lead}</p>
      {make.problem && <ProblemNotice problem={make.problem} />}
      {handOver ? (
        <>
          <p>
            <strong>{t.made(handOver.number)}</strong> {handOver.madeBy} · <Instant at={handOver.madeAt} />
          </p>
          {!handOver.isCurrent && <p className="sk-print-old">{t.old}</p>}
          <p className="sk-print-hash">
            {hash}: <code>{handOver.sha256}</code>
          </p>
          <p>
            <a
              href={addressOf(downloadHandOver, { jobId, handOverId: handOver.handOverId })}
              download
              className="sk-link-button"
              data-tone={handOver.isCurrent ? 'main' : undefined}
            >
              {t.download}
            </a>
          </p>
        </>
      ) : undefined}
      {mayDecide && !handOver?.isCurrent && (
        <Button
          tone={isOpen ? 'main' : 'plain'}
          onPress={() => make.run({ jobId, revisionHash: stage.panel.revisionHash })}
          isBusy={make.isBusy}
          disabledReason={isOpen ? undefined : t.notYet}
        >
          {t.make}
        </Button>
      )}
      {isInCharge && (
        <p>
          <a href={addressOf(downloadPrintReport, { jobId, language })} download>
            {t.report}
          </a>
        </p>
      )}
    </Section>
  )
}
