import type { Finding } from '../../base/gate-panel.ts'
import { StatusWord, type StatusTone } from '../StatusWord.tsx'
import { useSay, useWords } from '../words/use-words.ts'
import type { GateWords } from './gate-words.ts'

const TONES: Record<Finding['severity'], StatusTone> = { stop: 'stopped', warning: 'waiting', notice: 'later' }

/** What the checks found, in words: the gravest first. */
export function Findings({ findings, words }: { readonly findings: readonly Finding[]; readonly words: GateWords }) {
  const { severities, same } = useWords().gate
  const say = useSay()
  const order = ['stop', 'warning', 'notice']
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1)
  // The same finding of several recipients is told once, with how many there are.
  const sorted = findings
    .filter((finding, at) => findings.findIndex((one) => keyOf(one) === keyOf(finding)) === at)
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    <ul className="sk-findings">
      {sorted.map((finding) => {
        const word = words.findings?.[finding.rule]
        return (
          <li key={keyOf(finding)}>
            <StatusWord tone={TONES[finding.severity]} word={severities[finding.severity]} />
            <span>
              {word ? say(word, finding.facts) : finding.rule}
              {counts.get(keyOf(finding))! > 1 && ` ${same(counts.get(keyOf(finding))!)}`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

const keyOf = ({ rule, severity, facts }: Finding) => `${rule} ${severity} ${JSON.stringify(facts)}`
