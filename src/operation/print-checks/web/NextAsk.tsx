import { Ask } from '../../../webkit/Ask.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { PrintJobView } from '../contract.ts'
import { adviceText, missingText } from './missing-text.ts'
import { nextPlace } from './next-place.ts'
import { printAskWords, printPlaceWords } from './next-words.ts'

type Stage = PrintJobView['stages'][number]
interface Props {
  readonly job: PrintJobView
  readonly current: Stage
}

/** What is needed next, of whom, and what to do about it; what waits after it, more quietly. */
export function NextAsk({ job, current }: Props) {
  const t = usePhrases(printAskWords)
  const say = useSay()
  const isStopped = current.state === 'stopped' || job.lot?.isStopped === true
  const next = firstOf(current, isStopped)
  const others = current.missing.filter((missing) => missing !== next)
  if (!next) {
    return (
      <Ask tone="passed">
        <h2>{job.handOver ? t.done : t.others}</h2>
        {job.handOver && (
          <p>
            <PageLink to={`/print-checks/${job.jobId}`} search={{ stage: 'delivery' }} hash="hand_over">
              {t.papers}
            </PageLink>
          </p>
        )}
      </Ask>
    )
  }
  const isMine = isOfReader(current, next)
  const advice = job.reader === 'client' && next.code !== 'client_sign_off' ? undefined : adviceText(next, isMine, say)
  return (
    <Ask tone={isStopped ? 'stopped' : 'waiting'}>
      <h2>{isStopped ? t.stopped : isMine ? t.mine : t.others}</h2>
      <p className="sk-print-ask-what">{missingText(next, say)}</p>
      {next.people.length > (next.isMine ? 1 : 0) && <p>{t.next(next.people.join(t.between))}</p>}
      {next.code === 'decision' && next.people.length === 0 && <p>{t.nobody}</p>}
      {advice && <p>{advice}</p>}
      <Place job={job} stage={current} missing={next} />
      {isStopped && job.reader !== 'client' && <p className="sk-print-note">{t.noGlass}</p>}
      {others.length > 0 && (
        <div className="sk-print-also">
          <h3>{t.also}</h3>
          <ul>
            {others.map((missing) => (
              <li key={`${missing.code} ${JSON.stringify(missing.facts)}`}>
                {missingText(missing, say)}
                {missing.people.join() !== next.people.join() && missing.people.length > 0 && (
                  <span className="sk-print-note"> {t.by(missing.people.join(t.between))}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Ask>
  )
}

const STOPS: ReadonlySet<string> = new Set(['lot_stopped', 'refused', 'client_refused', 'run_wrong', 'explanation'])

const isOfReader = ({ mine }: Stage, { isMine, code, facts }: Stage['missing'][number]) =>
  isMine === true || (code === 'decision' && mine.includes(String(facts['check'])))

/** Why it is stopped; else what the reader does; else what is asked for first. */
const firstOf = (stage: Stage, isStopped: boolean): Stage['missing'][number] | undefined =>
  (isStopped && stage.missing.find(({ code }) => STOPS.has(code))) ||
  (stage.missing.find((missing) => isOfReader(stage, missing)) ?? stage.missing[0])

function Place(props: {
  readonly job: PrintJobView
  readonly stage: Stage
  readonly missing: Stage['missing'][number]
}) {
  const say = useSay()
  const place = nextPlace(props.job, props.stage, props.missing)
  if (!place) return null
  const { word, ...link } = place
  return (
    <p>
      <PageLink {...link}>{say(printPlaceWords[word])}</PageLink>
    </p>
  )
}
