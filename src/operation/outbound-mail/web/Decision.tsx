import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { LongTextField } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { approveMail, type MailView, selfCheckMail, sendBackMail, withdrawMail } from '../contract.ts'
import { ConfirmedButton } from './ConfirmedButton.tsx'
import { mailDecisionWords } from './decision-words.ts'
import type { DoneAct } from './MailAsk.tsx'
import type { Looking } from './use-looking.ts'
import { sendingRuleWords } from './sending-rule-words.ts'
import { type Missing, type ToLookAt, whatIsMissing } from './what-is-missing.ts'

const TOPICS = { topics: ['outbound-mail'] }

export interface DecisionProps {
  readonly mail: MailView
  readonly looking: Looking
  readonly toLookAt: ToLookAt
  readonly onDone: (act: DoneAct) => void
}

/** Self-check (自己確認): the author states that everything is right. */
export function SelfCheck({ mail, looking, toLookAt, onDone }: DecisionProps) {
  const t = usePhrases(mailDecisionWords)
  const check = useAct(selfCheckMail, TOPICS)
  const rules = usePhrases(sendingRuleWords)
  const [reason, setReason] = useState('')
  const isAsked = mail.askedMore.some(({ needsReason }) => needsReason)
  const isUnsaid = isAsked && reason.trim() === ''
  const missing = whatIsMissing(toLookAt, looking.ticked, looking.seen)
  const state = async () => {
    const input = { ...decisionInput(mail, looking, toLookAt), ...(reason.trim() && { reason: reason.trim() }) }
    const answer = await check.run(input)
    if (answer) onDone(isDecided(answer, 'self-check') ? 'self_check' : 'looked_again')
  }
  return (
    <Section title={t.selfCheckTitle}>
      <p>{t.selfCheckLead}</p>
      {check.problem && <ProblemNotice problem={check.problem} />}
      {isAsked && (
        <LongTextField
          name="reason"
          label={rules.reason}
          hint={rules.reasonHint}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={500}
        />
      )}
      <Button
        tone="main"
        onPress={state}
        isBusy={check.isBusy}
        disabledReason={missingText(missing, t, [
          ...(mail.purpose === undefined ? [t.missing.engagement] : []),
          ...(isUnsaid ? [rules.reasonMissing] : []),
        ])}
      >
        {t.selfCheck}
      </Button>
    </Section>
  )
}

/** Approval (上長承認): somebody else lets it go, or gives it back with a comment. */
export function Approval(props: DecisionProps & { readonly check: string }) {
  const { mail, looking, toLookAt, onDone } = props
  const t = usePhrases(mailDecisionWords)
  const approve = useAct(approveMail, TOPICS)
  const sendBack = useAct(sendBackMail, TOPICS)
  const [comment, setComment] = useState('')
  const missing = whatIsMissing(toLookAt, looking.ticked, looking.seen)
  const problem = approve.problem ?? sendBack.problem
  const input = { ...decisionInput(mail, looking, toLookAt), check: props.check }
  const pass = async () => {
    const answer = await approve.run({ ...input, ...(comment.trim() && { comment }) })
    if (answer) onDone(isDecided(answer, input.check) ? 'approve' : 'looked_again')
  }
  const giveBack = async () => {
    const { mailId, revisionHash, check } = input
    if (await sendBack.run({ mailId, revisionHash, check, comment })) onDone('send_back')
  }
  return (
    <Section title={t.approvalTitle}>
      <p>{t.approvalLead}</p>
      <Progress mail={mail} check={props.check} />
      {problem && <ProblemNotice problem={problem} />}
      <Button tone="main" onPress={pass} isBusy={approve.isBusy} disabledReason={missingText(missing, t)}>
        {t.approve}
      </Button>
      <LongTextField
        name="comment"
        label={t.comment}
        hint={t.commentHint}
        value={comment}
        onChange={setComment}
        rows={3}
        maxLength={500}
        isOptional
      />
      <Button
        onPress={giveBack}
        isBusy={sendBack.isBusy}
        disabledReason={comment.trim() === '' ? t.commentMissing : undefined}
      >
        {t.sendBack}
      </Button>
    </Section>
  )
}

/** How many of those who are needed have approved already. */
function Progress({ mail, check }: { readonly mail: MailView; readonly check: string }) {
  const t = usePhrases(sendingRuleWords)
  const station = mail.panel?.stations.find((one) => one.check === check)
  if (station?.needed === undefined) return null
  const done = station.people.filter(({ decidedAt }) => decidedAt !== undefined).length
  const left = station.needed - done - 1
  return (
    <p>
      <strong>{t.progress(done, station.needed)}</strong> {left > 0 ? t.progressMore(left) : t.progressLast}
    </p>
  )
}

/** Withdrawal (取下げ), as long as nothing has left. */
export function Withdrawal({ mail, onDone }: Pick<DecisionProps, 'mail' | 'onDone'>) {
  const t = usePhrases(mailDecisionWords)
  const withdraw = useAct(withdrawMail, TOPICS)
  const takeBack = async () => {
    if (await withdraw.run({ mailId: mail.id })) onDone('withdraw')
  }
  return (
    <Section title={t.withdrawTitle}>
      <p>{t.withdrawLead}</p>
      {withdraw.problem && <ProblemNotice problem={withdraw.problem} />}
      <ConfirmedButton
        text={t.withdraw}
        asks={t.withdrawAsk}
        yes={t.withdrawYes}
        isBusy={withdraw.isBusy}
        onConfirm={takeBack}
        tone="plain"
      />
    </Section>
  )
}

const decisionInput = (mail: MailView, looking: Looking, { findings }: ToLookAt) => ({
  mailId: mail.id,
  revisionHash: mail.panel!.revisionHash,
  findingIds: findings.map(({ id }) => id).filter((id) => looking.ticked.has(id)),
  secondsInView: looking.secondsInView(),
})

/** Where the machine said something else by then, nothing was decided: it is asked again, of the author first. */
const isDecided = ({ panel, waitingCheck }: MailView, check: string): boolean =>
  waitingCheck !== check && !panel?.stations.some((one) => one.check === 'self-check' && one.state === 'waiting')

/** Why the button cannot be used yet, or undefined when everything has been looked at. */
function missingText(
  missing: Missing,
  t: typeof mailDecisionWords.ja,
  first: readonly string[] = [],
): string | undefined {
  const { findings, recipients, attachments, unseenRecipients, unseenAttachments } = missing
  const texts = [
    ...first,
    findings > 0 && t.missing.findings(findings),
    recipients > 0 && t.missing.recipients(recipients),
    attachments > 0 && t.missing.attachments(attachments),
    unseenRecipients + unseenAttachments > 0 && t.missing.unseen(unseenRecipients, unseenAttachments),
  ].filter((text) => text !== false)
  return texts.length === 0 ? undefined : `${texts.join(t.missing.between)}${t.missing.end}`
}
