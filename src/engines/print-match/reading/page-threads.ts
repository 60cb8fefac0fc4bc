import { Worker } from 'node:worker_threads'
import { CannotVerify } from '../cannot-verify.ts'
import type { PrintPdf } from '../print-run.ts'
import { type FileBlocks, fileBlocks } from './file-blocks.ts'
import { unpacked } from './packed-pages.ts'
import type { PageContent } from './page-content.ts'
import { threadCountFor } from './thread-count.ts'
import {
  ARRIVED,
  BLOCK_BYTES,
  type FromThread,
  type Looks,
  NOT_READ,
  type PageRequest,
  type ThreadStart,
  type ToThread,
} from './thread-messages.ts'

export interface PageThreads {
  /** Pages of each file. */
  readonly pageCounts: readonly number[]
  /** Of the first page of all. */
  readonly size: { readonly widthMm: number; readonly heightMm: number }
  /** What is looked at on the pages that are asked for from now on. */
  look(looks: Looks): Promise<void>
  /** In the order asked for; a few batches are read ahead. @throws CannotVerify */
  read(pages: Iterable<PageRequest>): AsyncGenerator<PageContent>
  close(): Promise<void>
}

const BATCH = 64
const BATCHES_AHEAD = 3
/** A page that takes longer than this has the reader in a loop. */
const PATIENCE_MILLISECONDS = 300_000

/** Reads pages in threads of their own: PDFium works without pause, and what breaks it does not break the caller. */
export async function openPageThreads(pdfs: readonly PrintPdf[], threadCount: number): Promise<PageThreads> {
  const blocks = fileBlocks(pdfs.map(({ source }) => source))
  // All of them start at once; those for which a long run has no room end before they read.
  const threads = Array.from({ length: threadCount }, () => startThread(pdfs, blocks))
  const close = async () => {
    await Promise.all(threads.map((thread) => thread.close()))
  }
  try {
    const pageCounts: number[] = []
    let size = { widthMm: 210, heightMm: 297 }
    for (const file of pdfs.keys()) {
      const answer = await threads[0]!.ask({ ask: 'count', file })
      if (answer.tell !== 'counted') continue
      if (file === 0) size = { widthMm: answer.widthMm, heightMm: answer.heightMm }
      pageCounts.push(answer.pageCount)
    }
    await Promise.all(threads.splice(threadCountFor(pageCounts, threadCount)).map((thread) => thread.close()))
    const look = async (looks: Looks) => {
      await Promise.all(threads.map((thread) => thread.ask({ ask: 'look', looks })))
    }
    return { pageCounts, size, look, read: (pages) => inOrder(threads, pages), close }
  } catch (cause) {
    await close()
    throw cause
  }
}

async function* inOrder(threads: readonly Thread[], pages: Iterable<PageRequest>): AsyncGenerator<PageContent> {
  const waiting: Promise<FromThread>[] = []
  const batches = batched(pages)
  let batch = 0
  const askNext = () => {
    const next = batches.next()
    if (next.done) return
    const answer = threads[batch % threads.length]!.ask({ ask: 'read', batch: batch++, pages: next.value })
    answer.catch(() => undefined) // awaited below, in its turn
    waiting.push(answer)
  }
  for (let i = 0; i < threads.length * BATCHES_AHEAD; i++) askNext()
  for (let first = waiting.shift(); first; first = waiting.shift()) {
    const answer = await first
    askNext()
    if (answer.tell === 'pages') yield* unpacked(answer.contents)
  }
}

function* batched(pages: Iterable<PageRequest>): Generator<PageRequest[]> {
  let batch: PageRequest[] = []
  for (const page of pages) {
    batch.push(page)
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

interface Thread {
  ask(message: ToThread): Promise<FromThread>
  close(): Promise<unknown>
}

function startThread(pdfs: readonly PrintPdf[], blocks: FileBlocks): Thread {
  const control = new SharedArrayBuffer(8)
  const block = new SharedArrayBuffer(BLOCK_BYTES)
  const files = pdfs.map(({ name, source }) => ({ name, byteCount: source.byteCount }))
  const start: ThreadStart = { files, control, block }
  const worker = new Worker(new URL('./page-thread.ts', import.meta.url), { workerData: start })
  const asked: { resolve: (answer: FromThread) => void; reject: (cause: unknown) => void }[] = []
  let failure: Error | undefined
  const fail = (cause: Error) => {
    failure ??= cause
    for (const { reject } of asked.splice(0)) reject(failure)
  }
  let patience: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(patience)
    if (asked.length > 0) patience = setTimeout(() => fail(new CannotVerify('reader_stopped')), PATIENCE_MILLISECONDS)
  }
  const fetchBlock = async ({ file, position }: Extract<FromThread, { tell: 'block' }>) => {
    const state = new Int32Array(control)
    try {
      const bytes = await blocks(file, position)
      new Uint8Array(block).set(bytes)
      Atomics.store(state, 1, bytes.length)
      Atomics.store(state, 0, ARRIVED)
    } catch (cause) {
      fail(cause as Error)
      Atomics.store(state, 0, NOT_READ)
    }
    Atomics.notify(state, 0)
  }
  worker.on('message', (message: FromThread) => {
    if (message.tell === 'block') void fetchBlock(message)
    else if (message.tell === 'failed') fail(new CannotVerify(message.reason, message.facts))
    else if (message.tell === 'fault') fail(new Error(message.message))
    else asked.shift()?.resolve(message)
    rest()
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread that reads pages has ended')))
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        asked.push({ resolve, reject })
        if (asked.length === 1) rest()
        worker.postMessage(message)
      }),
    async close() {
      clearTimeout(patience)
      failure ??= new Error('closed')
      return worker.terminate()
    },
  }
}
