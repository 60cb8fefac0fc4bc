import { Section } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay, useWords } from '../../../webkit/words/use-words.ts'
import type { PrintJobView } from '../contract.ts'
import { printSlotWords } from '../words.ts'
import { printFreeWords } from './free-words.ts'
import { printStepWords } from './step-words.ts'

/** 設定照合, in a line; the fields side by side are a page of their own. */
export function SettingsPart({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printStepWords).settings
  const { verdicts } = useWords().gate
  const { differences } = job
  return (
    <Section title={t.title}>
      {!differences ? (
        <p className="sk-print-nothing">{t.notYet}</p>
      ) : differences.count === 0 ? (
        <p>
          <StatusWord tone="passed" word={verdicts.pass} /> {t.none}
        </p>
      ) : (
        <>
          <p>
            <StatusWord tone={differences.unexplained > 0 ? 'stopped' : 'waiting'} word={verdicts.findings} />{' '}
            {t.some(differences.count, differences.unexplained)}
          </p>
          <div className="sk-actions">
            <ButtonLink to={`/print-checks/${job.jobId}/differences`}>{t.open}</ButtonLink>
          </div>
        </>
      )}
    </Section>
  )
}

/** 自由領域: whoever settles or approves the specification reads what no machine will compare, and why. */
export function FreeAreasPart({ job }: { readonly job: PrintJobView }) {
  const t = usePhrases(printFreeWords)
  const say = useSay()
  if (job.freeAreas.length === 0) return null
  return (
    <Section title={t.title}>
      <p className="sk-print-note">{t.checked}</p>
      <ul>
        {job.freeAreas.map(({ slot, page, place, reason }) => (
          <li key={`${slot} ${page} ${place.en} ${reason}`}>
            {say(printSlotWords[slot])} · {page}: {say(place)}
            <br />
            {t.reasonIs(reason)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
