import { Empty } from '../../webkit/Empty.tsx'
import { Lazy } from '../../webkit/Lazy.tsx'
import { Page } from '../../webkit/Page.tsx'
import { useSession } from '../../webkit/session.ts'
import { usePhrases } from '../../webkit/words/use-words.ts'
import { allTodayCards } from './all-pages.ts'
import { appWords } from './words.ts'
import './TodayPage.css'

/**
 * 今日: the cards of all modules that this person may see, nearest first; at most seven show. A card with nothing to say is
 * not there at all, and when none is there, the page says so.
 */
export function TodayPage() {
  const t = usePhrases(appWords)
  const { personName, rights } = useSession()
  const cards = allTodayCards.filter((card) => card.right === undefined || rights.has(card.right))
  return (
    <Page title={t.today} lead={t.todayLead(personName)}>
      <div className="sk-today">
        {cards
          .toSorted((a, b) => a.order - b.order)
          .map((card) => (
            <Lazy key={card.id} load={card.load} />
          ))}
      </div>
      <div className="sk-today-empty">
        <Empty text={t.nothingWaits} next={t.nothingWaitsNext} />
      </div>
    </Page>
  )
}
