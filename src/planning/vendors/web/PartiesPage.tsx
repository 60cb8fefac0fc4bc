import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import { useSearchedList } from '../../../webkit/table/use-searched-list.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportParties, listParties } from '../contract.ts'
import { partyStatusWords, relationWords } from '../words.ts'
import { vendorsScreenWords, type VendorsWords } from './words.ts'

type Line = OutputOf<typeof listParties>['items'][number]

/** Clients, vendors and counterparties by name. */
export function PartiesPage() {
  const t = usePhrases(vendorsScreenWords)
  const say = useSay()
  const mayEdit = useMay('vendors:edit')
  const parties = useSearchedList(listParties, exportParties, { topic: 'vendors' })
  const add = (
    <ButtonLink tone="main" to="/vendors/parties/add">
      {t.addParty}
    </ButtonLink>
  )
  return (
    <Page title={t.parties} lead={t.partiesLead} action={mayEdit && add}>
      <SearchedList
        {...parties}
        caption={t.partyList}
        hint={t.partySearchHint}
        columns={columns(t, say)}
        rowKey={(line) => line.id}
        empty={<Empty text={t.noParties} next={mayEdit && t.noPartiesNext} />}
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
      cell: (line) => <PageLink to={`/vendors/parties/${line.id}`}>{line.name}</PageLink>,
    },
    {
      id: 'relations',
      head: t.relation,
      cell: (line) => line.relations.map((relation) => say(relationWords[relation])).join('、') || '—',
    },
    {
      id: 'domains',
      head: t.domains,
      kind: 'number',
      cell: (line) => <Counted count={line.domainCount} unit={t.cases} />,
    },
    {
      id: 'engagements',
      head: t.partyEngagements,
      kind: 'number',
      cell: (line) => <Counted count={line.engagementCount} unit={t.cases} />,
    },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (line) => (
        <StatusWord tone={line.status === 'open' ? 'passed' : 'later'} word={say(partyStatusWords[line.status])} />
      ),
    },
  ]
}
