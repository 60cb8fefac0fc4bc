// On a phone the display of rows changes, and browsers then forget what they are: the roles are said again.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see above */
import type { ReactNode } from 'react'
import { Button } from '../Button.tsx'
import type { ReadPages } from '../use-read.ts'
import { Waiting } from '../Waiting.tsx'
import { useWords } from '../words/use-words.ts'
import { ExportLinks, type ExportOf } from './ExportLinks.tsx'
import './Table.css'

export interface Column<T> {
  readonly id: string
  readonly head: string
  readonly cell: (row: T) => ReactNode
  /** Numbers stand right-aligned in tabular figures. `main` names the row, and heads its card on a phone. */
  readonly kind?: 'main' | 'number' | 'short' | 'text'
}

export interface TableProps<T> {
  /** What the table lists; for those who cannot see it, and for the row count. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** All rows there are … */
  readonly rows?: readonly T[]
  /** … or rows page by page, from `useReadPages`. */
  readonly pages?: ReadPages<T>
  /** What stands here when there is no row: an `<Empty />` that says what to do first. */
  readonly empty: ReactNode
  /** The same list as a file: `exportOf` its endpoint, with what narrows the list. */
  readonly exportOf?: ExportOf | undefined
}

/** A table; on a phone each row is a card. Further pages are asked for, never scrolled into by accident. */
export function Table<T>(props: TableProps<T>) {
  const { caption, columns, rowKey, pages, empty, exportOf } = props
  const words = useWords().table
  const rows = props.rows ?? pages?.rows
  if (!rows) return pages ? <Waiting on={pages} /> : null
  if (rows.length === 0) return empty
  return (
    <div className="sk-table-place">
      <table className="sk-table" role="table">
        <caption className="sk-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ id, head, kind }) => (
              <th key={id} scope="col" role="columnheader" data-kind={kind}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sk-table-foot">
        <output>{pages?.hasMore ? words.shown(rows.length) : words.all(rows.length)}</output>
        {pages?.hasMore && (
          <Button onPress={pages.readMore} isBusy={pages.isReadingMore}>
            {words.more}
          </Button>
        )}
        {exportOf && <ExportLinks caption={caption} {...exportOf} />}
      </div>
    </div>
  )
}

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }) {
  const content = column.cell(row)
  const isMain = column.kind === 'main'
  const Tag = isMain ? 'th' : 'td'
  return (
    <Tag
      role={isMain ? 'rowheader' : 'cell'}
      data-kind={column.kind}
      data-empty={content === '' || content === undefined || content === null || undefined}
      {...(isMain && { scope: 'row' })}
    >
      {!isMain && (
        <span className="sk-table-label" aria-hidden="true">
          {column.head}
        </span>
      )}
      <span className="sk-table-value">{content}</span>
    </Tag>
  )
}
