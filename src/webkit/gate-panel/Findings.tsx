import type { Finding } from '../../base/gate-panel.ts'
import { StatusWord, type StatusTone } from '../StatusWord.tsx'
import { useSay, useWords } from '../words/use-words.ts'
import type { GateWords } from './gate-words.ts'

const TONES: Record<Finding['severity'], StatusTone> = { stop: 'stopped', warning: 'waiting', notice: 'later' }

/** What the checks found, in words: the gravest first. */
export function Findings({ findings, words }: { readonly findings: readonly Finding[]; readonly words: GateWords }) {
  const { severities } = useWords().gate
  const say = useSay()
  const order = ['stop', 'warning', 'notice']
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    <ul className="sk-findings">
      {sorted.map((finding) => {
        const word = words.findings?.[finding.rule]
        return (
          <li key={`${finding.rule} ${JSON.stringify(finding.facts)}`}>
            <StatusWord tone={TONES[finding.severity]} word={severities[finding.severity]} />
            <span>{word ? say(word, finding.facts) : finding.rule}</span>
          </li>
        )
      })}
    </ul>
  )
}
