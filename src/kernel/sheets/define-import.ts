import type { z } from 'zod'
import type { Word } from '../../base/words.ts'

/** What a parser makes of a cell's text: a value, or a code of the phrase book with what its words name. */
export type CellReading<V> =
  { readonly ok: true; readonly value: V } | { readonly ok: false; readonly code: string; readonly facts?: CellFacts }

export type CellFacts = Readonly<Record<string, string | number>>
export type CellParser<V> = (text: string) => CellReading<V>

export interface ImportColumn<K extends string = string, V = unknown> {
  readonly key: K
  /** Names under which the column is known; the first is shown. Width, case, spaces and kana do not matter. */
  readonly headers: readonly [string, ...string[]]
  /** Each row must have a value. Left out: the value may be missing, and is then `undefined`. */
  readonly required?: boolean
  /** Never called with an empty text. A zod schema answers by the message of its first issue, as a code. */
  readonly parse: CellParser<V> | z.ZodType<V>
}

type ValueOf<C> = C extends { readonly parse: infer P }
  ? P extends z.ZodType<infer V>
    ? V
    : P extends CellParser<infer V>
      ? V
      : never
  : never

/** A row as the import reads it: required columns have their value, the others may be undefined. */
export type RowOf<C extends readonly ImportColumn[]> = {
  readonly [N in C[number] as N['key']]: N extends { readonly required: true } ? ValueOf<N> : ValueOf<N> | undefined
}

/** A rule between the cells of one row: names the column that is wrong. */
export interface RowFault<K extends string = string> {
  readonly key: K
  readonly code: string
  readonly facts?: CellFacts
}

export interface ImportDefinition<C extends readonly ImportColumn[] = readonly ImportColumn[]> {
  /** `people.roster`: names the import in records and events, forever. */
  readonly id: string
  readonly columns: C
  /** What makes a row the same row again; two rows of one file must differ in it. */
  readonly rowKey: (row: RowOf<C>) => string
  readonly check?: (row: RowOf<C>) => readonly RowFault<C[number]['key']>[]
  /** Words of codes that are not in `cellErrorWords`. */
  readonly words?: Readonly<Record<string, Word>>
  /** Default 100,000. */
  readonly rowLimit?: number
}

/** Declares an import. The row's type follows from the columns. */
export function defineImport<const C extends readonly ImportColumn[]>(
  definition: ImportDefinition<C>,
): ImportDefinition<C> {
  const keys = definition.columns.map((column) => column.key)
  if (new Set(keys).size !== keys.length) throw new Error(`import ${definition.id} names a column twice`)
  return definition
}

/** Reads one cell by its column. A message of zod that is no code becomes `not_valid`. */
export function readCell(column: ImportColumn, text: string): CellReading<unknown> {
  if (typeof column.parse === 'function') return column.parse(text)
  const parsed = column.parse.safeParse(text)
  if (parsed.success) return { ok: true, value: parsed.data }
  const message = parsed.error.issues[0]?.message ?? ''
  return { ok: false, code: /^[a-z_]+$/.test(message) ? message : 'not_valid' }
}
