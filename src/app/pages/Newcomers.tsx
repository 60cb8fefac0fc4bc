import { Section } from '../../webkit/Page.tsx'
import { usePhrases } from '../../webkit/words/use-words.ts'
import { appWords } from './words.ts'

/** Beside the sign-in: how one looks around, and how one begins for real. */
export function Newcomers() {
  const t = usePhrases(appWords)
  return (
    <>
      <Section title={t.lookAround}>
        <p>{t.lookAroundText}</p>
      </Section>
    </>
  )
}
