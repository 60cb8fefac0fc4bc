import { type ReactNode, useState } from 'react'
import { Button } from '../Button.tsx'
import { Empty } from '../Empty.tsx'
import { TextField } from '../form/fields.tsx'
import { Form } from '../form/Form.tsx'
import type { ReadPages } from '../use-read.ts'
import { useWords } from '../words/use-words.ts'
import type { ExportOf } from './ExportLinks.tsx'
import { type Column, Table } from './Table.tsx'

export interface SearchedListProps<T> {
  readonly caption: string
  /** What the list is searched by. */
  readonly hint: string
  /** What it is narrowed by now; empty for the whole list. */
  readonly text: string
  readonly onSearch: (text: string) => void
  readonly columns: readonly Column<T>[]
  readonly pages: ReadPages<T>
  readonly rowKey: (row: T) => string
  /** What stands here while nothing is registered: an `<Empty />` that says what to do first. */
  readonly empty: ReactNode
  readonly exportOf: ExportOf
}

/** A list that is narrowed by a text: the field above it, the rows, their export. */
export function SearchedList<T>({ hint, text, onSearch, empty, ...list }: SearchedListProps<T>) {
  const words = useWords().table
  const [typed, setTyped] = useState(text)
  return (
    <>
      <Form onSubmit={() => onSearch(typed.trim())} label={words.search} layout="bar">
        <TextField
          name="search"
          label={words.search}
          hint={hint}
          value={typed}
          onChange={setTyped}
          type="search"
          maxLength={100}
          isOptional
        />
        <div className="sk-actions">
          <Button type="submit">{words.show}</Button>
        </div>
      </Form>
      <Table {...list} empty={text ? <Empty text={words.noneFound} next={words.noneFoundNext} /> : empty} />
    </>
  )
}
