// The process that reads files of strangers. It has no environment, no network, no files but the program's own, and dies
// at its limits; it talks to its parent over two pipes, and ends when they do.
import { Readable } from 'node:stream'
import { type ByteSource, bytesOf } from '../byte-source.ts'
import type { DocumentPart, ReadOptions } from '../document-reading.ts'
import { readDocument } from '../read-document.ts'
import '../readers.ts' // before it says that it is ready: no file pays for it with its time
import type { DocumentInspector, InspectOptions } from './sandbox-reading.ts'
import { type Frame, jsonOf, receivedFrames, sendFrame } from './wire.ts'

interface Job extends ReadOptions {
  readonly byteCount: number
  readonly inspect: InspectOptions
}

/** A file up to this size is taken over whole. */
const WHOLE_BYTES = 32 * 1024 * 1024
const BLOCK_BYTES = 4 * 1024 * 1024

const [out, frames] = [process.stdout, receivedFrames(process.stdin)]
const inspector = process.argv[2]!

async function nextFrame(): Promise<Frame> {
  const { value, done } = await frames.next()
  if (done) process.exit(0)
  return value
}

async function ask(from: number, until: number): Promise<Buffer> {
  sendFrame(out, 'R', { from, until })
  return (await nextFrame()).payload
}

/** The parent's content, range by range; it has one question at a time. */
function askedSource(byteCount: number): ByteSource {
  let block: { readonly from: number; readonly bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) }
  let turn: Promise<unknown> = Promise.resolve()
  const blockAt = (position: number): Promise<typeof block> => {
    const asked = turn.then(async () => {
      if (position < block.from || position >= block.from + block.bytes.length) {
        const from = position - (position % BLOCK_BYTES)
        block = { from, bytes: await ask(from, Math.min(from + BLOCK_BYTES, byteCount)) }
      }
      return block
    })
    turn = asked
    return asked
  }
  async function* pieces(from: number, until: number): AsyncGenerator<Buffer> {
    for (let at = from; at < until;) {
      const { from: start, bytes } = await blockAt(at)
      const piece = bytes.subarray(at - start, Math.min(bytes.length, until - start))
      if (piece.length === 0) throw new Error('the content ended early')
      yield piece
      at += piece.length
    }
  }
  return { byteCount, open: ({ from, until }) => Readable.from(pieces(from, until), { objectMode: false }) }
}

async function sourceOf(byteCount: number): Promise<ByteSource> {
  if (byteCount > WHOLE_BYTES) return askedSource(byteCount)
  const pieces: Buffer[] = []
  for (let at = 0; at < byteCount; at += BLOCK_BYTES) pieces.push(await ask(at, Math.min(at + BLOCK_BYTES, byteCount)))
  return bytesOf(Buffer.concat(pieces))
}

async function readOne(inspect: DocumentInspector, job: Job): Promise<void> {
  const reading = readDocument(await sourceOf(job.byteCount), job)
  // An inspector that has seen enough only stops listening: what it leaves is read on, so that all unread is known.
  const rest = reading.parts[Symbol.asyncIterator]()
  const parts: AsyncIterable<DocumentPart> = { [Symbol.asyncIterator]: () => ({ next: () => rest.next() }) }
  let inspected: unknown
  let isCrashed = false
  try {
    inspected = await inspect(parts, job.inspect)
  } catch {
    isCrashed = true
  }
  for await (const _ of parts);
  const unread = isCrashed ? [...reading.unread, { path: [job.name ?? ''], reason: 'crashed' }] : reading.unread
  const { files, pictures, pictureCount, photos } = reading
  sendFrame(out, 'D', { unread, files, pictures, pictureCount, photos, ...(inspected !== undefined && { inspected }) })
}

const { inspectDocument } = (await import(inspector)) as { readonly inspectDocument: DocumentInspector }
sendFrame(out, 'Q')
for (;;) await readOne(inspectDocument, jsonOf(await nextFrame()) as Job)
