import { useState } from 'react'
import { piiTypeWords } from '../../../base/document-words.ts'
import type { OutputOf } from '../../../base/endpoint.ts'
import type { Word } from '../../../base/words.ts'
import { Button } from '../../../webkit/Button.tsx'
import { FileSize } from '../../../webkit/Counted.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useFilters } from '../../../webkit/path-parameters.ts'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { useReadPages } from '../../../webkit/use-read.ts'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { exportScanFiles, listScanFiles } from '../contract.ts'
import { scannedStatusWords, scanReasonWords } from '../words.ts'
import { type InventoryWords, inventoryScreenWords } from './words.ts'

type Line = OutputOf<typeof listScanFiles>['items'][number]
type Status = Line['status']
const TONES = { clean: 'passed', found: 'waiting', unread: 'stopped' } as const
const STATUSES = Object.keys(TONES) as Status[]

/** The files of one scan, narrowed by what was found in them. */
export function ScanFiles({ scanId, types }: { readonly scanId: string; readonly types: readonly string[] }) {
  const t = usePhrases(inventoryScreenWords)
  const say = useSay()
  const [filters, setFilters] = useFilters()
  const [typed, setTyped] = useState({
    status: filters['status'] ?? '',
    type: filters['type'] ?? '',
    text: filters['text'] ?? '',
  })
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  const status = STATUSES.find((one) => one === filters['status'])
  const type = types.find((one) => one === filters['type'])
  const asked = {
    scanId,
    ...(status && { status }),
    ...(type && { type }),
    ...(filters['text'] && { text: filters['text'] }),
  }
  const files = useReadPages(listScanFiles, asked, { topic: 'inventory' })
  const isNarrowed = Object.keys(asked).length > 1
  const empty = isNarrowed ? (
    <Empty text={t.noneMatch} next={t.noneMatchNext} />
  ) : (
    <Empty text={t.nothingRead} next={t.nothingReadNext} />
  )
  const all = { value: '', word: t.all }
  return (
    <section aria-label={t.byFile}>
      <h2>{t.byFile}</h2>
      <Form onSubmit={() => setFilters(typed)} label={t.filter} layout="bar">
        <SelectField
          {...field('status')}
          label={t.result}
          choices={[all, ...STATUSES.map((one) => ({ value: one, word: say(scannedStatusWords[one]) }))]}
          isOptional
        />
        <SelectField
          {...field('type')}
          label={t.type}
          choices={[
            all,
            ...types.map((one) => ({ value: one, word: say(piiTypeWords[one as keyof typeof piiTypeWords]) })),
          ]}
          isOptional
        />
        <TextField {...field('text')} label={t.pathPart} type="search" maxLength={200} isOptional />
        <div className="sk-actions">
          <Button type="submit">{t.show}</Button>
        </div>
      </Form>
      <Table
        caption={t.resultList}
        columns={columns(t, say)}
        pages={files}
        rowKey={(line) => line.id}
        empty={empty}
        exportOf={{ endpoint: exportScanFiles, input: asked }}
      />
    </section>
  )
}

function columns(t: InventoryWords, say: (word: Word) => string): readonly Column<Line>[] {
  return [
    {
      id: 'path',
      head: t.path,
      kind: 'main',
      cell: (line) => (
        <>
          <span className="sk-scan-path">{line.path}</span> (<FileSize byteCount={line.byteCount} />)
        </>
      ),
    },
    { id: 'result', head: t.result, cell: (line) => <Result line={line} say={say} /> },
    {
      id: 'persons',
      head: t.personsInFile,
      kind: 'number',
      cell: ({ persons: { min, best, max } }) => (max === 0 ? '' : t.personsOf(min, best, max)),
    },
    { id: 'kinds', head: t.kinds, cell: (line) => <Kinds line={line} t={t} say={say} /> },
  ]
}

function Result({ line, say }: { readonly line: Line; readonly say: (word: Word) => string }) {
  const reason = line.reason && scanReasonWords[line.reason]
  return (
    <>
      <StatusWord tone={TONES[line.status]} word={say(scannedStatusWords[line.status])} />
      {reason && <div>{say(reason)}</div>}
    </>
  )
}

function Kinds(props: { readonly line: Line; readonly t: InventoryWords; readonly say: (word: Word) => string }) {
  const { line, t, say } = props
  const found = Object.entries(line.counts).filter(([, count]) => count > 0)
  if (found.length === 0) return null
  return (
    <>
      {line.specialCare.length > 0 && <StatusWord tone="stopped" word={t.specialCare} />}{' '}
      {found
        .map(([type, count]) => `${say(piiTypeWords[type as keyof typeof piiTypeWords])} ${count.toLocaleString('en')}`)
        .join('、')}
    </>
  )
}
