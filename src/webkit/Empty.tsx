import type { ReactNode } from 'react'
import './Empty.css'

export interface EmptyProps {
  /** That there is nothing, said plainly. */
  readonly text: string
  /** What to do first, or why it is good that there is nothing. */
  readonly next?: ReactNode
  readonly action?: ReactNode
}

/** Stands where a list has no rows: never a blank, always what to do first. */
export function Empty({ text, next, action }: EmptyProps) {
  return (
    <div className="sk-empty">
      <p className="sk-empty-text">{text}</p>
      {next && <div className="sk-empty-next">{next}</div>}
      {action && <div>{action}</div>}
    </div>
  )
}
