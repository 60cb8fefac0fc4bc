import { Button } from '../../webkit/Button.tsx'
import { Page } from '../../webkit/Page.tsx'
import { useWords } from '../../webkit/words/use-words.ts'

/** A page that broke, or whose code could not be fetched (a newer version was installed meanwhile). */
export function FaultPage() {
  const words = useWords()
  return (
    <Page title={words.problem.faultTitle} lead={words.problem.unknown} width="narrow">
      <div className="sk-actions">
        <Button tone="main" onPress={() => window.location.reload()}>
          {words.problem.tryAgain}
        </Button>
      </div>
    </Page>
  )
}
