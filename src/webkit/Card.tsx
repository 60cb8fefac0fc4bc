import type { ReactNode } from 'react'
import type { StatusTone } from './StatusWord.tsx'
import { StatusMark } from './StatusWord.tsx'
import './Card.css'

export interface CardProps {
  readonly title: string
  /** How many; the eye goes there first. */
  readonly count?: ReactNode
  /** Until when, or since when. */
  readonly due?: ReactNode
  readonly tone?: StatusTone
  /** The one verb of the card: a link or a button. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}

/** A card of the page 今日: what waits, until when, and one verb. */
export function Card({ title, count, due, tone, action, children }: CardProps) {
  return (
    <section className="sk-card" data-tone={tone}>
      <header>
        {tone && <StatusMark tone={tone} />}
        <h2>{title}</h2>
        {count !== undefined && <p className="sk-card-count">{count}</p>}
      </header>
      {due && <p className="sk-card-due">{due}</p>}
      {children && <div className="sk-card-content">{children}</div>}
      {action && <div className="sk-card-action">{action}</div>}
    </section>
  )
}
