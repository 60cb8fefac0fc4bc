import { type UseQueryResult, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Endpoint, OutputOf, RequestOf } from '../base/endpoint.ts'
import { call } from './api.ts'

export interface ReadOptions {
  /** Topic of live events, e.g. `outbound-mail`: when it is announced, this is read again. */
  readonly topic: string
  /** Wait with reading until something else is known. */
  readonly enabled?: boolean
}

/** Reads an endpoint and keeps the answer fresh. Show `<Waiting on={…} />` until `data` is there. */
export function useRead<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  options: ReadOptions,
): UseQueryResult<OutputOf<E>> {
  return useQuery<OutputOf<E>>({
    queryKey: [options.topic, endpoint.path, input],
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  })
}

/** An endpoint that answers one page of a list. */
export type ItemOf<E> = OutputOf<E> extends { items: readonly (infer T)[] } ? T : never

export interface ReadPages<T> {
  /** All rows read so far; undefined while the first page is on its way. */
  readonly rows: readonly T[] | undefined
  readonly hasMore: boolean
  readonly isReadingMore: boolean
  readonly readMore: () => void
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
}

/** Reads a list page by page (see base/paging.ts). Give the answer to `<Table pages={…} />`. */
export function useReadPages<E extends Endpoint>(
  endpoint: E,
  input: Omit<RequestOf<E>, 'cursor'>,
  options: ReadOptions,
): ReadPages<ItemOf<E>> {
  const query = useInfiniteQuery({
    queryKey: [options.topic, endpoint.path, 'pages', input],
    queryFn: ({ pageParam, signal }) =>
      call(endpoint, { ...input, cursor: pageParam } as RequestOf<E>, signal) as Promise<PageAnswer<ItemOf<E>>>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    error: query.error,
    refetch: query.refetch,
  }
}

interface PageAnswer<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string
}
