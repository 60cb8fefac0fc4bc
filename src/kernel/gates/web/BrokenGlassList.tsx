import type { OutputOf } from '../../../base/endpoint.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import {
  exportBrokenGlass,
  type GlassLine,
  type HabitPeriod,
  listBrokenGlass,
  type readGateHabits,
} from '../contract.ts'
import { habitWords } from './habit-words.ts'
import { reviewConclusionWords } from './words.ts'

interface BrokenGlassListProps {
  readonly period: HabitPeriod
  readonly counts: OutputOf<typeof readGateHabits>['glass'] | undefined
}

/** 緊急解除: how often, and what its reviews concluded. */
export function BrokenGlassList({ period, counts }: BrokenGlassListProps) {
  const t = usePhrases(habitWords)
  const glasses = useReadPages(listBrokenGlass, { period }, { topic: 'gate-habits' })
  return (
    <Section title={t.glass}>
      <p>{t.glassLead}</p>
      {counts && counts.openedCount > 0 && (
        <Facts
          of={(
            [
              [t.glassOpened, counts.openedCount],
              [t.glassConfirmed, counts.confirmedCount],
              [t.glassPassed, counts.passedCount],
              [t.glassReviewed, counts.reviewedCount],
              [t.glassWaiting, counts.confirmedCount - counts.reviewedCount],
              [t.glassNotJustified, counts.notJustifiedCount],
            ] as const
          ).map(([word, count]) => [word, <Counted key={word} count={count} unit={t.cases} />])}
        />
      )}
      <Table
        caption={t.glass}
        columns={useColumns()}
        pages={glasses}
        rowKey={({ id }) => id}
        empty={<Empty text={t.glassNone} />}
        exportOf={{ endpoint: exportBrokenGlass, input: { period } }}
      />
    </Section>
  )
}

function useColumns(): readonly Column<GlassLine>[] {
  const t = usePhrases(habitWords)
  const say = useSay()
  return [
    { id: 'opened', head: t.openedAt, kind: 'main', cell: ({ openedAt }) => <Instant at={openedAt} /> },
    { id: 'opener', head: t.opener, cell: ({ openerName }) => openerName },
    { id: 'confirmer', head: t.confirmer, cell: ({ confirmerName }) => confirmerName ?? t.notConfirmed },
    { id: 'passed', head: t.passedAt, cell: ({ passedAt }) => (passedAt ? <Instant at={passedAt} /> : t.notPassed) },
    {
      id: 'review',
      head: t.review,
      cell: ({ conclusion, reviewerName, confirmedAt }) => {
        if (conclusion) {
          return (
            <>
              <StatusWord tone="passed" word={t.reviewed} />
              <div>{say(reviewConclusionWords[conclusion])}</div>
              <div className="sk-note">{reviewerName}</div>
            </>
          )
        }
        return confirmedAt ? <StatusWord tone="waiting" word={t.reviewWaits} /> : t.noReviewNeeded
      },
    },
  ]
}
