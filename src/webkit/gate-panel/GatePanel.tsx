import { useId, useRef, useState } from 'react'
import type { Facts } from '../../base/fill.ts'
import { formatInstant } from '../../base/format-day.ts'
import type { GatePanel as Panel } from '../../base/gate-panel.ts'
import { useLanguage } from '../appearance.ts'
import { StatusWord } from '../StatusWord.tsx'
import { useSay, useWords } from '../words/use-words.ts'
import { Barrier } from './Barrier.tsx'
import { Findings } from './Findings.tsx'
import type { GateWords } from './gate-words.ts'
import { panelSummary } from './panel-summary.ts'
import { StationView } from './StationView.tsx'
import { useRoadDirection } from './use-road-direction.ts'
import './GatePanel.css'
import './Station.css'

export interface GatePanelProps {
  readonly panel: Panel
  readonly words: GateWords
  /** What is wrong stands above the panel already, so no finding is open from the start. */
  readonly isToldAbove?: boolean
}

/**
 * Every gate of the product, drawn the same way: the road, a station for each check, the bar at the end. For a reader of
 * the screen it is an ordered list of checks with their state, then whether the bar is up, and why not.
 */
export function GatePanel({ panel, words, isToldAbove = false }: GatePanelProps) {
  const gate = useWords().gate
  const say = useSay()
  const id = useId()
  const road = useRef<HTMLDivElement>(null)
  const direction = useRoadDirection(road, panel.stations.length)
  // Said whether the bar is up or down: this one was not lifted by its checks.
  const broken = panel.reasons.find(({ code }) => code === 'glass_broken')
  const isStopped = panel.stations.some((station) => station.state === 'stopped')
  // What is wrong is open from the start.
  const firstStopped = panel.stations.find((station) => station.state === 'stopped' && station.findings.length > 0)
  const [chosen, setChosen] = useState<string | null>()
  const open = chosen === undefined && !isToldAbove ? firstStopped?.check : chosen
  const openStation = panel.stations.find((station) => station.check === open)
  const language = useLanguage()
  const checkName = (check: string) => (words.checks[check] ? say(words.checks[check]) : check)
  /** A reason names a check by its id, and a moment as an instant. */
  const inWords = (facts: Facts): Facts => ({
    ...facts,
    ...(facts['check'] !== undefined && { check: checkName(String(facts['check'])) }),
    ...(facts['until'] !== undefined && { until: formatInstant(new Date(facts['until']), language) }),
  })
  const reasonText = ({ code, facts }: Panel['reasons'][number]) => {
    const word = words.reasons?.[code]
    return word ? say(word, inWords(facts)) : code
  }
  const summary = useSummary(panel, checkName)
  return (
    <section className="sk-gate" aria-labelledby={`${id}-title`} data-bar={panel.bar}>
      <header className="sk-gate-head">
        <h2 id={`${id}-title`}>{say(words.title)}</h2>
        <StatusWord
          tone={panel.bar === 'down' ? (isStopped ? 'stopped' : 'waiting') : 'passed'}
          word={gate.bar[panel.bar]}
        />
        {broken && <StatusWord tone="stopped" word={gate.glassBroken} />}
        <p className="sk-gate-summary">{broken ? reasonText(broken) : summary}</p>
      </header>
      <div className="sk-road" data-direction={direction} ref={road}>
        <ol className="sk-stations" aria-label={gate.road}>
          {panel.stations.map((station) => (
            <StationView
              key={station.check}
              station={station}
              words={words}
              isOpen={station.check === open}
              onToggle={() => setChosen(station.check === open ? null : station.check)}
              findingsId={`${id}-findings`}
              showsFindingsInside={direction === 'standing'}
            />
          ))}
        </ol>
        <div className="sk-gate-end" data-last={panel.stations.at(-1)?.state}>
          <Barrier bar={panel.bar} isStopped={isStopped} />
          <p className="sk-gate-bar">{gate.bar[panel.bar]}</p>
        </div>
      </div>
      {openStation && direction === 'lying' && (
        <div className="sk-gate-findings" id={`${id}-findings`}>
          <h3>{gate.findingsOf(checkName(openStation.check))}</h3>
          <Findings findings={openStation.findings} words={words} />
        </div>
      )}
      {panel.bar === 'down' && panel.reasons.length > 0 && (
        <div className="sk-gate-reasons">
          <h3>{gate.reasons}</h3>
          <ul>
            {panel.reasons.map((reason) => (
              <li key={`${reason.code} ${JSON.stringify(reason.facts)}`}>{reasonText(reason)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function useSummary(panel: Panel, checkName: (check: string) => string): string {
  const { summary } = useWords().gate
  const found = panelSummary(panel)
  if (found.kind === 'stopped') return summary.stopped(checkName(found.at.check))
  if (found.kind !== 'waiting') return summary[found.kind]
  const asked = found.at.people.filter(({ decidedAt }) => decidedAt === undefined)
  const names = asked.map((person) => person.name).join(summary.between)
  const check = checkName(found.at.check)
  return names ? summary.waitingFor(check, names) : summary.waiting(check)
}
