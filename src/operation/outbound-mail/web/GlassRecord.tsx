import type { ReactNode } from 'react'
import type { z } from 'zod'
import { Day, Instant } from '../../../webkit/Instant.tsx'
import { Facts } from '../../../webkit/Page.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailGlass } from '../contract.ts'
import { reviewConclusionWords } from '../../../kernel/gates/web/words.ts'
import { glassWords } from './glass-words.ts'

type Row = readonly [name: string, value: ReactNode]

/** One emergency release from the asking to the review. */
export function GlassRecord({ glass }: { readonly glass: z.output<typeof MailGlass> }) {
  const t = usePhrases(glassWords)
  const say = useSay()
  const { review } = glass
  const rows: readonly (Row | false | undefined)[] = [
    [t.reason, glass.reason ?? t.reasonErased],
    [t.opener, glass.openerName],
    [t.openedAt, <Instant key="opened" at={glass.openedAt} />],
    [t.until, <Instant key="until" at={glass.expiresAt} />],
    [t.confirmer, glass.confirmerName ?? (glass.hasExpired ? t.lapsed : t.notConfirmed)],
    glass.confirmedAt !== undefined && [t.confirmedAt, <Instant key="confirmed" at={glass.confirmedAt} />],
    glass.confirmedAt !== undefined && [
      t.passedAt,
      glass.passedAt ? <Instant key="passed" at={glass.passedAt} /> : t.notPassed,
    ],
    glass.reviewDueOn !== undefined && [
      t.reviewDue,
      <span key="due">
        {glass.isReviewOverdue && <StatusWord tone="stopped" word={t.overdue} />} <Day on={glass.reviewDueOn} />
      </span>,
    ],
    review && [t.conclusion, say(reviewConclusionWords[review.conclusion])],
    review && [t.findings, review.findings ?? t.reasonErased],
    review && [t.reviewer, review.reviewerName],
    review && [t.reviewedAt, <Instant key="reviewed" at={review.at} />],
  ]
  return (
    <>
      {glass.confirmedAt && <StatusWord tone="stopped" word={t.mark} />}
      <Facts of={rows.filter((row) => row !== false && row !== undefined)} />
    </>
  )
}
