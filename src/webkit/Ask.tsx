import type { ReactNode } from 'react'
import type { StatusTone } from './StatusWord.tsx'
import './Ask.css'

export interface AskProps {
  /** Its edge tells it from afar. */
  readonly tone: StatusTone
  /** The id of its heading. */
  readonly labelledBy?: string
  /** Is read out as soon as it appears. */
  readonly isAlert?: boolean
  /** A heading first; beneath it what to do. */
  readonly children: ReactNode
}

/** Stands above all else on a page of work: what is asked of the reader, or how it came out. */
export function Ask({ tone, labelledBy, isAlert = false, children }: AskProps) {
  return (
    <section className="sk-ask" data-tone={tone} aria-labelledby={labelledBy} role={isAlert ? 'alert' : undefined}>
      {children}
    </section>
  )
}
