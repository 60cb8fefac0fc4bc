import { fill } from '../../../base/fill.ts'
import type { GatePanel } from '../../../base/gate-panel.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { mailAskWords } from './ask-words.ts'
import { mailPanelWords } from './gate-words.ts'
import { stopReasons, type Told } from './stop-reasons.ts'
import './Mail.css'

export interface WhyStoppedProps {
  readonly panel: GatePanel
  /** Domains of the outside recipients, for a mail that no engagement explains. */
  readonly domains: readonly string[]
  readonly isUndetermined: boolean
  /** Whether the reader is the one who can correct it, and can name an engagement. */
  readonly reader: 'author' | 'author_with_choices' | 'other'
}

/** Why a mail was stopped, and what to do: never a code alone, never blame. */
export function WhyStopped({ panel, domains, isUndetermined, reader }: WhyStoppedProps) {
  const t = usePhrases(mailAskWords)
  const { checks, byEngagement, others } = stopReasons(panel)
  return (
    <div className="sk-mail-why">
      {isUndetermined && (
        <p>{domains.length > 0 ? t.stopLead.undetermined(domains.join(t.between)) : t.stopLead.undeterminedNoPlace}</p>
      )}
      {others.length > 0 && <Reasons told={others} />}
      {byEngagement.length > 0 && (
        <>
          <h3>{t.stopByEngagement}</h3>
          <dl className="sk-mail-engagements">
            {byEngagement.map(([name, told]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Reasons told={told} isShort />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>{t.stopTodo}</h3>
      <ul>
        {checks.map((check) => t.todo[check] && <li key={check}>{t.todo[check]}</li>)}
        {reader === 'author_with_choices' && <li>{t.todo['choose']}</li>}
        {reader !== 'other' && <li>{t.todo['withdraw']}</li>}
      </ul>
    </div>
  )
}

/** Short where the engagement stands above them already. */
function Reasons({ told, isShort = false }: { readonly told: readonly Told[]; readonly isShort?: boolean }) {
  const t = usePhrases(mailAskWords)
  const say = useSay()
  const { findings } = mailPanelWords({ gate: '' })
  return (
    <ul className="sk-mail-reasons">
      {told.map(({ finding, count }) => {
        const { rule, facts } = finding
        const short = isShort ? t.stopShort[rule] : undefined
        const word = findings?.[rule]
        const text = short ? fill(short, facts) : word ? say(word, facts) : rule
        return (
          <li key={`${rule} ${JSON.stringify(facts)}`}>
            {text}
            {count > 1 && t.same(count)}
          </li>
        )
      })}
    </ul>
  )
}
