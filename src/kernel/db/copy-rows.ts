import { once } from 'node:events'
import type pg from 'pg'

/** What of the driver's connection is needed here. */
interface CopyConnection {
  readonly stream: NodeJS.WritableStream & { pause(): void; resume(): void; readonly writableNeedDrain?: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(why: string): void
  sync(): void
}

/** What the driver calls on a statement that it has been handed. */
interface CopyStatement {
  submit(connection: CopyConnection): undefined
  handleError(cause: Error): void
  handleCommandComplete(message: { readonly text: string }): void
  handleReadyForQuery(): void
  handleCopyInResponse(connection: CopyConnection): void
  handleCopyData(message: { readonly chunk: Buffer }, connection: CopyConnection): void
  handleRowDescription(): void
  handleDataRow(): void
  handleEmptyQuery(): void
}

const QUEUE_BYTES = 1 << 20

/** A statement of COPY, and how it ends: with the number of rows that PostgreSQL names. */
function copyStatement(text: string, on: Pick<CopyStatement, 'handleCopyInResponse' | 'handleCopyData'>) {
  let settle: { resolve(rowCount: number): void; reject(cause: Error): void }
  const ended = new Promise<number>((resolve, reject) => (settle = { resolve, reject }))
  ended.catch(() => undefined)
  let failure: Error | undefined
  let rowCount = 0
  const statement: CopyStatement = {
    submit(connection) {
      connection.query(text)
      return undefined
    },
    handleError(cause) {
      failure ??= cause
      // A broken connection never says that it is ready again.
      settle.reject(cause)
    },
    handleCommandComplete: ({ text: tag }) => void (rowCount = Number(/^COPY (\d+)$/.exec(tag)?.[1] ?? 0)),
    handleReadyForQuery: () => (failure ? settle.reject(failure) : settle.resolve(rowCount)),
    handleRowDescription: () => undefined,
    handleDataRow: () => undefined,
    handleEmptyQuery: () => undefined,
    ...on,
  }
  return { statement, ended }
}

/**
 * `COPY … TO STDOUT` as a stream, in PostgreSQL's text format. No more than about a megabyte waits in memory: the
 * connection is paused while the reader is slow. Nothing else may use the connection meanwhile.
 * @param client inside the transaction whose snapshot is copied
 * @param text the whole statement
 */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer, number> {
  const waiting: Buffer[] = []
  let [waitingBytes, isEnded] = [0, false]
  let paused: CopyConnection | undefined
  let wake: () => void = () => undefined
  const { statement, ended } = copyStatement(text, {
    handleCopyInResponse: (connection) => connection.sendCopyFail('this is a COPY TO'),
    handleCopyData({ chunk }, connection) {
      // The driver uses its buffer again.
      waiting.push(Buffer.from(chunk))
      waitingBytes += chunk.length
      if (waitingBytes > QUEUE_BYTES && !paused) {
        paused = connection
        connection.stream.pause()
      }
      wake()
    },
  })
  const done = ended
    .catch(() => undefined)
    .finally(() => {
      isEnded = true
      wake()
    })
  client.query(statement as unknown as pg.Submittable)
  try {
    for (;;) {
      if (waiting.length > 0) {
        const chunk = Buffer.concat(waiting.splice(0))
        waitingBytes = 0
        yield chunk
        paused?.stream.resume()
        paused = undefined
      } else if (isEnded) {
        return await ended
      } else {
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  } finally {
    // A reader that stops early lets the rest go by, so that the connection can be used again.
    wake = () => void waiting.splice(0)
    paused?.stream.resume()
    await done
  }
}

/**
 * `COPY … FROM STDIN` of a stream in PostgreSQL's text format.
 * @returns how many rows PostgreSQL has taken. @throws what the source or PostgreSQL throws; nothing is kept then
 */
export async function copyIn(client: pg.ClientBase, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  let start: (connection: CopyConnection) => void
  const started = new Promise<CopyConnection>((resolve) => (start = resolve))
  const { statement, ended } = copyStatement(text, {
    handleCopyInResponse: (connection) => start(connection),
    handleCopyData: () => undefined,
  })
  client.query(statement as unknown as pg.Submittable)
  const connection = await Promise.race([started, ended.then(() => undefined)])
  if (!connection) return ended
  let failure: unknown
  let isRefused = false
  ended.catch(() => (isRefused = true))
  try {
    for await (const chunk of source) {
      if (isRefused) break
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), ended])
    }
  } catch (cause) {
    failure = cause
  }
  if (failure === undefined) connection.endCopyFrom()
  else connection.sendCopyFail('the source ended early')
  const answer = await ended.catch((cause: unknown) => {
    throw failure ?? cause
  })
  return answer
}
