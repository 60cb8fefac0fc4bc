import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { PrintJobView } from '../contract.ts'
import { missingText } from './missing-text.ts'
import { printStepWords } from './step-words.ts'

type Stage = PrintJobView['stages'][number]

/** What is needed next, and of whom; what waits after it, more quietly. */
export function NextAsk({ job, current }: { readonly job: PrintJobView; readonly current: Stage }) {
  const t = usePhrases(printStepWords).ask
  const say = useSay()
  const [next, ...others] = current.missing
  const isStopped = current.state === 'stopped' || job.lot?.isStopped === true
  if (!next) {
    return (
      <section className="sk-print-ask" data-tone="passed">
        <h2>{job.handOver ? t.done : t.others}</h2>
      </section>
    )
  }
  const isMine = current.mine.length > 0
  return (
    <section className="sk-print-ask" data-tone={isStopped ? 'stopped' : 'waiting'}>
      <h2>{isStopped ? t.stopped : isMine ? t.mine : t.others}</h2>
      <p className="sk-print-ask-what">{missingText(next, say)}</p>
      {next.people.length > 0 && <p>{t.next(next.people.join(t.between))}</p>}
      {next.code === 'decision' && next.people.length === 0 && <p>{t.nobody}</p>}
      {isStopped && <p className="sk-print-note">{t.noGlass}</p>}
      {others.length > 0 && (
        <div className="sk-print-also">
          <h3>{t.also}</h3>
          <ul>
            {others.map((missing) => (
              <li key={`${missing.code} ${JSON.stringify(missing.facts)}`}>{missingText(missing, say)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
