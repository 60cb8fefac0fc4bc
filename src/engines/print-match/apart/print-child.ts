// The process that reads what comes with a print job: the data, the pages, the patterns of its specification. It has no
// environment, no network, no files but the program's own, and dies at its limits; it talks to its parent over two pipes, and
// ends when they do.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ByteSource, type Frame, jsonOf, receivedFrames, sendFrame } from '../../documents/index.ts'
import { CannotVerify } from '../cannot-verify.ts'
import type { PrintTable } from '../print-run.ts'
import { proposeDataShape } from '../proposing/propose-data-shape.ts'
import { type DataFile, readDataRows, readPrintData } from '../read-print-data.ts'
import { verifyPages } from '../verify-print.ts'
import type { SheetVerdict } from '../verdict.ts'
import { type PrintAnswer, PrintQuestion, type PrintTold } from './print-messages.ts'

interface Part {
  readonly name: string
  readonly byteCount: number
}

const BLOCK_BYTES = 4 * 1024 * 1024
/** Sheets that are told together. */
const SHEETS_AT_ONCE = 256
/** Of the records in one answer, in characters; a frame has room for more. */
const ANSWER_CHARACTERS = 8_000_000

const out = process.stdout
const frames = receivedFrames(process.stdin)
const asked: ((bytes: Buffer) => void)[] = []
const questions: Frame[] = []
let wake: (() => void) | undefined
let opened: PrintTable | undefined

async function listen(): Promise<void> {
  for await (const frame of frames) {
    if (frame.kind === 'B') asked.shift()?.(frame.payload)
    else questions.push(frame)
    wake?.()
  }
  process.exit(0)
}

async function nextQuestion(): Promise<PrintQuestion> {
  while (questions.length === 0) await new Promise<void>((resolve) => (wake = resolve))
  return PrintQuestion.parse(jsonOf(questions.shift()!))
}

function bytesAt(from: number, until: number): Promise<Buffer> {
  sendFrame(out, 'R', { from, until })
  return new Promise((resolve) => asked.push(resolve))
}

/** The files one behind the other, each as a content of its own. */
function partsOf(parts: readonly Part[], start: number): (Part & { readonly source: ByteSource })[] {
  let at = start
  return parts.map(({ name, byteCount }) => {
    const first = at
    at += byteCount
    async function* pieces(from: number, until: number): AsyncGenerator<Buffer> {
      for (let next = from; next < until; next += BLOCK_BYTES)
        yield await bytesAt(first + next, first + Math.min(next + BLOCK_BYTES, until))
    }
    const open: ByteSource['open'] = ({ from, until }) => Readable.from(pieces(from, until), { objectMode: false })
    return { name, byteCount, source: { byteCount, open } }
  })
}

const sizeOf = (parts: readonly Part[]) => parts.reduce((sum, { byteCount }) => sum + byteCount, 0)

async function filesOf(parts: readonly Part[]): Promise<DataFile[]> {
  const files: DataFile[] = []
  for (const { name, byteCount, source } of partsOf(parts, 0))
    files.push({
      name,
      bytes: byteCount === 0 ? new Uint8Array() : await buffer(source.open({ from: 0, until: byteCount })),
    })
  return files
}

async function verified(question: Extract<PrintQuestion, { ask: 'verify' }>): Promise<PrintAnswer> {
  const { specification, of, threadCount } = question
  let sheets: SheetVerdict[] = []
  const tell = (progress?: PrintTold['progress']) => {
    sendFrame(out, 'T', { sheets, ...(progress && { progress }) })
    sheets = []
  }
  const { hashes: _, ...summary } = await verifyPages({
    specification,
    data: filesOf(question.data).then((files) => readPrintData(specification, files)),
    pdfs: partsOf(question.pdfs, sizeOf(question.data)),
    ...(of && { of }),
    ...(threadCount && { threadCount }),
    onSheet: (verdict) => {
      if (sheets.push(verdict) >= SHEETS_AT_ONCE) tell()
    },
    onProgress: tell,
  })
  if (sheets.length > 0) tell()
  return { tell: 'verified', summary } as unknown as PrintAnswer
}

function recordsOf(from: number, until: number): PrintAnswer {
  const records: PrintTable['records'][number][] = []
  let characters = 0
  for (let at = from; at < until && characters < ANSWER_CHARACTERS; at++) {
    const record = opened?.records[at]
    if (!record) break
    for (const value of record.values) characters += value.length
    for (const child of record.children) for (const value of child) characters += value.length
    records.push(record)
  }
  return { tell: 'records', records } as PrintAnswer
}

async function answer(question: PrintQuestion): Promise<PrintAnswer> {
  if (question.ask === 'verify') return verified(question)
  if (question.ask === 'records') return recordsOf(question.from, question.until)
  if (question.ask === 'find') {
    const at = opened?.records.findIndex(({ key }) => key === question.key) ?? -1
    return at < 0 ? { tell: 'records', records: [] } : recordsOf(at, at + 1)
  }
  if (question.ask === 'shape') {
    const [main, child] = await Promise.all((await filesOf(question.data.slice(0, 2))).map(readDataRows))
    const shape = main && proposeDataShape(main, child)
    return { tell: 'shape', columns: [...(main?.columns ?? [])], ...(shape && { shape }) }
  }
  opened = await readPrintData({ data: question.shape }, await filesOf(question.data))
  const { columns, childColumns, records } = opened
  return { tell: 'opened', columns: [...columns], childColumns: [...childColumns], recordCount: records.length }
}

void listen()
sendFrame(out, 'Q')
for (;;) {
  const question = await nextQuestion()
  // What is no refusal of ours ends the process: the parent says then that nobody could look.
  const said = await answer(question).catch((cause: unknown): PrintAnswer => {
    if (!(cause instanceof CannotVerify)) throw cause
    return { tell: 'failed', reason: cause.reason, facts: cause.facts }
  })
  sendFrame(out, 'D', said)
}
