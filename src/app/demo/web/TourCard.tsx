import { Card } from '../../../webkit/Card.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useSession } from '../../../webkit/session.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printTourWords } from './print-tour-words.ts'
import { tourWords } from './words.ts'

/** Leads newcomers of the demonstration to the tour. */
export function TourCard() {
  const t = usePhrases(tourWords)
  const { isDemonstration } = useSession()
  if (!isDemonstration) return null
  return (
    <Card title={t.card} action={<ButtonLink to="/tour/case-a">{t.cardAction}</ButtonLink>}>
      <p>{t.cardText}</p>
    </Card>
  )
}

/** Leads them to the print job that was stopped. */
export function PrintTourCard() {
  const t = usePhrases(printTourWords)
  const { isDemonstration } = useSession()
  if (!isDemonstration) return null
  return (
    <Card title={t.card} action={<ButtonLink to="/tour/case-b">{t.cardAction}</ButtonLink>}>
      <p>{t.cardText}</p>
    </Card>
  )
}
