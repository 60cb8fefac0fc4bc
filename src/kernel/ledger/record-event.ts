import { z } from 'zod'
import type { AnyActor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { goAlong } from '../db/statements.ts'

/** One kind of event: its name and the shape of its facts. Facts hold ids, codes and counts, never personal data. */
export interface EventKind<F extends z.ZodRawShape = z.ZodRawShape> {
  readonly type: string
  readonly facts: z.ZodObject<F>
}

/**
 * Declares the events of a module: `defineEvents('outbound_mail', { held: { recipientCount: z.number() } })` makes the
 * kind `outbound_mail.held`. Facts are strict: a field that is not declared is refused when the event is written.
 */
export function defineEvents<K extends Record<string, z.ZodRawShape>>(
  subject: string,
  kinds: K,
): { readonly [N in keyof K]: EventKind<K[N]> } {
  const entries = Object.entries(kinds).map(([name, shape]) => [
    name,
    { type: `${subject}.${name}`, facts: z.strictObject(shape) },
  ])
  return Object.fromEntries(entries)
}

export interface NewEvent<F extends z.ZodRawShape> {
  readonly actor: AnyActor
  readonly subject: { readonly kind: string; readonly id: string }
  readonly facts: z.input<z.ZodObject<F>>
  /** From the vault's `sealFacts`: a salted commitment to the personal part. */
  readonly commitment?: string
}

/**
 * Writes an event in the transaction of its act: if it cannot be written, the act does not happen. It leaves with the next
 * statement or the commit, so a failure of the database comes out there.
 * @returns its id
 */
export async function recordEvent<F extends z.ZodRawShape>(
  tx: Tx,
  kind: EventKind<F>,
  event: NewEvent<F>,
): Promise<string> {
  const { id, actor_kind, actor_id, actor_via, subject_kind, subject_id, facts, commitment } = rowOf(kind, event)
  const told = JSON.stringify(facts)
  const values = [id, kind.type, actor_kind, actor_id, actor_via, subject_kind, subject_id, told, commitment]
  await goAlong(tx, { name: 'record_event', text: 'select record_event($1, $2, $3, $4, $5, $6, $7, $8, $9)', values })
  return id
}

/** Writes many events of one kind, in this order, by one statement. */
export async function recordEvents<F extends z.ZodRawShape>(
  tx: Tx,
  kind: EventKind<F>,
  events: readonly NewEvent<F>[],
): Promise<void> {
  const rows = events.map((event) => rowOf(kind, event))
  await goAlong(tx, {
    name: 'record_events',
    text: 'select record_events($1, $2)',
    values: [kind.type, JSON.stringify(rows)],
  })
}

function rowOf<F extends z.ZodRawShape>(kind: EventKind<F>, { actor, subject, facts, commitment }: NewEvent<F>) {
  const [actor_id, actor_via] = actor.kind === 'system' ? [null, actor.part] : [actor.personId, actor.via]
  return {
    id: newId(),
    actor_kind: actor.kind,
    actor_id,
    actor_via,
    subject_kind: subject.kind,
    subject_id: subject.id,
    facts: kind.facts.parse(facts),
    commitment: commitment ?? null,
  }
}
