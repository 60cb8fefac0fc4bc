import { useState } from 'react'
import { piiTypeWords } from '../../../base/document-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Counted } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { Instant } from '../../../webkit/Instant.tsx'
import { Facts, Page, Section } from '../../../webkit/Page.tsx'
import { usePathParameter } from '../../../webkit/path-parameters.ts'
import { useMay } from '../../../webkit/session.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { cancelScan, readScan, removeScan } from '../contract.ts'
import { scanSourceWords, scanStateWords } from '../words.ts'
import { ScanFiles } from './ScanFiles.tsx'
import { SCAN_TONES } from './ScansPage.tsx'
import { type InventoryWords, inventoryScreenWords } from './words.ts'
import './Scan.css'

type View = OutputOf<typeof readScan>
const TOPICS = ['inventory']

/** One scan: how far it is, what it found by type, and file by file. */
export function ScanPage() {
  const t = usePhrases(inventoryScreenWords)
  const scanId = usePathParameter('scanId')
  const read = useRead(readScan, { scanId }, { topic: 'inventory' })
  const scan = read.data
  if (!scan) {
    return (
      <Page title={t.title}>
        <Waiting on={read} />
      </Page>
    )
  }
  return <Shown scan={scan} />
}

function Shown({ scan }: { readonly scan: View }) {
  const t = usePhrases(inventoryScreenWords)
  const say = useSay()
  const mayScan = useMay('inventory:scan')
  const cancel = useAct(cancelScan, { topics: TOPICS })
  const remove = useAct(removeScan, { topics: TOPICS })
  const [isLeaving, setLeaving] = useState(false)
  const isRunning = scan.state === 'collecting' || scan.state === 'running'
  const removeIt = async () => {
    if (await remove.run({ scanId: scan.id })) setLeaving(false)
  }
  const act = isRunning ? (
    <Button onPress={() => cancel.run({ scanId: scan.id })} isBusy={cancel.isBusy}>
      {t.cancelScan}
    </Button>
  ) : (
    scan.state !== 'removed' && <Button onPress={() => setLeaving(true)}>{t.remove}</Button>
  )
  return (
    <Page
      title={scan.folder ?? say(scanSourceWords[scan.source])}
      lead={<StatusWord tone={SCAN_TONES[scan.state]} word={say(scanStateWords[scan.state])} />}
      action={mayScan && act}
      problem={cancel.problem ?? remove.problem}
    >
      {isLeaving && (
        <Section title={t.removeTitle}>
          <p>{t.removeText}</p>
          <div className="sk-actions">
            <Button tone="danger" onPress={removeIt} isBusy={remove.isBusy}>
              {t.remove}
            </Button>
            <Button onPress={() => setLeaving(false)}>{t.keep}</Button>
          </div>
        </Section>
      )}
      <Progress scan={scan} isRunning={isRunning} />
      {scan.state !== 'removed' && (
        <>
          <Types scan={scan} />
          <ScanFiles scanId={scan.id} types={scan.types.map(({ type }) => type)} />
        </>
      )}
    </Page>
  )
}

function Progress({ scan, isRunning }: { readonly scan: View; readonly isRunning: boolean }) {
  const t = usePhrases(inventoryScreenWords)
  const { min, best, max } = scan.persons
  const said = (scan.state === 'collecting' ? t.collecting : t.ofFiles)(scan.readCount, scan.fileCount)
  return (
    <Section title={t.progress}>
      {isRunning && (
        <progress
          className="sk-scan-progress"
          aria-label={t.progress}
          value={scan.readCount}
          max={Math.max(1, scan.fileCount)}
        />
      )}
      <output>{said}</output>
      <Facts
        of={[
          [t.found, <Counted key="found" count={scan.foundCount} unit={t.files} />],
          [t.unread, <Counted key="unread" count={scan.unreadCount} unit={t.files} />],
          [t.clean, <Counted key="clean" count={scan.cleanCount} unit={t.files} />],
          [t.persons, <PersonsInAll key="persons" text={t.personsOf(min, best, max)} hint={t.personsHint} />],
          [t.specialCareFiles, <Counted key="care" count={scan.specialCareFileCount} unit={t.files} />],
          [t.begunAt, <Instant key="begun" at={scan.begunAt} />],
          [t.askedBy, scan.askedByName],
        ]}
      />
    </Section>
  )
}

function PersonsInAll({ text, hint }: { readonly text: string; readonly hint: string }) {
  return (
    <>
      {text}
      <div className="sk-scan-hint">{hint}</div>
    </>
  )
}

function Types({ scan }: { readonly scan: View }) {
  const t = usePhrases(inventoryScreenWords)
  const say = useSay()
  return (
    <Section title={t.byType}>
      <Table
        caption={t.byType}
        rows={scan.types}
        rowKey={({ type }) => type}
        empty={<Empty text={t.noTypes} />}
        columns={typeColumns(t, say)}
      />
    </Section>
  )
}

function typeColumns(t: InventoryWords, say: (word: Word) => string): readonly Column<View['types'][number]>[] {
  return [
    {
      id: 'type',
      head: t.type,
      kind: 'main',
      cell: ({ type }) => say(piiTypeWords[type as keyof typeof piiTypeWords]),
    },
    { id: 'files', head: t.inFiles, kind: 'number', cell: (line) => <Counted count={line.fileCount} unit={t.files} /> },
    { id: 'count', head: t.count, kind: 'number', cell: (line) => <Counted count={line.count} /> },
  ]
}
