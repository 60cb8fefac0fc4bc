import type { Station } from '../../base/gate-panel.ts'
import { Instant } from '../Instant.tsx'
import { StatusMark } from '../StatusWord.tsx'
import { useSay, useWords } from '../words/use-words.ts'
import { Findings } from './Findings.tsx'
import type { GateWords } from './gate-words.ts'

export interface StationViewProps {
  readonly station: Station
  readonly words: GateWords
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly findingsId: string
  /** On a standing road the findings open inside the station; on a lying one below the road. */
  readonly showsFindingsInside: boolean
}

/** One station of the road: which check, its state as word and mark, who, when, and what was found or is asked. */
export function StationView(props: StationViewProps) {
  const { station, words, isOpen, onToggle, findingsId, showsFindingsInside } = props
  const gate = useWords().gate
  const say = useSay()
  const name = words.checks[station.check]
  const asks = words.asks?.[station.check]
  const kind = words.kinds?.[station.check]
  const isOpenQuestion = station.state === 'waiting' || station.state === 'later'
  const tellsVerdict = station.verdict && station.verdict !== 'pass'
  return (
    <li className="sk-station" data-state={station.state}>
      <div className="sk-station-mark">
        <StatusMark tone={station.state} size="large" />
      </div>
      <div className="sk-station-body">
        <p className="sk-station-kind">{kind ? say(kind) : gate.kinds[station.kind]}</p>
        <p className="sk-station-name">{name ? say(name) : station.check}</p>
        <p className="sk-station-state">
          {gate.states[station.state]}
          {tellsVerdict && station.verdict && ` (${gate.verdicts[station.verdict]})`}
        </p>
        {station.needed !== undefined && (
          <p className="sk-station-progress">
            {gate.progress(station.people.filter(({ decidedAt }) => decidedAt).length, station.needed)}
          </p>
        )}
        {station.people.map((person) => (
          <Person key={`${person.name} ${person.decidedAt}`} person={person} station={station} />
        ))}
        {station.at && (
          <p className="sk-station-when">
            <Instant at={station.at} />
          </p>
        )}
        {isOpenQuestion &&
          station.nudges?.map(({ nudge, at }) => (
            <p key={nudge} className="sk-station-nudge">
              <Instant at={at} />
              {gate.nudges[nudge]}
            </p>
          ))}
        {isOpenQuestion && asks && <p className="sk-station-asks">{say(asks)}</p>}
        {station.comment && (
          <blockquote className="sk-station-comment">
            <span className="sk-hidden">{gate.comment}: </span>
            {station.comment}
          </blockquote>
        )}
        {station.findings.length > 0 && (
          <button
            type="button"
            className="sk-station-open"
            aria-expanded={isOpen}
            aria-controls={isOpen ? findingsId : undefined}
            onClick={onToggle}
          >
            {isOpen ? gate.closeFindings : gate.openFindings(station.findings.length)}
          </button>
        )}
        {isOpen && showsFindingsInside && (
          <div id={findingsId}>
            <Findings findings={station.findings} words={words} />
          </div>
        )}
      </div>
    </li>
  )
}

/** Who has decided, apart from who is still asked. Where several are needed, each has their own time. */
function Person({ person, station }: { readonly person: Station['people'][number]; readonly station: Station }) {
  const gate = useWords().gate
  const isOpenQuestion = station.state === 'waiting' || station.state === 'later'
  return (
    <p className="sk-station-who">
      {isOpenQuestion && (
        <span className="sk-station-asked">{person.decidedAt ? gate.decidedAt : gate.waitingFor}</span>
      )}
      {person.name}
      {person.actingFor && <span className="sk-station-for">{gate.actingFor(person.actingFor)}</span>}
      {station.needed !== undefined && person.decidedAt && (
        <span className="sk-station-when">
          <Instant at={person.decidedAt} />
        </span>
      )}
    </p>
  )
}
