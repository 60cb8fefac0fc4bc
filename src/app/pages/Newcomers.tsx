import { Section } from '../../webkit/Page.tsx'
import { ButtonLink } from '../../webkit/PageLink.tsx'
import { useRead } from '../../webkit/use-read.ts'
import { usePhrases } from '../../webkit/words/use-words.ts'
import { showFirstPage } from '../organisations/contract.ts'
import { appWords } from './words.ts'

/** Beside the sign-in of a new installation: how one looks around, and how one begins for real. */
export function Newcomers() {
  const t = usePhrases(appWords)
  const first = useRead(showFirstPage, {}, { topic: 'organisations' })
  return (
    <>
      {first.data?.hasDemo && (
        <Section title={t.lookAround}>
          <p>{t.lookAroundText}</p>
        </Section>
      )}
      {first.data?.mayFound && (
        <Section title={t.found}>
          <p>{t.foundText}</p>
          <div>
            <ButtonLink to="/found">{t.found}</ButtonLink>
          </div>
        </Section>
      )}
    </>
  )
}
