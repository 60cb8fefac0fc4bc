import { type ReactNode, useEffect, useRef } from 'react'
import { DisplayChoices } from '../../../webkit/shell/DisplayChoices.tsx'
import { Disclosed } from '../../../webkit/shell/Disclosed.tsx'
import { ProductMark } from '../../../webkit/shell/ProductMark.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { signInWords } from './words.ts'
import './OutsidePage.css'

export interface OutsidePageProps {
  readonly title: string
  readonly lead?: ReactNode
  /** Beside the form: what this is, what newcomers do. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** The frame of every page before one is in: sign-in, codes, activation. */
export function OutsidePage({ title, lead, aside, children }: OutsidePageProps) {
  const t = usePhrases(signInWords)
  const words = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} - ${words.product.name}`
    heading.current?.focus({ preventScroll: true })
  }, [title, words])
  return (
    <div className="sk-outside">
      <header>
        <ProductMark />
        <Disclosed label={words.shell.display}>
          <DisplayChoices />
        </Disclosed>
      </header>
      <main>
        <section className="sk-outside-form">
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {lead && <div className="sk-page-lead">{lead}</div>}
          </div>
          {children}
        </section>
        <aside className="sk-outside-about">
          <h2>{t.about}</h2>
          <p>{t.aboutText}</p>
          {aside}
        </aside>
      </main>
    </div>
  )
}
