import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { howToSend, joined, type Statement } from './statements.ts'

interface PipelinedConnection extends DatabaseConnection {
  goAlong(statement: Statement): void
  /** Forgets what was not sent, and ends the transaction where one was begun. */
  rollBack(): Promise<void>
  release(): void
}

/**
 * Kysely's PostgreSQL with fewer journeys: what need not be answered at once (begin, the organisation, an event) leaves in
 * one flush with what must be. The pool's clients need `pipeline: true`.
 */
export function pipelinedDialect(pool: pg.Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => pipelinedDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function pipelinedDriver(pool: pg.Pool): Driver {
  const own = (connection: DatabaseConnection) => connection as PipelinedConnection
  return {
    init: async () => undefined,
    acquireConnection: async () => connectionOver(await pool.connect()),
    beginTransaction: async (connection, { isolationLevel, accessMode }) => {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
      own(connection).goAlong({ text: `begin${level}${accessMode ? ` ${accessMode}` : ''}` })
    },
    commitTransaction: async (connection) => {
      const { rows } = await connection.executeQuery<{ command: string }>(CompiledQuery.raw('commit'))
      // PostgreSQL answers COMMIT with ROLLBACK where a statement had failed.
      if (rows[0]?.command === 'ROLLBACK') throw new AbortedTransactionError()
    },
    rollbackTransaction: (connection) => own(connection).rollBack(),
    releaseConnection: async (connection) => own(connection).release(),
    destroy: () => pool.end(),
  }
}

function connectionOver(client: pg.PoolClient): PipelinedConnection {
  let waiting: Statement[] = []
  let [hasSent, mustEnd] = [false, false]
  // A connection that breaks between two statements says so here; without a listener it would end the process.
  const onBreak = () => void (mustEnd = true)
  client.on('error', onBreak)

  const send = (statement: Statement): Promise<pg.QueryResult> => {
    hasSent = true
    // Without values it is the simple protocol, which takes several statements as one message.
    return client.query({ ...statement } as pg.QueryConfig)
  }

  /** Everything that waits, and then this one, in one write. The first failure is the one that says why. */
  const flush = async (last: Statement): Promise<pg.QueryResult> => {
    const before = joined(waiting)
    waiting = []
    const { stream } = (client as unknown as { connection: { stream: Corkable } }).connection
    stream.cork()
    const answers = [...before, last].map(send)
    stream.uncork()
    const settled = await Promise.allSettled(answers)
    const failed = settled.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
    return await answers.at(-1)!
  }

  return {
    goAlong: (statement) => void waiting.push(statement),
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const how = howToSend(query)
      const statement: Statement = {
        text: query.sql,
        ...(query.parameters.length > 0 && { values: [...query.parameters] }),
        ...(how?.name !== undefined && { name: how.name }),
      }
      if (how?.goesAlong) {
        waiting.push(statement)
        return { rows: [] }
      }
      const { command, rowCount, rows } = await flush(statement)
      if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command }] as R[] }
      const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
      return { rows: rows as R[], ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) }
    },
    async *streamQuery() {
      yield await Promise.reject(new Error('no rows one by one here: read pages'))
    },
    async rollBack() {
      waiting = []
      if (!hasSent) return
      // Where even that cannot be said, the end of the connection says it; the failure to show is the one before.
      await send({ text: 'rollback' }).catch(() => (mustEnd = true))
    },
    release() {
      client.off('error', onBreak)
      client.release(mustEnd)
    },
  }
}

interface Corkable {
  cork(): void
  uncork(): void
}
