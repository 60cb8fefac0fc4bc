import type { OutputOf } from '../../../base/endpoint.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { LiveMark } from '../../../webkit/LiveRefresh.tsx'
import { MailAddress } from '../../../webkit/MailAddress.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { StatusMark } from '../../../webkit/StatusWord.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { showCaseB } from '../contract.ts'
import { printTourWords } from './print-tour-words.ts'
import { TourStory } from './TourStory.tsx'
import './Tour.css'

type CaseB = OutputOf<typeof showCaseB>

/** The guided tour of case B: what happened, where the same PDF was stopped, and who may go on with the job. */
export function PrintTourPage() {
  const t = usePhrases(printTourWords)
  const shown = useRead(showCaseB, {}, { topic: 'print-checks' })
  return (
    <Page title={t.title} lead={t.lead} action={<LiveMark />}>
      <TourStory title={t.story} text={t.storyText} figures={t.figures} />
      {shown.data ? (
        <>
          <Stopped job={shown.data.job} />
          <Section title={t.try}>
            <p>{t.tryText}</p>
            <ul className="sk-tour-steps">
              {shown.data.people.map(({ part, name, address }) => (
                <li key={part}>
                  <div>
                    <p className="sk-tour-step">{t.parts[part]}</p>
                    <p>
                      {name} — {t.signInAs}: <MailAddress address={address} />
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </Section>
        </>
      ) : (
        <Waiting on={shown} />
      )}
    </Page>
  )
}

function Stopped({ job }: { readonly job: CaseB['job'] }) {
  const t = usePhrases(printTourWords)
  const language = useLanguage()
  const verified = job?.verified
  const count = (n: number) => n.toLocaleString(language)
  return (
    <Section title={t.stopped}>
      <p>{t.stoppedText}</p>
      {!verified && <output>{job ? t.verifying : t.preparing}</output>}
      {verified && (
        <>
          <p className="sk-tour-result">
            <StatusMark tone={verified.isRight ? 'passed' : 'stopped'} size="large" />
            {verified.isRight ? t.resultRight : t.result(count(verified.sheets), count(verified.right))}
          </p>
          {!verified.isRight && <p>{t.meaning}</p>}
        </>
      )}
      {job && (
        <div className="sk-actions">
          <ButtonLink to={`/print-checks/${job.jobId}`} search={{ stage: 'production' }} tone="main">
            {t.open}
          </ButtonLink>
        </div>
      )}
    </Section>
  )
}
