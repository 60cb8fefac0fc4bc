import type { z } from 'zod'
import type { RefusalCode } from './refusal.ts'

/**
 * What a person must hold to call an endpoint: a right `module:verb`, or one of
 * `public` (nobody is signed in yet), `signed-in` (every account), `guest` (a guest link of this purpose).
 */
export type Right = `${string}:${string}` | 'public' | 'signed-in' | 'guest'

export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST'
  /** Starts with `/api/`. GET never changes anything. */
  readonly path: `/api/${string}`
  readonly right: Right
  /** GET: the query; POST: the JSON body. */
  readonly input: I
  /** The answer is parsed by it on the way out, so a field that is not declared here does not leave. */
  readonly output: O
  /** Every refusal that the operation may answer; another one is a fault and becomes a 500. */
  readonly refuses: readonly RefusalCode[]
  /** One sentence in English for the OpenAPI document. */
  readonly summary: string
}

/** Declares one endpoint; server and screens import the same object. */
export function endpoint<I extends z.ZodType, O extends z.ZodType>(declared: Endpoint<I, O>): Endpoint<I, O> {
  return declared
}

export type InputOf<E> = E extends Endpoint<infer I> ? z.output<I> : never
/** What a caller sends: before defaults and transformations. */
export type RequestOf<E> = E extends Endpoint<infer I> ? z.input<I> : never
export type OutputOf<E> = E extends Endpoint<z.ZodType, infer O> ? z.output<O> : never
