import type { Endpoint, OutputOf, RequestOf } from '../base/endpoint.ts'
import type { WordedFacts } from '../base/fill.ts'

/** What came instead of an answer: a refusal that the user reads, a fault of ours with its number, or no connection. */
export type Problem =
  | {
      readonly kind: 'refusal'
      readonly code: string
      readonly facts: WordedFacts
      /** Fields that are wrong: path of the field → code of what is wrong with it. */
      readonly fields: Readonly<Record<string, string>>
    }
  | { readonly kind: 'fault'; readonly id: string }
  | { readonly kind: 'offline' }

/** Thrown by `call`, so that a query or a form can show it. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.kind === 'refusal' ? problem.code : problem.kind)
    this.name = 'ApiProblem'
    this.problem = problem
  }
}

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiProblem ? error.problem : { kind: 'fault', id: '' }
}

/** Hears of every answer "not signed in", so that the app can lead to the sign-in page. */
let onSignedOut: () => void = () => undefined
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** The address of a GET: what is absent stays out, a list repeats its name. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, input: unknown): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((input ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const text = query.toString()
  return text ? `${endpoint.path}?${text}` : endpoint.path
}

/**
 * Asks one endpoint. GET puts the input into the query, POST sends it as JSON with the header that only our own pages can
 * set.
 * @throws ApiProblem
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const isGet = endpoint.method === 'GET'
  return send<OutputOf<E>>(isGet ? addressOf(endpoint, input) : endpoint.path, {
    method: endpoint.method,
    signal: signal ?? null,
    ...(isGet
      ? {}
      : { body: JSON.stringify(input ?? {}), headers: { 'content-type': 'application/json', 'x-sekisho': '1' } }),
  })
}

/** Sends one file with its input (multipart: the field `input`, then the field `file`). @throws ApiProblem */
export async function callWithFile<E extends Endpoint>(
  endpoint: E,
  input: RequestOf<E>,
  file: File,
): Promise<OutputOf<E>> {
  const body = new FormData()
  body.append('input', JSON.stringify(input ?? {}))
  body.append('file', file, file.name)
  return send<OutputOf<E>>(endpoint.path, { method: 'POST', body, headers: { 'x-sekisho': '1' } })
}

async function send<T>(address: string, request: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(address, { ...request, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ kind: 'offline' })
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body as T
  const problem = readProblem(body)
  if (problem.kind === 'refusal' && problem.code === 'not_signed_in') onSignedOut()
  throw new ApiProblem(problem)
}

/** Reads the server's problem; whatever else stands there (a proxy's error page) counts as a fault without a number. */
export function readProblem(body: unknown): Problem {
  const { refusal, fault } = (body ?? {}) as {
    refusal?: { code?: string; facts?: WordedFacts; fields?: Record<string, string> }
    fault?: { id?: string }
  }
  if (refusal?.code) {
    return { kind: 'refusal', code: refusal.code, facts: refusal.facts ?? {}, fields: refusal.fields ?? {} }
  }
  return { kind: 'fault', id: fault?.id ?? '' }
}
