import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type RULE_SCOPES, type SendingRules, type Treatment, tryOnPastMail } from '../sending-rules/contract.ts'
import { ruleFindingWords } from '../sending-rules/words.ts'
import { readNumber } from '../../../webkit/form/read-number.ts'
import { sendingRuleWords } from './sending-rule-words.ts'

export interface RulesTrialProps {
  readonly draft: { readonly scope: (typeof RULE_SCOPES)[number]; readonly key: string; readonly rules: SendingRules }
  /** Shows what is wrong with the draft, if anything is. */
  readonly mayRun: () => boolean
}

type Tried = OutputOf<typeof tryOnPastMail>

/** A dry run: which mail of the last days would have been treated differently. */
export function RulesTrial({ draft, mayRun }: RulesTrialProps) {
  const t = usePhrases(sendingRuleWords)
  const trial = useAct(tryOnPastMail)
  const [days, setDays] = useState('30')
  const [isWrong, setWrong] = useState(false)
  const [tried, setTried] = useState<{ readonly result: Tried; readonly of: string }>()
  const run = async () => {
    const read = readNumber(days, 1, 90)
    setWrong(read === undefined)
    if (!mayRun() || read === undefined) return
    const result = await trial.run({ ...draft, days: Math.round(read) })
    setTried(result && { result, of: JSON.stringify(draft) })
  }
  // What was tried before the draft was changed says nothing of it.
  const result = tried?.of === JSON.stringify(draft) ? tried.result : undefined
  return (
    <fieldset className="sk-rule-trial">
      <legend>{t.trial}</legend>
      <p>{t.trialLead}</p>
      {trial.problem && <ProblemNotice problem={trial.problem} />}
      <TextField
        name="days"
        label={t.trialDays}
        value={days}
        onChange={setDays}
        inputMode="numeric"
        autoComplete="off"
        error={isWrong ? t.number(1, 90) : undefined}
      />
      <div className="sk-actions">
        <Button onPress={run} isBusy={trial.isBusy}>
          {t.trial}
        </Button>
      </div>
      <output>{result && <TrialResult result={result} />}</output>
    </fieldset>
  )
}

function TrialResult({ result }: { readonly result: Tried }) {
  const t = usePhrases(sendingRuleWords)
  const treatment = useTreatment()
  return (
    <>
      <p>
        <strong>{t.trialResult(result.mailCount, result.changedCount, result.stricterCount)}</strong>
      </p>
      {result.isCut && <p>{t.trialCut}</p>}
      {result.unreadableCount > 0 && <p>{t.trialUnreadable(result.unreadableCount)}</p>}
      {result.changedCount > result.changed.length && <p>{t.trialShown(result.changed.length)}</p>}
      <Table
        caption={t.trialList}
        columns={changedColumns(t, treatment)}
        rows={result.changed}
        rowKey={({ mailId }) => mailId}
        empty={<p>{t.trialNone}</p>}
      />
    </>
  )
}

/** How a mail is treated, in one line. */
function useTreatment(): (treatment: Treatment) => string {
  const t = usePhrases(sendingRuleWords)
  const say = useSay()
  return ({ isForbidden, told, needsReason, supervisors, office, coolDownSeconds }) =>
    [
      ...(isForbidden ? [t.treatment.forbidden] : []),
      t.treatment.supervisors(supervisors),
      ...(office > 0 ? [t.treatment.office(office)] : []),
      ...(needsReason ? [t.treatment.reason] : []),
      t.treatment.coolDown(Math.round(coolDownSeconds / 60)),
      ...(told.length > 0 ? [t.treatment.told(told.map((one) => say(ruleFindingWords[one])).join(t.between))] : []),
    ].join(t.between)
}

function changedColumns(
  t: typeof sendingRuleWords.ja,
  treatment: (one: Treatment) => string,
): readonly Column<Tried['changed'][number]>[] {
  return [
    {
      id: 'subject',
      head: t.subject,
      kind: 'main',
      cell: ({ mailId, subjectLine }) => (
        <PageLink to={`/outbound-mail/${mailId}`}>{subjectLine || t.noSubject}</PageLink>
      ),
    },
    { id: 'author', head: t.author, cell: ({ authorName }) => authorName ?? '' },
    { id: 'received', head: t.received, cell: ({ receivedAt }) => <Instant at={receivedAt} /> },
    { id: 'before', head: t.before, cell: ({ before }) => treatment(before) },
    { id: 'after', head: t.after, cell: ({ after }) => treatment(after) },
  ]
}
