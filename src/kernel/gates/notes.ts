import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'

/** A personal text of a gate: where it lies, and the salted commitment that may stand in append-only rows and events. */
export interface SealedNote {
  readonly id: string
  readonly commitment: string
}

/** Keeps a personal text (content, findings, comment, recipients, reason) where it can be erased. */
export async function sealNote(tx: Tx, body: Json): Promise<SealedNote> {
  const [id, salt] = [newId(), randomBytes(32).toString('hex')]
  await tx
    .insertInto('gate_note')
    .values({ id, salt, body: canonicalJson(body) })
    .execute()
  return { id, commitment: createHmac('sha256', Buffer.from(salt, 'hex')).update(canonicalJson(body)).digest('hex') }
}

/** The texts that are still there; the erased are left out. */
export async function openNotes(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Json>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('gate_note')
    .select(['id', 'body'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.flatMap((row) => (row.body === null ? [] : [[row.id, row.body as Json]])))
}

/** Erases the texts and their salts: what stays is a hash that no guess can be tried against. */
export async function eraseNotes(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('gate_note')
    .set({ body: null, salt: null, erased_at: sql<Date>`clock_now()` })
    .where('id', 'in', [...ids])
    .where('erased_at', 'is', null)
    .execute()
}
