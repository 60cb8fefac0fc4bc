import { Card } from '../../../webkit/Card.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { listHeldMails, listMails, type MailLine } from '../contract.ts'
import { mailCheckWords } from '../words.ts'
import { mailListWords } from './list-words.ts'
import { stageOf } from './mail-stage.ts'
import { MailStageWord } from './MailStageWord.tsx'

const SHOWN = 3
const ASKED = { size: 50 }
const LIVE = { topic: 'outbound-mail' }

/** 承認待ちのメール: the oldest first, and the button leads straight to it. */
export function MailsToApprove() {
  const t = usePhrases(mailListWords)
  const waiting = useRead(listMails, { view: 'waiting', ...ASKED }, LIVE)
  const mails = waiting.data?.items.filter(({ waitingCheck }) => waitingCheck !== 'self-check') ?? []
  if (mails.length === 0) return null
  return (
    <Card
      title={t.cards.approval}
      count={counted(mails.length, waiting.data?.nextCursor, t)}
      tone="waiting"
      due={<NearestEnd mails={mails} />}
      action={
        <ButtonLink tone="main" to={`/outbound-mail/${mails[0]!.id}`}>
          {t.cards.look}
        </ButtonLink>
      }
    >
      <Lines mails={mails} isWithAuthor />
    </Card>
  )
}

/** 私の送信待ち: where my own mail stands; what I have to do comes first. */
export function MyMailsOnTheirWay() {
  const t = usePhrases(mailListWords)
  const mine = useRead(listMails, { view: 'mine', ...ASKED }, LIVE)
  const held = mine.data?.items.filter(({ custody }) => custody === 'held') ?? []
  if (held.length === 0) return null
  const isMine = (line: MailLine) => ['stopped', 'self_check'].includes(stageOf(line) ?? '')
  const sorted = [...held.filter(isMine), ...held.filter((line) => !isMine(line))]
  const tone = held.some((line) => stageOf(line) === 'stopped') ? 'stopped' : 'waiting'
  return (
    <Card
      title={t.cards.own}
      count={counted(held.length, mine.data?.nextCursor, t)}
      tone={tone}
      due={<NearestEnd mails={held} />}
      action={<ButtonLink to={`/outbound-mail/${sorted[0]!.id}`}>{t.cards.lookOwn}</ButtonLink>}
    >
      <Lines mails={sorted} />
    </Card>
  )
}

/** 確認が遅れているメール: it waits for somebody else, and I was told because it has waited too long. */
export function MailsThatAreLate() {
  const t = usePhrases(mailListWords)
  const say = useSay()
  const late = useRead(listMails, { view: 'escalated', ...ASKED }, LIVE)
  const mails = late.data?.items ?? []
  if (mails.length === 0) return null
  return (
    <Card
      title={t.cards.late}
      count={counted(mails.length, late.data?.nextCursor, t)}
      tone="waiting"
      due={<NearestEnd mails={mails} />}
      action={<ButtonLink to={`/outbound-mail/${mails[0]!.id}`}>{t.cards.lookOwn}</ButtonLink>}
    >
      <ul>
        {mails.slice(0, SHOWN).map((line) => {
          const word = mailCheckWords[line.lateCheck as keyof typeof mailCheckWords]
          return (
            <li key={line.id}>
              <PageLink to={`/outbound-mail/${line.id}`}>{line.subjectLine || t.noSubject}</PageLink>
              <p className="sk-mail-note">
                {line.authorName} · {t.cards.lateWaiting(word ? say(word) : (line.lateCheck ?? ''))} ·{' '}
                <Instant at={line.waitingSince ?? line.receivedAt} />
                {t.cards.waitingSince}
              </p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** 止まっているメール: nobody is asked about these, so the privacy office is. */
export function MailsStandingStill() {
  const t = usePhrases(mailListWords)
  const stuck = useRead(listHeldMails, { onlyStuck: 'true', ...ASKED }, LIVE)
  const mails = stuck.data?.items ?? []
  if (mails.length === 0) return null
  return (
    <Card
      title={t.cards.stuck}
      count={counted(mails.length, stuck.data?.nextCursor, t)}
      tone="stopped"
      due={<NearestEnd mails={mails} />}
      action={<ButtonLink to={`/outbound-mail/${mails[0]!.id}`}>{t.cards.lookOwn}</ButtonLink>}
    >
      <Lines mails={mails} />
    </Card>
  )
}

function Lines({
  mails,
  isWithAuthor = false,
}: {
  readonly mails: readonly MailLine[]
  readonly isWithAuthor?: boolean
}) {
  const t = usePhrases(mailListWords)
  return (
    <ul>
      {mails.slice(0, SHOWN).map((line) => (
        <li key={line.id}>
          <PageLink to={`/outbound-mail/${line.id}`}>{line.subjectLine || t.noSubject}</PageLink>
          {isWithAuthor ? (
            <p className="sk-mail-note">
              {line.authorName} · <Instant at={line.waitingSince ?? line.receivedAt} />
              {t.cards.waitingSince}
            </p>
          ) : (
            <p>
              <MailStageWord line={line} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function NearestEnd({ mails }: { readonly mails: readonly MailLine[] }) {
  const t = usePhrases(mailListWords)
  const [first] = mails.flatMap(({ expiresAt }) => expiresAt ?? []).toSorted()
  return first ? (
    <>
      {t.cards.nearest}: <Instant at={first} />
    </>
  ) : null
}

/** The list is read up to its fiftieth row; what lies behind is said to be more. */
const counted = (count: number, more: string | undefined, t: typeof mailListWords.ja) =>
  more ? t.cards.atLeast(count) : t.cards.count(count)
