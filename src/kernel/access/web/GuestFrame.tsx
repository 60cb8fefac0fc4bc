import type { ReactNode } from 'react'
import { DisplayChoices } from '../../../webkit/shell/DisplayChoices.tsx'
import { Disclosed } from '../../../webkit/shell/Disclosed.tsx'
import { ProductMark } from '../../../webkit/shell/ProductMark.tsx'
import { useWords } from '../../../webkit/words/use-words.ts'
import './OutsidePage.css'

/** Around what a guest is asked: no menu, since there is nothing else that they may open. */
export function GuestFrame({ lead, children }: { readonly lead: string; readonly children: ReactNode }) {
  const words = useWords()
  return (
    <div className="sk-outside">
      <header>
        <ProductMark />
        <Disclosed label={words.shell.display}>
          <DisplayChoices />
        </Disclosed>
      </header>
      <main className="sk-guest">
        <p className="sk-outside-note">{lead}</p>
        {children}
      </main>
    </div>
  )
}
