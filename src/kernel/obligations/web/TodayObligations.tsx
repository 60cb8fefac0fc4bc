import { Card } from '../../../webkit/Card.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { listMyObligations } from '../contract.ts'
import { obligationScreenWords } from './words.ts'

const SHOWN = 3

/** 期限: what this person has to see to, the nearest first. */
export function TodayObligations() {
  const t = usePhrases(obligationScreenWords)
  const say = useSay()
  const mine = useRead(listMyObligations, { size: 50 }, { topic: 'obligations' })
  const lines = mine.data?.items ?? []
  const [first] = lines
  if (!first) return null
  return (
    <Card
      title={t.card}
      count={mine.data?.nextCursor ? t.cardAtLeast(lines.length) : t.cardCount(lines.length)}
      tone={first.state === 'overdue' ? 'stopped' : 'waiting'}
      due={
        <>
          {t.nearest}: <Day on={first.dueOn} />
        </>
      }
      action={<ButtonLink to="/obligations">{t.lookAll}</ButtonLink>}
    >
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.id}>
            {line.link ? <PageLink to={line.link}>{say(line.word)}</PageLink> : say(line.word)}
            {line.about && <p className="sk-note">{say(line.about)}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
