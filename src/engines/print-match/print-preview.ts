import { fileURLToPath } from 'node:url'
import { type ConfinedProcess, confinedCommand, sandboxState, startConfined } from '../documents/index.ts'
import { CannotVerify } from './cannot-verify.ts'
import type { PrintPdf } from './print-run.ts'
import { PreviewAnswer, type PreviewQuestion, type PrintedWord } from './reading/preview-messages.ts'

/** An open PDF to look at: for the screen on which fields are clicked, and for the images beside a finding. */
export interface PrintPreview {
  readonly pageCount: number
  /** Text runs with their places in mm. @param page from 0 */
  words(
    page: number,
  ): Promise<{ readonly widthMm: number; readonly heightMm: number; readonly words: readonly PrintedWord[] }>
  /** The page as a grey PNG. @param page from 0 */
  png(page: number, dpi: number): Promise<Uint8Array>
  close(): Promise<void>
}

export interface PreviewLimits {
  /** Of one question. */
  readonly seconds: number
  /** Of the child, resident. */
  readonly memoryBytes: number
}

export const PREVIEW_LIMITS: PreviewLimits = { seconds: 20, memoryBytes: 768 * 1024 * 1024 }

const entry = fileURLToPath(new URL('reading/preview-child.ts', import.meta.url))
const PNG = Buffer.of(0x89, 0x50, 0x4e, 0x47)
/** A child is allowed a fixed time of work altogether; well before that it makes room for another. */
const QUESTIONS_PER_CHILD = 100

/**
 * Opens a PDF of a stranger in a child process without environment, network or files, which dies at its limits; ranges of
 * the PDF are read as they are needed. After a child died over a page, the next question gets a new one.
 * @throws CannotVerify; `page_not_drawn` where the limits were reached
 */
export async function openPreview(pdf: PrintPdf, limits: PreviewLimits = PREVIEW_LIMITS): Promise<PrintPreview> {
  const command = confinedCommand(await sandboxState(), limits, [entry])
  let child: ConfinedProcess | undefined
  let questions = 0
  let isClosed = false
  let turn: Promise<unknown> = Promise.resolve()

  const childForNext = (): ConfinedProcess => {
    if (child && (questions >= QUESTIONS_PER_CHILD || !child.isAlive())) {
      child.kill()
      child = undefined
    }
    if (!child) questions = 0
    questions++
    return (child ??= startConfined(command, limits))
  }
  const ask = async (question: Asked): Promise<PreviewAnswer | Uint8Array> => {
    if (isClosed) throw new Error('closed')
    const { name, source } = pdf
    const process = childForNext()
    const frame = await process.ask({ ...question, name, byteCount: source.byteCount }, source)
    const answer = frame && answerIn(frame)
    if (answer === undefined) {
      process.kill()
      throw new CannotVerify('page_not_drawn', { file: name, page: question.ask === 'open' ? 1 : question.page + 1 })
    }
    if (!(answer instanceof Uint8Array) && answer.tell === 'failed') throw new CannotVerify(answer.reason, answer.facts)
    return answer
  }
  /** One question at a time. */
  const inTurn = (question: Asked) => {
    const answer = turn.then(() => ask(question))
    turn = answer.catch(() => undefined)
    return answer
  }
  const close = async () => {
    isClosed = true
    child?.kill()
    await child?.ended()
  }
  try {
    const opened = await inTurn({ ask: 'open' })
    return {
      pageCount: 'pageCount' in opened ? opened.pageCount : 0,
      async words(page) {
        const answer = await inTurn({ ask: 'words', page })
        if (!('words' in answer)) throw new Error('an answer to another question')
        return answer
      },
      async png(page, dpi) {
        const answer = await inTurn({ ask: 'png', page, dpi })
        if (!(answer instanceof Uint8Array)) throw new Error('an answer to another question')
        return answer
      },
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

type Asked = PreviewQuestion extends infer Q ? (Q extends unknown ? Omit<Q, 'name' | 'byteCount'> : never) : never

/** A picture must be one, and words must be words: the child is not believed. */
function answerIn({
  kind,
  payload,
}: {
  readonly kind: string
  readonly payload: Buffer
}): PreviewAnswer | Uint8Array | undefined {
  if (kind === 'P') return payload.subarray(0, PNG.length).equals(PNG) ? payload : undefined
  try {
    return PreviewAnswer.safeParse(JSON.parse(payload.toString('utf8'))).data
  } catch {
    return undefined
  }
}
