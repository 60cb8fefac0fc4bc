import type { Endpoint, RequestOf } from '../../base/endpoint.ts'
import { useFilters } from '../path-parameters.ts'
import { type ItemOf, type ReadPages, useReadPages } from '../use-read.ts'
import type { ExportOf } from './ExportLinks.tsx'

export interface SearchedListOptions<E extends Endpoint> {
  /** Topic of live events: when it is announced, the list is read again. */
  readonly topic: string
  /** What else than the text narrows the list. */
  readonly narrowed?: Partial<RequestOf<E>>
  /** How the endpoint, and the page's address, call the text that is searched for. */
  readonly name?: string
}

export interface SearchedPages<T> {
  /** What the list is narrowed by now; empty for the whole list. */
  readonly text: string
  readonly onSearch: (text: string) => void
  readonly pages: ReadPages<T>
  readonly exportOf: ExportOf
}

/** A list whose search stands in the address, and its export, narrowed alike: `<SearchedList {...list} … />`. */
export function useSearchedList<E extends Endpoint>(
  list: E,
  exported: ExportOf['endpoint'],
  { topic, narrowed, name = 'text' }: SearchedListOptions<E>,
): SearchedPages<ItemOf<E>> {
  const [filters, setFilters] = useFilters()
  const text = filters[name] ?? ''
  const input = { ...narrowed, ...(text && { [name]: text }) }
  const pages = useReadPages(list, input as RequestOf<E>, { topic })
  return { text, onSearch: (next) => setFilters({ [name]: next }), pages, exportOf: { endpoint: exported, input } }
}
