import { Empty } from '../../../webkit/Empty.tsx'
import { LiveMark } from '../../../webkit/LiveRefresh.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { PageLink } from '../../../webkit/PageLink.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { ListViews } from '../../../webkit/table/ListViews.tsx'
import { Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { exportHeldMails, exportMails, listHeldMails, listMails } from '../contract.ts'
import { mailListWords } from './list-words.ts'
import { mailColumns } from './mail-columns.tsx'
import { mailRetentionWords } from './retention-words.ts'
import './Mail.css'

const VIEWS = ['waiting', 'mine', 'all'] as const

/** ゲート → メール送信: what waits for me, what I sent, and for the privacy office everything that is held. */
export function HeldMailPage() {
  const t = usePhrases(mailListWords)
  const mayOversee = useMay('outbound-mail:oversee')
  const frozen = usePhrases(mailRetentionWords)
  const [filters] = useFilters()
  const views = VIEWS.filter((view) => view !== 'all' || mayOversee)
  const view = views.find((one) => one === filters['view']) ?? 'waiting'
  return (
    <Page title={t.mails} lead={t.mailsLead} action={<LiveMark />}>
      <ListViews
        label={t.viewsLabel}
        to="/outbound-mail"
        views={views.map((one) => ({ id: one, word: t.views[one], search: { view: one }, isCurrent: one === view }))}
      />
      {mayOversee && (
        <p>
          <PageLink to="/frozen-mail">{frozen.frozenList}</PageLink>
        </p>
      )}
      {view === 'all' ? <AllHeld /> : <Mine key={view} view={view} />}
    </Page>
  )
}

function Mine({ view }: { readonly view: 'waiting' | 'mine' }) {
  const t = usePhrases(mailListWords)
  const mails = useReadPages(listMails, { view }, { topic: 'outbound-mail' })
  const empty =
    view === 'mine' ? (
      <Empty text={t.noneMine} next={t.noneMineNext} />
    ) : (
      <Empty text={t.noneWaiting} next={t.noneWaitingNext} />
    )
  return (
    <Table
      caption={t.list}
      columns={mailColumns(t)}
      pages={mails}
      rowKey={({ id }) => id}
      empty={empty}
      exportOf={{ endpoint: exportMails, input: { view } }}
    />
  )
}

function AllHeld() {
  const t = usePhrases(mailListWords)
  const mails = useReadPages(listHeldMails, {}, { topic: 'outbound-mail' })
  return (
    <Table
      caption={t.list}
      columns={mailColumns(t)}
      pages={mails}
      rowKey={({ id }) => id}
      empty={<Empty text={t.noneHeld} next={t.noneHeldNext} />}
      exportOf={{ endpoint: exportHeldMails, input: {} }}
    />
  )
}
