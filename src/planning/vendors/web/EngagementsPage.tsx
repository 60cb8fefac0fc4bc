import type { Word } from '../../../base/words.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import { useSearchedList } from '../../../webkit/table/use-searched-list.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import { exportEngagements, listEngagements } from '../contract.ts'
import { engagementStatusWords } from '../words.ts'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type Line = OutputOf<typeof listEngagements>['items'][number]
export const ENGAGEMENT_TONES = { draft: 'waiting', active: 'passed', closed: 'later' } as const

/** Every engagement that the person may see, with the state of its rosters. */
export function EngagementsPage() {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const mayEdit = useMay('vendors:edit')
  const engagements = useSearchedList(listEngagements, exportEngagements, { topic: 'vendors' })
  const add = (
    <ButtonLink tone="main" to="/vendors/engagements/add">
      {t.addEngagement}
    </ButtonLink>
  )
  return (
    <Page title={t.engagements} lead={t.engagementsLead} action={mayEdit && add}>
      <SearchedList
        {...engagements}
        caption={t.engagementList}
        hint={t.engagementSearchHint}
        columns={columns(t, say)}
        rowKey={(line) => line.id}
        empty={<Empty text={t.noEngagements} next={mayEdit && t.noEngagementsNext} />}
      />
    </Page>
  )
}

function columns(t: VendorsWords, say: (word: Word) => string): readonly Column<Line>[] {
  return [
    {
      id: 'name',
      head: t.name,
      kind: 'main',
      cell: (line) => <PageLink to={`/vendors/engagements/${line.id}`}>{line.name}</PageLink>,
    },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (line) => (
        <StatusWord tone={ENGAGEMENT_TONES[line.status]} word={say(engagementStatusWords[line.status])} />
      ),
    },
    { id: 'client', head: t.client, cell: (line) => line.clientName ?? '—' },
    {
      id: 'vendors',
      head: t.vendors,
      kind: 'number',
      cell: (line) => <Counted count={line.vendorCount} unit={t.cases} />,
    },
    {
      id: 'workers',
      head: t.workers,
      kind: 'number',
      cell: (line) => <Counted count={line.workerCount} unit={t.people} />,
    },
    {
      id: 'due',
      head: t.rosterDue,
      cell: (line) => <RosterDue dueOn={line.rosterDueOn} isOverdue={line.isRosterOverdue} />,
    },
  ]
}

/** By when a roster is due, and whether that day has passed. */
export function RosterDue({ dueOn, isOverdue }: { readonly dueOn: string | null; readonly isOverdue: boolean }) {
  const t = usePhrases(vendorsScreenWords)
  if (dueOn === null) return t.notOwed
  return (
    <>
      <StatusWord tone={isOverdue ? 'stopped' : 'passed'} word={isOverdue ? t.overdue : t.inTime} /> <Day on={dueOn} />
    </>
  )
}
