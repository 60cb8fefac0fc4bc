import './NotFoundPage.css'
import { Page } from '../../webkit/Page.tsx'
import { ButtonLink } from '../../webkit/PageLink.tsx'
import { useWords } from '../../webkit/words/use-words.ts'

/** No such page. */
export function NotFoundPage() {
  const words = useWords().page
  return (
    <main className="sk-alone">
      <Page title={words.notFoundTitle} lead={words.notFound} width="narrow">
        <div className="sk-actions">
          <ButtonLink to="/today">{words.toToday}</ButtonLink>
        </div>
      </Page>
    </main>
  )
}
