import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Actor } from '../../base/actor.ts'
import type { Endpoint, InputOf } from '../../base/endpoint.ts'
import type { Database, Tx } from './database.ts'

/** What a handler answers before the output schema has parsed it. */
type Answer<E> = E extends Endpoint<z.ZodType, infer O> ? z.input<O> : never

/** A request that nobody has signed yet: sign-in, activation, a guest's link. It brings what such handlers need. */
export interface RequestContext {
  readonly database: Database
  /** Lower-case names. */
  readonly headers: Headers
  /** The client's address, behind a trusted proxy the one that the proxy saw. */
  readonly ip: string
  setHeader(name: 'set-cookie', value: string): void
}

/** A file to hand out: always as an attachment, never rendered in the page. */
export interface Download {
  readonly fileName: string
  readonly mediaType: string
  readonly byteCount?: number
  readonly content: Readable
}

/** An endpoint with the operation behind it. One transaction of the actor's organisation; a refusal rolls it back. */
export interface Route {
  readonly kind: 'signed'
  readonly endpoint: Endpoint
  readonly run: (tx: Tx, actor: Actor, input: never) => Promise<unknown>
}

export interface PublicRoute {
  readonly kind: 'public'
  readonly endpoint: Endpoint
  readonly run: (context: RequestContext, input: never) => Promise<unknown>
}

/** Answers a stream instead of JSON. The event that tells of the look is written in the same transaction. */
export interface DownloadRoute {
  readonly kind: 'download'
  readonly endpoint: Endpoint
  readonly run: (tx: Tx, actor: Actor, input: never) => Promise<Download>
}

/** Takes one uploaded file (multipart, field `file`, before it the field `input` with the JSON of the endpoint's input). */
export interface UploadRoute {
  readonly kind: 'upload'
  readonly endpoint: Endpoint
  readonly limitBytes: number
  readonly run: (tx: Tx, actor: Actor, input: never, file: UploadedFile) => Promise<unknown>
}

/**
 * Takes one uploaded file of any size (multipart, as above), as it arrives. It is read before the transaction that adopts
 * it: a transaction that waited for a slow line would hold what others need.
 */
export interface StreamRoute {
  readonly kind: 'stream'
  readonly endpoint: Endpoint
  readonly limitBytes: number
  readonly run: (context: StreamContext, input: never, file: StreamedFile) => Promise<unknown>
}

export interface StreamContext {
  readonly actor: Actor
  /** A transaction of the actor's organisation; it may be tried again, and its work with it. */
  readonly inOrganisation: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
}

export interface StreamedFile {
  readonly fileName: string
  readonly content: AsyncIterable<Uint8Array>
}

export interface UploadedFile {
  readonly fileName: string
  readonly content: Uint8Array
}

export type AnyRoute = Route | PublicRoute | DownloadRoute | UploadRoute | StreamRoute

export function bind<E extends Endpoint>(
  endpoint: E,
  run: (tx: Tx, actor: Actor, input: InputOf<E>) => Promise<Answer<E>>,
): Route {
  return { kind: 'signed', endpoint, run }
}

export function bindPublic<E extends Endpoint>(
  endpoint: E,
  run: (context: RequestContext, input: InputOf<E>) => Promise<Answer<E>>,
): PublicRoute {
  return { kind: 'public', endpoint, run }
}

export function bindDownload<E extends Endpoint>(
  endpoint: E,
  run: (tx: Tx, actor: Actor, input: InputOf<E>) => Promise<Download>,
): DownloadRoute {
  return { kind: 'download', endpoint, run }
}

export function bindUpload<E extends Endpoint>(
  endpoint: E,
  limitBytes: number,
  run: (tx: Tx, actor: Actor, input: InputOf<E>, file: UploadedFile) => Promise<Answer<E>>,
): UploadRoute {
  return { kind: 'upload', endpoint, limitBytes, run }
}

export function bindStream<E extends Endpoint>(
  endpoint: E,
  limitBytes: number,
  run: (context: StreamContext, input: InputOf<E>, file: StreamedFile) => Promise<Answer<E>>,
): StreamRoute {
  return { kind: 'stream', endpoint, limitBytes, run }
}
