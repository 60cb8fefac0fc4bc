import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { ButtonLink, PageLink } from '../../../webkit/PageLink.tsx'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportScans, listScans } from '../contract.ts'
import { scanSourceWords, scanStateWords } from '../words.ts'
import { type InventoryWords, inventoryScreenWords } from './words.ts'

type Line = OutputOf<typeof listScans>['items'][number]
export const SCAN_TONES = {
  collecting: 'waiting',
  running: 'waiting',
  done: 'passed',
  cancelled: 'later',
  removed: 'later',
} as const

/** Which scans have been made, and what they found in short. */
export function ScansPage() {
  const t = usePhrases(inventoryScreenWords)
  const say = useSay()
  const mayScan = useMay('inventory:scan')
  const scans = useReadPages(listScans, {}, { topic: 'inventory' })
  const begin = (
    <ButtonLink tone="main" to="/inventory/scans/begin">
      {t.begin}
    </ButtonLink>
  )
  return (
    <Page title={t.title} lead={t.lead} action={mayScan && begin}>
      <Table
        caption={t.caption}
        columns={columns(t, say)}
        pages={scans}
        rowKey={(line) => line.id}
        empty={<Empty text={t.none} next={mayScan && t.noneNext} />}
        exportOf={{ endpoint: exportScans, input: {} }}
      />
    </Page>
  )
}

function columns(t: InventoryWords, say: (word: Word) => string): readonly Column<Line>[] {
  return [
    {
      id: 'begun',
      head: t.begunAt,
      kind: 'main',
      cell: (line) => (
        <PageLink to={`/inventory/scans/${line.id}`}>
          <Instant at={line.begunAt} />
        </PageLink>
      ),
    },
    {
      id: 'state',
      head: t.state,
      kind: 'short',
      cell: (line) => <StatusWord tone={SCAN_TONES[line.state]} word={say(scanStateWords[line.state])} />,
    },
    { id: 'target', head: t.target, cell: (line) => line.folder ?? say(scanSourceWords[line.source]) },
    { id: 'by', head: t.askedBy, cell: (line) => line.askedByName },
    { id: 'files', head: t.inFiles, kind: 'number', cell: (line) => <Counted count={line.fileCount} unit={t.files} /> },
    { id: 'found', head: t.found, kind: 'number', cell: (line) => <Counted count={line.foundCount} unit={t.files} /> },
    {
      id: 'unread',
      head: t.unread,
      kind: 'number',
      cell: (line) => <Counted count={line.unreadCount} unit={t.files} />,
    },
  ]
}
