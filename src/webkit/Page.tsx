import { type ReactNode, useEffect, useRef } from 'react'
import type { Problem } from './api.ts'
import { ProblemNotice } from './ProblemNotice.tsx'
import { useWords } from './words/use-words.ts'
import './Page.css'

export interface PageProps {
  readonly title: string
  /** One sentence on what this page is for. */
  readonly lead?: ReactNode
  /** The one main action of the page. */
  readonly action?: ReactNode
  /** What went wrong with the last act; shown above everything else. */
  readonly problem?: Problem | undefined
  /** For reading and forms (`narrow`), or for tables and panels. */
  readonly width?: 'narrow' | 'wide'
  readonly children?: ReactNode
}

let isFirstPage = true

/** One page: its title, its one main action, what went wrong, then the content. */
export function Page({ title, lead, action, problem, width = 'wide', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const product = useWords().product.name
  useEffect(() => {
    document.title = `${title} - ${product}`
  }, [title, product])
  useEffect(() => {
    // After a change of page the reader begins at its title; the first page is announced by the browser itself.
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return (
    <div className="sk-page" data-width={width}>
      <header className="sk-page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className="sk-page-lead">{lead}</div>}
        </div>
        {action && <div className="sk-page-action">{action}</div>}
      </header>
      {problem && <ProblemNotice problem={problem} />}
      {children}
    </div>
  )
}

export interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  /** What a link on the page leads to: `#files`. */
  readonly id?: string
  readonly children: ReactNode
}

/** A part of a page on its own sheet, with its heading. */
export function Section(props: SectionProps) {
  return (
    <section className="sk-section" id={props.id}>
      <div className="sk-section-head">
        <h2>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  )
}

/** Names and values of one thing, as a form on paper has them. */
export function Facts(props: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="sk-facts">
      {props.of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
