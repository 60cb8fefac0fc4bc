import type { Word } from '../../../base/words.ts'
import { Counted } from '../../../webkit/Counted.tsx'
import { SelectField } from '../../../webkit/form/fields.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { StatusWord } from '../../../webkit/StatusWord.tsx'
import { type Column, Table } from '../../../webkit/table/Table.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { CellError, ImportMapping, ImportPreview, PreviewRow } from '../contract.ts'
import { cellErrorWords, headerMatchWords, rowChangeWords } from '../words.ts'
import { importWords } from './words.ts'

export interface PreviewViewProps {
  readonly preview: ImportPreview
  readonly words: Readonly<Record<string, Word>>
  /** A person chose other columns: look again. */
  readonly onRemap: (mapping: ImportMapping) => Promise<void>
}

/** What an import would do: counts, what to correct and where, how columns were understood, the rows themselves. */
export function PreviewView({ preview, words, onRemap }: PreviewViewProps) {
  const t = usePhrases(importWords)
  const say = useSay()
  const { counts, errorRowCount, rows } = preview
  const count = (value: number) => <Counted count={value} unit={t.rows} />
  const sayError = (error: CellError) => {
    const word = words[error.code] ?? cellErrorWords[error.code as keyof typeof cellErrorWords]
    return word ? say(word, error.facts) : error.code
  }
  const errors = rows.flatMap((row) => row.errors)
  return (
    <>
      <Section title={t.steps[1] ?? ''}>
        <p>{t.notYet}</p>
        <Facts
          of={[
            [t.counts.new, count(counts.new)],
            [t.counts.changed, count(counts.changed)],
            [t.counts.unchanged, count(counts.unchanged)],
            [t.counts.missing, count(counts.missing)],
            [t.counts.errors, count(errorRowCount)],
          ]}
        />
      </Section>
      {errors.length > 0 && (
        <Section title={t.errorList}>
          <ul>
            {errors.map((error) => (
              <li key={`${error.cell} ${error.code}`}>
                <strong>{t.errorAt(error.cell, error.header)}</strong> {sayError(error)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ColumnChoices preview={preview} onRemap={onRemap} />
      <Section title={t.preview}>
        <Table
          caption={t.preview}
          columns={previewColumns(preview, t, say)}
          rows={rows}
          rowKey={(row) => String(row.line)}
          empty={<p>{t.noRows}</p>}
        />
        <p>{t.shown(rows.length, preview.rowCount)}</p>
      </Section>
    </>
  )
}

function previewColumns(
  preview: ImportPreview,
  t: typeof importWords.ja,
  say: (word: Word) => string,
): readonly Column<PreviewRow>[] {
  return [
    { id: 'line', head: t.line, kind: 'number', cell: (row) => row.line },
    {
      id: 'change',
      head: t.change,
      kind: 'short',
      cell: (row) =>
        row.errors.length > 0 ? (
          <StatusWord tone="stopped" word={t.errors} />
        ) : (
          row.change && say(rowChangeWords[row.change])
        ),
    },
    ...preview.columns
      .filter((column) => column.index !== undefined)
      .map(({ key, label }): Column<PreviewRow> => ({ id: key, head: label, cell: (row) => row.values[key] })),
  ]
}

/** Which column of the file is taken for which; to be corrected by hand. */
function ColumnChoices({ preview, onRemap }: Pick<PreviewViewProps, 'preview' | 'onRemap'>) {
  const t = usePhrases(importWords)
  const say = useSay()
  const header =
    preview.head.find((line) => line.line === preview.mapping.headerLine)?.cells ?? preview.head[0]?.cells ?? []
  const choices = [
    { value: '', word: t.noColumn },
    ...header.map((cell, index) => ({ value: String(index), word: cell || t.unnamed(index) })),
  ]
  const choose = (key: string, value: string) => {
    const { [key]: _, ...others } = preview.mapping.columns
    void onRemap({ ...preview.mapping, columns: value === '' ? others : { ...others, [key]: Number(value) } })
  }
  return (
    <Section title={t.columns}>
      <p>{t.columnsHint}</p>
      <div className="sk-form">
        {preview.columns.map((column) => (
          <SelectField
            key={column.key}
            name={column.key}
            label={column.label}
            hint={column.how && say(headerMatchWords[column.how])}
            isOptional={!column.isRequired}
            value={column.index === undefined ? '' : String(column.index)}
            onChange={(value) => choose(column.key, value)}
            choices={choices}
          />
        ))}
      </div>
      {preview.unused.length > 0 && (
        <p>
          {t.unused}: {preview.unused.map((column) => column.header || t.unnamed(column.index)).join('、')}
        </p>
      )}
    </Section>
  )
}
