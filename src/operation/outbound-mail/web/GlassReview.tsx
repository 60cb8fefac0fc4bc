import { useState } from 'react'
import type { z } from 'zod'
import { reviewConclusionWords } from '../../../kernel/gates/web/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField, LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useMay } from '../../../webkit/session.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { type MailGlass, REVIEW_CONCLUSIONS, reviewBreakGlass } from '../contract.ts'
import { glassWords } from './glass-words.ts'

export interface GlassReviewProps {
  readonly mailId: string
  readonly glass: z.output<typeof MailGlass>
  readonly refusedFor: string | undefined
}

/** 見直し: a third person says whether it was right, which ends the obligation. */
export function GlassReview({ mailId, glass, refusedFor }: GlassReviewProps) {
  const t = usePhrases(glassWords)
  const say = useSay()
  const may = useMay('outbound-mail:review-glass')
  const review = useAct(reviewBreakGlass, { topics: ['outbound-mail', 'obligations'] })
  const [conclusion, setConclusion] = useState('')
  const [findings, setFindings] = useState('')
  const chosen = REVIEW_CONCLUSIONS.find((one) => one === conclusion)
  const submit = () =>
    chosen && findings.trim() !== ''
      ? review.run({ mailId, breakGlassId: glass.id, conclusion: chosen, findings: findings.trim() })
      : undefined
  return (
    <>
      <h3>{t.reviewTitle}</h3>
      <p>{t.reviewLead}</p>
      {!may || refusedFor ? (
        <p>{t.refused[refusedFor ?? 'not_allowed']}</p>
      ) : (
        <Form onSubmit={submit} problem={review.problem} label={t.reviewTitle}>
          <ChoiceField
            name="conclusion"
            label={t.conclusion}
            value={conclusion}
            onChange={setConclusion}
            choices={REVIEW_CONCLUSIONS.map((value) => ({ value, word: say(reviewConclusionWords[value]) }))}
          />
          <LongTextField
            name="findings"
            label={t.findings}
            hint={t.findingsHint}
            value={findings}
            onChange={setFindings}
            maxLength={2000}
          />
          <Button
            tone="main"
            type="submit"
            isBusy={review.isBusy}
            disabledReason={chosen && findings.trim() !== '' ? undefined : t.findingsMissing}
          >
            {t.review}
          </Button>
        </Form>
      )}
    </>
  )
}
