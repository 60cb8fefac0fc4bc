import { CompiledQuery } from 'kysely'

/** What a transaction sends. */
export interface Statement {
  readonly text: string
  readonly values?: unknown[]
  /** The server keeps its plan under this name. */
  readonly name?: string
}

interface How {
  readonly name?: string
  readonly goesAlong: boolean
}

const special = new WeakMap<CompiledQuery, How>()
const textOf = new Map<string, string>()

/** How a compiled query is sent, where that is not by itself and unnamed. */
export const howToSend = (query: CompiledQuery): How | undefined => special.get(query)

/**
 * A statement of a transaction whose answer nobody waits for: it is sent with the next one or with the commit, in the
 * order of the calls. Where it fails, the transaction fails: the statement it went with is refused, and nothing commits.
 * @param statement.values plain ones, which cannot fail on their way to the wire: what follows is sent without waiting
 * @param statement.name the server then keeps its plan; a name stands for one text only
 */
export async function goAlong(
  tx: { executeQuery(query: CompiledQuery): Promise<unknown> },
  statement: { readonly text: string; readonly values?: readonly (string | number | boolean | null)[]; name?: string },
): Promise<void> {
  const { text, values = [], name } = statement
  if (values.some((value) => typeof value === 'object' && value !== null)) throw new TypeError('plain values only')
  const query = CompiledQuery.raw(text, [...values])
  special.set(query, { goesAlong: true, ...(name !== undefined && { name: known(name, text) }) })
  await tx.executeQuery(query)
}

/** Has the server keep the plan of a statement that is sent often; a name stands for one text only. */
export function prepared<R>(name: string, query: CompiledQuery<R>): CompiledQuery<R> {
  special.set(query, { name: known(name, query.sql), goesAlong: false })
  return query
}

function known(name: string, text: string): string {
  const before = textOf.get(name)
  if (before !== undefined && before !== text) throw new TypeError(`${name} is the name of another statement`)
  textOf.set(name, text)
  return name
}

/** Neighbours without values or name become one message; where one of them fails, the rest of it is not run. */
export function joined(statements: readonly Statement[]): Statement[] {
  const isPlain = ({ values, name }: Statement) => values === undefined && name === undefined
  const result: Statement[] = []
  for (const statement of statements) {
    const last = result.at(-1)
    if (last && isPlain(last) && isPlain(statement))
      result[result.length - 1] = { text: `${last.text}; ${statement.text}` }
    else result.push(statement)
  }
  return result
}
