import { formatDay } from '../../../base/format-day.ts'
import { useLanguage } from '../../../webkit/appearance.ts'
import { Empty } from '../../../webkit/Empty.tsx'
import { Day, Instant } from '../../../webkit/Instant.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { ListViews } from '../../../webkit/table/ListViews.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import {
  exportAllObligations,
  exportMyObligations,
  listAllObligations,
  listMyObligations,
  OBLIGATION_VIEWS,
  type ObligationLine,
} from '../contract.ts'
import { obligationStateWords } from '../words.ts'
import { obligationChangeWords } from './change-words.ts'
import { obligationScreenWords } from './words.ts'

const VIEWS = ['mine', 'all'] as const
export const OBLIGATION_TONES = {
  open: 'waiting',
  overdue: 'stopped',
  discharged: 'passed',
  discharged_late: 'later',
} as const

/** 期限: what is due, for whom, and what is overdue; everybody's own, and for those who oversee it everybody's. */
export function ObligationsPage() {
  const t = usePhrases(obligationScreenWords)
  const [filters] = useFilters()
  const mayOversee = useMay('obligations:oversee')
  const views = VIEWS.filter((one) => one === 'mine' || mayOversee)
  const view = views.find((one) => one === filters['view']) ?? 'mine'
  const show = OBLIGATION_VIEWS.find((one) => one === filters['show']) ?? 'open'
  return (
    <Page title={t.title} lead={t.lead}>
      {views.length > 1 && (
        <ListViews
          label={t.viewsLabel}
          to="/obligations"
          views={views.map((one) => ({
            id: one,
            word: t.views[one],
            search: { view: one, show },
            isCurrent: one === view,
          }))}
        />
      )}
      <ListViews
        label={t.showLabel}
        to="/obligations"
        views={OBLIGATION_VIEWS.map((one) => ({
          id: one,
          word: t.shows[one],
          search: { view, show: one },
          isCurrent: one === show,
        }))}
      />
      <Obligations key={`${view} ${show}`} view={view} show={show} />
    </Page>
  )
}

interface ObligationsProps {
  readonly view: (typeof VIEWS)[number]
  readonly show: (typeof OBLIGATION_VIEWS)[number]
}

function Obligations({ view, show }: ObligationsProps) {
  const t = usePhrases(obligationScreenWords)
  const columns = useColumns()
  const [list, file] =
    view === 'all' ? [listAllObligations, exportAllObligations] : [listMyObligations, exportMyObligations]
  const obligations = useReadPages(list, { show }, { topic: 'obligations' })
  const none = {
    open: view === 'mine' ? <Empty text={t.noneMine} next={t.noneMineNext} /> : <Empty text={t.noneAll} />,
    overdue: <Empty text={t.noneOverdue} />,
    discharged: <Empty text={t.noneDischarged} />,
  }
  return (
    <Table
      caption={t.list}
      columns={columns}
      pages={obligations}
      rowKey={({ id }) => id}
      empty={none[show]}
      exportOf={{ endpoint: file, input: { show } }}
    />
  )
}

function useColumns(): readonly Column<ObligationLine>[] {
  const t = usePhrases(obligationScreenWords)
  const change = usePhrases(obligationChangeWords)
  const say = useSay()
  const language = useLanguage()
  return [
    {
      id: 'what',
      head: t.what,
      kind: 'main',
      cell: ({ link, word }) => (link ? <PageLink to={link}>{say(word)}</PageLink> : say(word)),
    },
    { id: 'about', head: t.about, cell: ({ about }) => about && say(about) },
    {
      id: 'responsible',
      head: t.responsible,
      cell: ({ id, word, responsible }) => (
        <>
          {say(responsible)}
          <div className="sk-note">
            <PageLink to={`/obligations/${id}`} label={change.detailsOf(say(word))}>
              {change.details}
            </PageLink>
          </div>
        </>
      ),
    },
    {
      id: 'due',
      head: t.dueOn,
      cell: ({ dueOn, firstDueOn, isProvisional }) => (
        <>
          <Day on={dueOn} />
          {firstDueOn !== dueOn && <div className="sk-note">{t.firstDueOn(formatDay(firstDueOn, language))}</div>}
          {isProvisional && <div className="sk-note">{t.provisional}</div>}
        </>
      ),
    },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: ({ state, dischargedAt }) => (
        <>
          <StatusWord tone={OBLIGATION_TONES[state]} word={say(obligationStateWords[state])} />
          {dischargedAt && (
            <div className="sk-note">
              <Instant at={dischargedAt} />
            </div>
          )}
        </>
      ),
    },
  ]
}
