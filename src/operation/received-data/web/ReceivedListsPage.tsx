import { useState } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Day } from '../../../webkit/Instant.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { SearchedList } from '../../../webkit/table/SearchedList.tsx'
import type { Column } from '../../../webkit/table/Table.tsx'
import { useSearchedList } from '../../../webkit/table/use-searched-list.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { disposeReceivedList, exportReceivedLists, listReceivedLists } from '../contract.ts'
import { listStateWords, listUnreadWords } from '../words.ts'
import { receivedDataScreenWords, type ReceivedDataWords } from './words.ts'

type Line = OutputOf<typeof listReceivedLists>['items'][number]
const TONES = { reading: 'waiting', registered: 'passed', unread: 'stopped', disposed: 'later' } as const

/** Which lists are known again, and which are not; disposal takes one out. */
export function ReceivedListsPage() {
  const t = usePhrases(receivedDataScreenWords)
  const say = useSay()
  const mayEdit = useMay('received-data:edit')
  const [filters] = useFilters()
  const [leaving, setLeaving] = useState<Line>()
  const dispose = useAct(disposeReceivedList, { topics: ['received-data'] })
  const engagementId = filters['engagementId']
  const lists = useSearchedList(listReceivedLists, exportReceivedLists, {
    topic: 'received-data',
    narrowed: engagementId ? { engagementId } : {},
  })
  const act = async () => {
    const done = leaving && (await dispose.run({ listId: leaving.id, version: leaving.version }))
    if (done) setLeaving(undefined)
  }
  const add = (
    <ButtonLink
      tone="main"
      to={`/received-data/lists/add${engagementId ? `?engagementId=${encodeURIComponent(engagementId)}` : ''}`}
    >
      {t.add}
    </ButtonLink>
  )
  return (
    <Page title={t.title} lead={t.lead} action={mayEdit && add} problem={dispose.problem}>
      {leaving && (
        <Section title={t.disposeTitle(leaving.name)}>
          <p>{t.disposeText}</p>
          <div className="sk-actions">
            <Button tone="danger" onPress={act} isBusy={dispose.isBusy}>
              {t.dispose}
            </Button>
            <Button onPress={() => setLeaving(undefined)}>{t.cancel}</Button>
          </div>
        </Section>
      )}
      {engagementId && <OneEngagement name={lists.pages.rows?.[0]?.engagementName} t={t} />}
      <SearchedList
        {...lists}
        caption={t.caption}
        hint={t.searchHint}
        columns={columns(t, say, mayEdit ? setLeaving : undefined)}
        rowKey={(line) => line.id}
        empty={<Empty text={t.none} next={mayEdit && t.noneNext} />}
      />
    </Page>
  )
}

function OneEngagement({ name, t }: { readonly name: string | undefined; readonly t: ReceivedDataWords }) {
  return (
    <p>
      {name === undefined ? t.ofOneEngagement : t.ofEngagement(name)}{' '}
      <PageLink to="/received-data/lists">{t.ofAll}</PageLink>
    </p>
  )
}

function columns(
  t: ReceivedDataWords,
  say: (word: Word) => string,
  dispose: ((line: Line) => void) | undefined,
): readonly Column<Line>[] {
  const all: Column<Line>[] = [
    { id: 'name', head: t.name, kind: 'main', cell: (line) => line.name },
    { id: 'state', head: t.state, cell: (line) => <State line={line} t={t} say={say} /> },
    { id: 'client', head: t.client, cell: (line) => line.partyName },
    {
      id: 'engagement',
      head: t.engagement,
      cell: (line) => <PageLink to={`/vendors/engagements/${line.engagementId}`}>{line.engagementName}</PageLink>,
    },
    { id: 'received', head: t.receivedOn, cell: (line) => <Day on={line.receivedOn} /> },
    {
      id: 'persons',
      head: t.persons,
      kind: 'number',
      cell: (line) => <Counted count={line.personCount} unit={t.people} />,
    },
  ]
  if (!dispose) return all
  return [
    ...all,
    {
      id: 'dispose',
      head: t.disposal,
      cell: (line) =>
        line.disposedOn === undefined ? (
          <Button tone="quiet" onPress={() => dispose(line)} label={t.disposeOf(line.name)}>
            {t.dispose}
          </Button>
        ) : (
          <Day on={line.disposedOn} />
        ),
    },
  ]
}

function State(props: { readonly line: Line; readonly t: ReceivedDataWords; readonly say: (word: Word) => string }) {
  const { line, t, say } = props
  const word = line.unreadReason && listUnreadWords[line.unreadReason as keyof typeof listUnreadWords]
  const reason = word && say(word)
  return (
    <>
      <StatusWord tone={TONES[line.state]} word={say(listStateWords[line.state])} />
      {reason && <div>{line.state === 'registered' ? t.partly(reason) : reason}</div>}
    </>
  )
}
