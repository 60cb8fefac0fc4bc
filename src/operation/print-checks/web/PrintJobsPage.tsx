import { Empty } from '../../../webkit/Empty.tsx'
import { LiveMark } from '../../../webkit/LiveRefresh.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink } from '../../../webkit/PageLink.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { ListViews } from '../../../webkit/table/ListViews.tsx'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import { useSearchedList } from '../../../webkit/table/use-searched-list.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportPrintJobs, listPrintJobs } from '../contract.ts'
import { jobColumns } from './job-columns.tsx'
import { printJobWords } from './job-words.ts'
import './Print.css'

const VIEWS = ['all', 'mine'] as const

/** ゲート → 印刷チェック: all jobs, and those that wait for me. */
export function PrintJobsPage() {
  const t = usePhrases(printJobWords)
  const say = useSay()
  const mayManage = useMay('print-checks:manage')
  const [filters] = useFilters()
  const view = VIEWS.find((one) => one === filters['view']) ?? 'all'
  const jobs = useSearchedList(listPrintJobs, exportPrintJobs, {
    topic: 'print-checks',
    narrowed: view === 'mine' ? { isMine: 'true' } : {},
  })
  const empty =
    view === 'mine' ? (
      <Empty text={t.noneMine} next={t.noneMineNext} />
    ) : (
      <Empty text={t.none} next={mayManage ? t.noneNext : t.noneNextOthers} />
    )
  return (
    <Page
      title={t.jobs}
      lead={t.jobsLead}
      action={
        mayManage ? (
          <ButtonLink tone="main" to="/print-checks/add">
            {t.add}
          </ButtonLink>
        ) : (
          <LiveMark />
        )
      }
    >
      <ListViews
        label={t.viewsLabel}
        to="/print-checks"
        views={VIEWS.map((one) => ({ id: one, word: t.views[one], search: { view: one }, isCurrent: one === view }))}
      />
      <SearchedList
        key={view}
        {...jobs}
        caption={t.list}
        hint={t.searchHint}
        columns={jobColumns(t, say)}
        rowKey={({ jobId }) => jobId}
        empty={empty}
      />
    </Page>
  )
}
