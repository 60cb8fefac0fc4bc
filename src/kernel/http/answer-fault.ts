import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import { z } from 'zod'
import { HTTP_STATUS, Refusal, type RefusalCode } from '../../base/refusal.ts'
import { newId } from '../../base/ids.ts'

/** Refusals that any endpoint may answer; the others stand in its `refuses`. */
const ALWAYS = new Set<RefusalCode>([
  'bad_input',
  'not_signed_in',
  'guest_ended',
  'not_allowed',
  'not_found',
  'too_many_requests',
])

/** What a client gets instead of an answer. */
export const Problem = z.union([
  z.object({
    refusal: z.object({
      code: z.string(),
      /** What its words name; some are words in both languages. */
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.object({ ja: z.string(), en: z.string() })])),
      /** Fields that are wrong: path → code of the phrase book. */
      fields: z.record(z.string(), z.string()).optional(),
    }),
  }),
  z.object({ fault: z.object({ id: z.string() }) }),
])

/** What a client sent is not what the endpoint takes. Anything else that does not parse is a fault of ours. */
export class WrongInput extends Error {
  readonly fields: Readonly<Record<string, string>>
  constructor(error: z.ZodError) {
    super('the input is not what the endpoint takes')
    this.name = 'WrongInput'
    this.fields = fieldsOf(error)
  }
}

const fieldsOf = ({ issues }: z.ZodError) =>
  Object.fromEntries(issues.map(({ path, code }): [string, string] => [path.join('.'), code]))

/** @throws WrongInput */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new WrongInput(parsed.error)
  return parsed.data
}

/** A refusal is answered with its status and code; anything else becomes a 500 with an id that the log explains. */
export function answerFault(
  error: unknown,
  declared: readonly RefusalCode[],
  reply: FastifyReply,
  log: FastifyBaseLogger,
): FastifyReply {
  if (error instanceof WrongInput) {
    const { fields } = error
    return reply.code(HTTP_STATUS.bad_input).send({ refusal: { code: 'bad_input', facts: {}, fields } })
  }
  if (error instanceof Refusal && (ALWAYS.has(error.code) || declared.includes(error.code))) {
    return reply.code(HTTP_STATUS[error.code]).send({ refusal: { code: error.code, facts: error.facts } })
  }
  const status = (error as { statusCode?: number } | undefined)?.statusCode
  if (status !== undefined && status >= 400 && status < 500) {
    // The web server's own "no": a body that is too large or is not JSON, too many requests.
    return reply
      .code(status)
      .send({
        refusal: {
          code: status === 429 ? 'too_many_requests' : 'bad_input',
          facts: status === 429 ? { minutes: 1 } : {},
        },
      })
  }
  const id = newId()
  log.error({ faultId: id, ...describeFault(error) }, 'fault')
  return reply.code(500).send({ fault: { id } })
}

/**
 * What the log may say of a fault. The message stays out: it may quote a value (a name, an address) that the database
 * or a parser complained of.
 */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
  const cause = error.cause instanceof Error ? { cause: describeFault(error.cause) } : {}
  const refusal = error instanceof Refusal ? { undeclaredRefusal: error.code } : {}
  const fields = error instanceof z.ZodError ? { fields: fieldsOf(error) } : {}
  return { kind: error.name, code, constraint, table, frames, ...refusal, ...fields, ...cause }
}
