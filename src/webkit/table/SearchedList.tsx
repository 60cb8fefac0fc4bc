import { type ReactNode, useState } from 'react'
import { Button } from '../Button.tsx'
import { Empty } from '../Empty.tsx'
import { TextField } from '../form/fields.tsx'
import { Form } from '../form/Form.tsx'
import { useWords } from '../words/use-words.ts'
import { type Column, Table } from './Table.tsx'
import type { SearchedPages } from './use-searched-list.ts'

/** With what `useSearchedList` answers. */
export interface SearchedListProps<T> extends SearchedPages<T> {
  readonly caption: string
  /** What the list is searched by. */
  readonly hint: string
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** What stands here while nothing is registered: an `<Empty />` that says what to do first. */
  readonly empty: ReactNode
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
