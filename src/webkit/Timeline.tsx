import type { ReactNode } from 'react'
import { Instant } from './Instant.tsx'
import type { StatusTone } from './StatusWord.tsx'
import { useWords } from './words/use-words.ts'
import './Timeline.css'

export interface TimelineEntry {
  readonly id: string
  readonly at: string
  /** What happened, in words. */
  readonly what: ReactNode
  /** Display name; absent: the system itself. */
  readonly who?: string | undefined
  readonly detail?: ReactNode
  readonly tone?: StatusTone
}

/** The events of one subject, newest first, as the ledger has them. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const words = useWords().timeline
  if (entries.length === 0) return <p>{words.none}</p>
  return (
    <ol className="sk-timeline">
      {entries.map(({ id, at, what, who, detail, tone }) => (
        <li key={id} data-tone={tone}>
          <p className="sk-timeline-what">{what}</p>
          <p className="sk-timeline-when">
            <Instant at={at} />
            <span>{who ?? words.system}</span>
          </p>
          {detail && <div className="sk-timeline-detail">{detail}</div>}
        </li>
      ))}
    </ol>
  )
}
