import type { OutputOf } from '../../../base/endpoint.ts'
import { formatDay } from '../../../base/format-day.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { ListViews } from '../../../webkit/table/ListViews.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useRead, useReadPages } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import {
  exportGateHabits,
  FEWEST_FOR_SHARE,
  HABIT_PERIODS,
  type HabitLine,
  type HabitPeriod,
  listGateHabits,
  QUICK_SECONDS,
  readGateHabits,
} from '../contract.ts'
import { BrokenGlassList } from './BrokenGlassList.tsx'
import { habitWords } from './habit-words.ts'

type HabitsWords = (typeof habitWords)['ja']
type Summary = OutputOf<typeof readGateHabits>

/** 承認の実態: how long approvers look and what they decide, and what passed by emergency release (invariants 8, 14). */
export function HabitsPage() {
  const t = usePhrases(habitWords)
  const [filters] = useFilters()
  const period = HABIT_PERIODS.find((one) => one === filters['period']) ?? 'last_90_days'
  return (
    <Page title={t.title} lead={t.lead}>
      <ListViews
        label={t.periodLabel}
        to="/gate-habits"
        views={HABIT_PERIODS.map((one) => ({
          id: one,
          word: t.periods[one],
          search: { period: one },
          isCurrent: one === period,
        }))}
      />
      <Shown key={period} period={period} />
    </Page>
  )
}

function Shown({ period }: { readonly period: HabitPeriod }) {
  const t = usePhrases(habitWords)
  const summary = useRead(readGateHabits, { period }, { topic: 'gate-habits' })
  const habits = useReadPages(listGateHabits, { period }, { topic: 'gate-habits' })
  return (
    <>
      {summary.data ? <Together summary={summary.data} /> : <Waiting on={summary} />}
      <Section title={t.byApprover}>
        <p>{t.byApproverLead(FEWEST_FOR_SHARE)}</p>
        <Table
          caption={t.byApprover}
          columns={columns(t)}
          pages={habits}
          rowKey={({ personId }) => personId}
          empty={<Empty text={t.none} next={t.noneNext} />}
          exportOf={{ endpoint: exportGateHabits, input: { period } }}
        />
      </Section>
      <BrokenGlassList period={period} counts={summary.data?.glass} />
    </>
  )
}

function Together({ summary }: { readonly summary: Summary }) {
  const t = usePhrases(habitWords)
  const language = useLanguage()
  const days = t.from(formatDay(summary.firstOn, language), formatDay(summary.lastOn, language))
  return (
    <Section title={t.together}>
      <Facts
        of={[
          [t.days, days],
          [t.approvers, t.approversCount(summary.approverCount)],
          [t.decisions, <Counted key="decisions" count={summary.decisionCount} unit={t.cases} />],
          [t.passShare, shareText(t, summary.passShare) ?? t.tooFew],
          [t.median, timeText(t, summary.medianSecondsInView)],
          [t.quick(QUICK_SECONDS), quickText(t, summary)],
        ]}
      />
    </Section>
  )
}

function columns(t: HabitsWords): readonly Column<HabitLine>[] {
  return [
    { id: 'name', head: t.approver, kind: 'main', cell: ({ name }) => name },
    {
      id: 'decisions',
      head: t.decisions,
      kind: 'number',
      cell: ({ decisionCount }) => <Counted count={decisionCount} />,
    },
    {
      id: 'share',
      head: t.passShare,
      kind: 'number',
      cell: ({ passShare }) => shareText(t, passShare) ?? t.tooFewShort,
    },
    {
      id: 'findings',
      head: t.withFindings,
      kind: 'number',
      cell: ({ passWithFindingsCount }) => <Counted count={passWithFindingsCount} />,
    },
    { id: 'median', head: t.median, kind: 'number', cell: (line) => timeText(t, line.medianSecondsInView) },
    { id: 'quick', head: t.quick(QUICK_SECONDS), kind: 'number', cell: (line) => quickText(t, line) },
  ]
}

function shareText(t: HabitsWords, share: number | undefined): string | undefined {
  return share === undefined ? undefined : t.share((share * 100).toFixed(share === 0 || share === 1 ? 0 : 1))
}

function timeText(t: HabitsWords, seconds: number | undefined): string {
  if (seconds === undefined) return t.notMeasured
  const whole = Math.round(seconds)
  return whole < 60 ? t.seconds(whole) : t.minutes(Math.floor(whole / 60), whole % 60)
}

function quickText(
  t: HabitsWords,
  line: { measuredCount: number; quickCount: number; quickShare?: number | undefined },
) {
  if (line.measuredCount === 0) return t.notMeasured
  const share = shareText(t, line.quickShare)
  const counts = t.ofMeasured(line.quickCount, line.measuredCount)
  return share === undefined ? counts : `${share} (${counts})`
}
