import type { Finding } from '../../../base/gate-panel.ts'
import { Tick } from '../../../webkit/form/fields.tsx'
import type { GateWords } from '../../../webkit/gate-panel/gate-words.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { printStepWords } from './step-words.ts'

export interface TicksProps {
  readonly findings: readonly Finding[]
  readonly words: GateWords
  readonly ticked: ReadonlySet<string>
  readonly onTick: (ticked: ReadonlySet<string>) => void
}

/** What the machine points at and a person may pass knowingly: each is read and ticked. */
export function Ticks({ findings, words, ticked, onTick }: TicksProps) {
  const t = usePhrases(printStepWords).decide
  const say = useSay()
  if (findings.length === 0) return null
  const tick = (id: string, isTicked: boolean) =>
    onTick(new Set(isTicked ? [...ticked, id] : [...ticked].filter((each) => each !== id)))
  return (
    <fieldset className="sk-print-ticks">
      <legend>{t.ticks}</legend>
      {findings.map(({ id, rule, facts }) => (
        <Tick
          key={id}
          label={words.findings?.[rule] ? say(words.findings[rule], facts) : rule}
          isTicked={ticked.has(id!)}
          onChange={(isTicked) => tick(id!, isTicked)}
        />
      ))}
    </fieldset>
  )
}
