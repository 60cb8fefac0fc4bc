import { once } from 'node:events'
import { StringDecoder } from 'node:string_decoder'
import type { z } from 'zod'

export interface JsonLinesStreams {
  readonly input: AsyncIterable<Buffer | string>
  readonly out: NodeJS.WritableStream
  readonly err: NodeJS.WritableStream
}

/**
 * Answers each line of JSON with a line of JSON, as it comes. A line that is none, or of another shape, is named on `err`
 * by its number and its fault, never by its content; the lines after it are answered all the same.
 * @returns exit status: 0 all answered, 2 where a line could not be
 */
export async function answerJsonLines<T>(
  { input, out, err }: JsonLinesStreams,
  shape: z.ZodType<T>,
  answer: (value: T) => unknown,
): Promise<number> {
  let status = 0
  let number = 0
  for await (const line of linesOf(input)) {
    number++
    if (line.trim() === '') continue
    const read = parse(line, shape)
    if ('fault' in read) {
      status = 2
      err.write(`sekisho: line ${number}: ${read.fault}\n`)
    } else if (!out.write(`${JSON.stringify(answer(read.value))}\n`)) await once(out, 'drain')
  }
  return status
}

function parse<T>(line: string, shape: z.ZodType<T>): { value: T } | { fault: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { fault: 'this is not JSON' }
  }
  const read = shape.safeParse(value)
  if (read.success) return { value: read.data }
  const { path, message } = read.error.issues[0]!
  return { fault: `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}` }
}

/** Lines end with LF alone: JSON may hold the other ends of lines that Unicode knows. */
async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  const pieces: string[] = []
  let isBegun = false
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    // Windows writes a byte order mark before the first line.
    let from = !isBegun && text.startsWith('\ufeff') ? 1 : 0
    isBegun ||= text !== ''
    for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, at))
      yield pieces.splice(0).join('')
      from = at + 1
    }
    if (from < text.length) pieces.push(text.slice(from))
  }
  const rest = pieces.join('') + decoder.end()
  if (rest !== '') yield rest
}
