import type { ReactNode } from 'react'
import { Ask } from '../../../webkit/Ask.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { StatusMark } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailView } from '../contract.ts'
import { authorProblemWords, mailCheckWords } from '../words.ts'
import { mailAskWords } from './ask-words.ts'
import { mailSituation, type MailSituation, toneOf } from './mail-situation.ts'
import { WhyStopped } from './WhyStopped.tsx'

export type DoneAct = keyof (typeof mailAskWords.ja)['done']

export interface MailAskProps {
  readonly mail: MailView
  /** What the reader has just done; then the page says what happens next. */
  readonly done: DoneAct | undefined
  /** What has to be looked at, below the question. */
  readonly children?: ReactNode
}

/** The first thing on the page: what is asked of the reader, until when, and what is wrong. */
export function MailAsk({ mail, done, children }: MailAskProps) {
  const t = usePhrases(mailAskWords)
  const situation = mailSituation(mail)
  const isOffice = mail.standing === 'privacy_office'
  const title = situation.kind === 'no_author' && !isOffice ? t.asks.no_author_others : t.asks[situation.kind]
  return (
    <Ask tone={toneOf(situation)} labelledBy="mail-ask">
      <output className="sk-mail-done">{done && t.done[done]}</output>
      <h2 id="mail-ask">
        <StatusMark tone={toneOf(situation)} size="large" />
        {title}
      </h2>
      {mail.custody === 'held' && mail.expiresAt && situation.kind !== 'cooling' && (
        <p className="sk-mail-until">
          <strong>{t.until}</strong> <Instant at={mail.expiresAt} />
          {t.untilMeaning}
        </p>
      )}
      <What mail={mail} situation={situation} />
      {children}
    </Ask>
  )
}

function What({ mail, situation }: { readonly mail: MailView; readonly situation: MailSituation }) {
  const t = usePhrases(mailAskWords)
  const say = useSay()
  const texts = t.askTexts
  const sentBackWith = mail.panel?.stations.find(({ comment }) => comment)?.comment
  switch (situation.kind) {
    case 'no_author':
      return (
        <>
          {mail.authorProblem && <p>{say(authorProblemWords[mail.authorProblem])}</p>}
          <p>{texts.no_author}</p>
        </>
      )
    case 'stopped':
      return (
        <>
          {mail.standing !== 'author' && <p>{texts.othersAct}</p>}
          <WhyStopped
            panel={mail.panel!}
            domains={outsideDomains(mail)}
            isUndetermined={mail.mailClass === 'undetermined'}
            reader={mail.standing !== 'author' ? 'other' : mail.choices.length > 0 ? 'author_with_choices' : 'author'}
          />
        </>
      )
    case 'waiting': {
      const word = mailCheckWords[situation.station.check as keyof typeof mailCheckWords]
      const check = word ? say(word) : situation.station.check
      const names = situation.station.people.filter(({ decidedAt }) => !decidedAt).map(({ name }) => name)
      return <p>{names.length > 0 ? texts.waiting(check, names.join(t.between)) : texts.waitingNobody(check)}</p>
    }
    case 'cooling':
      return (
        <>
          <p>{texts.cooling(situation.minutes)}</p>
          <p className="sk-mail-until">
            <strong>{texts.leavesAt}</strong> <Instant at={situation.leavesAt} />
          </p>
          {mail.standing === 'author' && <p>{texts.mayWithdraw}</p>}
        </>
      )
    case 'sent_back':
      return (
        <>
          <p>{texts.sent_back}</p>
          {sentBackWith && <blockquote className="sk-mail-quote">{sentBackWith}</blockquote>}
        </>
      )
    default:
      return <p>{texts[situation.kind]}</p>
  }
}

const outsideDomains = (mail: MailView) => [
  ...new Set(mail.recipients.filter((one) => one.isOutside && one.delivery !== 'removed').map(({ domain }) => domain)),
]
