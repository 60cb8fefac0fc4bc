import { useState } from 'react'
import { GatePanel } from '../../../webkit/gate-panel/GatePanel.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { listMails, type MailView, readMail } from '../contract.ts'
import { custodyWords } from '../words.ts'
import { mailAskWords } from './ask-words.ts'
import { Attachments } from './Attachments.tsx'
import { BreakGlass } from './BreakGlass.tsx'
import { Approval, SelfCheck, Withdrawal } from './Decision.tsx'
import { EngagementPart } from './EngagementForm.tsx'
import { FindingTicks } from './FindingTicks.tsx'
import { FreezeSection } from './FreezeSection.tsx'
import { mailPanelWords, withoutRepetition } from './gate-words.ts'
import { mailListWords } from './list-words.ts'
import { type DoneAct, MailAsk } from './MailAsk.tsx'
import { MailFacts } from './MailFacts.tsx'
import { mailSituation, mayWithdraw } from './mail-situation.ts'
import { MailText } from './MailText.tsx'
import { MailTimeline } from './MailTimeline.tsx'
import { NameAuthorForm } from './NameAuthorForm.tsx'
import { Outcome } from './Outcome.tsx'
import { Recipients } from './Recipients.tsx'
import { ReachedLists, RuleAsks } from './RuleAsks.tsx'
import { useLooking } from './use-looking.ts'
import { toLookAt } from './what-is-missing.ts'
import './Mail.css'

/** One mail: what is asked and until when, what is wrong, the evidence, the gate, what happened, the rest. */
export function MailPage() {
  const t = usePhrases(mailAskWords)
  const mailId = usePathParameter('mailId')
  const mail = useRead(readMail, { mailId }, { topic: 'outbound-mail' })
  // While another mail is on its way, the one before it must not be taken for it.
  if (!mail.data || mail.data.id !== mailId) {
    return (
      <Page title={t.mail}>
        <Waiting on={mail} />
      </Page>
    )
  }
  return <OneMail key={mailId} mail={mail.data} />
}

function OneMail({ mail }: { readonly mail: MailView }) {
  const t = usePhrases(mailAskWords)
  const list = usePhrases(mailListWords)
  const say = useSay()
  const [done, setDone] = useState<DoneAct>()
  return (
    <Page
      title={mail.subjectLine || list.noSubject}
      lead={
        <span className="sk-mail-lead">
          <StatusWord tone="plain" word={say(custodyWords[mail.custody])} />
          {mail.authorName ? t.from(mail.authorName) : list.unknownAuthor}
          {mail.engagement && ` · ${mail.engagement.name}`}
        </span>
      }
    >
      {/* A new revision is looked at from the beginning. */}
      <LookedAt key={mail.panel?.revisionHash} mail={mail} done={done} onDone={setDone} />
    </Page>
  )
}

interface LookedAtProps {
  readonly mail: MailView
  readonly done: DoneAct | undefined
  readonly onDone: (act: DoneAct) => void
}

function LookedAt({ mail, done, onDone }: LookedAtProps) {
  const looking = useLooking()
  const situation = mailSituation(mail)
  const isSelfCheck = situation.kind === 'self_check'
  const isAsked = isSelfCheck || situation.kind === 'approve'
  const toSee = isAsked ? toLookAt(mail, isSelfCheck ? 'author' : 'approver') : undefined
  return (
    <div className="sk-mail">
      <MailAsk mail={mail} done={done}>
        {toSee && toSee.findings.length > 0 && <FindingTicks mail={mail} looking={looking} toLookAt={toSee} />}
        {(done === 'approve' || done === 'send_back') && <NextMail after={mail.id} />}
      </MailAsk>
      <div className="sk-mail-evidence">
        {situation.kind === 'no_author' && mail.standing === 'privacy_office' && (
          <NameAuthorForm mailId={mail.id} onNamed={() => onDone('name_author')} />
        )}
        {mail.custody !== 'held' && <Outcome mail={mail} />}
        <Recipients mail={mail} looking={looking} toLookAt={toSee} onDropped={() => onDone('drop')} />
        <ReachedLists mail={mail} />
        {mail.reading && <Attachments mail={mail} looking={looking} toLookAt={toSee} />}
        {mail.custody === 'held' && <EngagementPart mail={mail} onNamed={() => onDone('name_engagement')} />}
        {mail.reading && <MailText reading={mail.reading} />}
      </div>
      <div className="sk-mail-gate">
        <RuleAsks mail={mail} />
        {isSelfCheck && toSee && <SelfCheck mail={mail} looking={looking} toLookAt={toSee} onDone={onDone} />}
        {situation.kind === 'approve' && toSee && (
          <Approval mail={mail} looking={looking} toLookAt={toSee} onDone={onDone} check={situation.check} />
        )}
        {mail.panel && (
          <GatePanel panel={withoutRepetition(mail.panel)} words={mailPanelWords(mail.panel)} isToldAbove />
        )}
        <BreakGlass key={mail.glass?.next?.act} mail={mail} />
        {mayWithdraw(mail) && <Withdrawal mail={mail} onDone={onDone} />}
      </div>
      <div className="sk-mail-rest">
        <MailTimeline mailId={mail.id} />
        <FreezeSection mail={mail} />
        <MailFacts mail={mail} />
      </div>
    </div>
  )
}

/** Whoever has decided goes on to what has waited longest. */
function NextMail({ after }: { readonly after: string }) {
  const t = usePhrases(mailAskWords)
  const list = usePhrases(mailListWords)
  const waiting = useRead(listMails, { view: 'waiting', size: 20 }, { topic: 'outbound-mail' })
  const next = waiting.data?.items.find(({ id, waitingCheck }) => id !== after && waitingCheck !== 'self-check')
  if (!waiting.data) return null
  return next ? (
    <div>
      <ButtonLink to={`/outbound-mail/${next.id}`}>{t.next(next.subjectLine || list.noSubject)}</ButtonLink>
    </div>
  ) : (
    <p>
      {t.noMore} <PageLink to="/outbound-mail">{t.backToList}</PageLink>
    </p>
  )
}
