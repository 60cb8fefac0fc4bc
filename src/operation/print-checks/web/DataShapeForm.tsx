import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField, TextField, Tick } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { DataShape } from '../making/contract.ts'
import type { Sample } from './made-draft.ts'
import { printMakerWords } from './maker-words.ts'

const KINDS = ['none', 'rows', 'columns', 'file'] as const
type Kind = (typeof KINDS)[number]

export interface DataShapeFormProps {
  readonly sample: Sample
  readonly isBusy: boolean
  readonly onChange: (basis: { readonly data: DataShape; readonly pagesPerRecord: number }) => void
}

/** What names a record, and where its children stand: proposed from the data, changed where that is wrong. */
export function DataShapeForm({ sample, isBusy, onChange }: DataShapeFormProps) {
  const t = usePhrases(printMakerWords).shape
  const say = useSay()
  const proposed = sample.data
  const [key, setKey] = useState(proposed?.key[0] ?? sample.columns[0] ?? '')
  const [kind, setKind] = useState<Kind>(proposed?.children.in ?? 'none')
  const [rowColumns, setRowColumns] = useState<readonly string[]>(
    proposed?.children.in === 'rows' ? proposed.children.columns : [],
  )
  const [perRecord, setPerRecord] = useState(String(sample.pagesPerRecord))
  const children = (): DataShape['children'] => {
    if (kind === 'rows' && rowColumns.length > 0) return { in: 'rows', columns: [...rowColumns] }
    // What the data themselves say of numbered columns and of a second file.
    if (proposed && (kind === 'columns' || kind === 'file') && proposed.children.in === kind) return proposed.children
    if (kind === 'file') return { in: 'file', key: [key] }
    return { in: 'none' }
  }
  const submit = () => {
    const count = Number(perRecord.normalize('NFKC'))
    const pagesPerRecord = Number.isInteger(count) && count >= 1 && count <= 40 ? count : sample.pagesPerRecord
    onChange({ data: { key: [key], children: children() }, pagesPerRecord })
  }
  const offered = KINDS.filter((each) => each !== 'columns' || proposed?.children.in === 'columns')
  return (
    <Section title={t.title} aside={sample.recordCount > 0 && <output>{t.records(sample.recordCount)}</output>}>
      {sample.problem && <p className="sk-print-old">{say(sample.problem)}</p>}
      <Form onSubmit={submit} label={t.title}>
        <SelectField
          name="key"
          label={t.key}
          hint={t.keyHint}
          value={key}
          onChange={setKey}
          choices={sample.columns.map((column) => ({ value: column, word: column }))}
        />
        <SelectField
          name="children"
          label={t.children}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          choices={offered.map((each) => ({ value: each, word: t.kinds[each] }))}
        />
        {kind === 'rows' && (
          <fieldset className="sk-choices">
            <legend>{t.rowColumns}</legend>
            {sample.columns.map((column) => (
              <Tick
                key={column}
                label={column}
                isTicked={rowColumns.includes(column)}
                onChange={(isTicked) =>
                  setRowColumns((before) => (isTicked ? [...before, column] : before.filter((each) => each !== column)))
                }
              />
            ))}
          </fieldset>
        )}
        <TextField
          name="perRecord"
          label={t.perRecord}
          hint={t.perRecordHint}
          value={perRecord}
          onChange={setPerRecord}
          inputMode="numeric"
          maxLength={2}
        />
        <div className="sk-actions">
          <Button type="submit" isBusy={isBusy}>
            {t.apply}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
