import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { CannotVerify } from '../cannot-verify.ts'
import { blockFile } from './block-file.ts'
import { fileReader } from './file-reader.ts'
import { packed } from './packed-pages.ts'
import type { FileReader } from './readable-file.ts'
import {
  ARRIVED,
  type FromThread,
  type Looks,
  MOST_OPEN,
  type PageRequest,
  type ThreadStart,
  type ToThread,
  WAITING,
} from './thread-messages.ts'

// Reads pages of the files whose bytes the other side hands over range by range.
const { files, control, block } = workerData as ThreadStart
const port = parentPort as MessagePort
const state = new Int32Array(control)
const shared = new Uint8Array(block)
const open = new Map<number, FileReader>()
let looks: Looks = [
  { watched: [], codes: [] },
  { watched: [], codes: [] },
]

const tell = (message: FromThread, moved: ArrayBuffer[] = []) => port.postMessage(message, moved)

function readBlock(file: number, position: number): Uint8Array {
  Atomics.store(state, 0, WAITING)
  tell({ tell: 'block', file, position })
  Atomics.wait(state, 0, WAITING)
  if (Atomics.load(state, 0) !== ARRIVED) throw new CannotVerify('pdf_damaged', { file: files[file]!.name })
  return shared.subarray(0, Atomics.load(state, 1))
}

async function readerOf(file: number): Promise<FileReader> {
  let reader = open.get(file)
  if (reader) {
    open.delete(file)
    open.set(file, reader)
    return reader
  }
  const { name, byteCount } = files[file]!
  reader = await fileReader(
    blockFile(byteCount, (position) => readBlock(file, position)),
    name,
  )
  if (open.size >= MOST_OPEN) {
    const [oldest] = open.keys()
    open.get(oldest!)!.close()
    open.delete(oldest!)
  }
  open.set(file, reader)
  return reader
}

async function readAll(pages: readonly PageRequest[]) {
  const contents = []
  for (const { file, page, side } of pages) contents.push(await (await readerOf(file)).read(page, looks[side]))
  return contents
}

async function answer(message: ToThread): Promise<void> {
  try {
    if (message.ask === 'count') {
      const { pageCount, widthMm, heightMm } = await readerOf(message.file)
      tell({ tell: 'counted', pageCount, widthMm, heightMm })
    } else if (message.ask === 'look') {
      looks = message.looks
      tell({ tell: 'looking' })
    } else {
      const contents = packed(await readAll(message.pages))
      tell({ tell: 'pages', batch: message.batch, contents }, [contents.boxes.buffer, contents.marks.buffer])
    }
  } catch (cause) {
    if (cause instanceof CannotVerify) tell({ tell: 'failed', reason: cause.reason, facts: cause.facts })
    else tell({ tell: 'fault', message: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) })
  }
}

let last = Promise.resolve()
port.on('message', (message: ToThread) => {
  last = last.then(() => answer(message))
})
