import { createHmac, randomBytes } from 'node:crypto'
import { type Insertable, sql } from 'kysely'
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { type ColumnTypes, insertAlong } from '../db/insert-along.ts'
import type { GateNote } from '../db/tables.ts'
import type { Vault } from '../vault/index.ts'

/** A personal text of a gate: where it lies, and the salted commitment that may stand in append-only rows and events. */
export interface SealedNote {
  readonly id: string
  readonly commitment: string
}

export type NoteVault = Pick<Vault, 'sealManyFacts' | 'openManyFacts' | 'eraseFacts'>

let vault: NoteVault | undefined

/**
 * Says once, at the start of a process, in which vault the personal texts of gates are sealed. Without it they lie in a
 * table of their own, erasable but not encrypted.
 */
export function keepNotesIn(opened: NoteVault | undefined): void {
  vault = opened
}

/** Keeps a personal text (content, findings, comment, recipients, reason) where it can be erased. */
export async function sealNote(tx: Tx, body: Json): Promise<SealedNote> {
  return (await sealNotes(tx, [body]))[0]!
}

/** Several at once; in the given order. */
export async function sealNotes(tx: Tx, bodies: readonly Json[]): Promise<SealedNote[]> {
  if (vault) return vault.sealManyFacts(tx, bodies)
  const notes = bodies.map((body) => ({ id: newId(), salt: randomBytes(32).toString('hex'), body }))
  await insertAlong(tx, 'gate_note', NOTE_COLUMNS, notes as NoteRow[])
  return notes.map(({ id, salt, body }) => ({
    id,
    commitment: createHmac('sha256', Buffer.from(salt, 'hex')).update(canonicalJson(body)).digest('hex'),
  }))
}

type NoteRow = Pick<Insertable<GateNote>, 'id' | 'salt' | 'body'>
const NOTE_COLUMNS: ColumnTypes<NoteRow> = { id: 'uuid', salt: 'text', body: 'jsonb' }

/** The texts that are still there; the erased are left out. */
export async function openNotes(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Json>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('gate_note')
    .select(['id', 'body'])
    .where('id', 'in', [...ids])
    .execute()
  const open = new Map(rows.flatMap((row) => (row.body === null ? [] : [[row.id, row.body as Json]])))
  const inTable = new Set(rows.map((row) => row.id))
  const sealed = ids.filter((id) => !inTable.has(id))
  if (sealed.length === 0) return open
  if (!vault) throw new Error('texts of gates lie in a vault that this process has not opened: call keepNotesIn')
  return new Map([...open, ...(await vault.openManyFacts(tx, sealed))])
}

/** Erases the texts and their salts: what stays is a hash that no guess can be tried against. */
export async function eraseNotes(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const id of ids) await vault?.eraseFacts(tx, id)
  await tx
    .updateTable('gate_note')
    .set({ body: null, salt: null, erased_at: sql<Date>`clock_now()` })
    .where('id', 'in', [...ids])
    .where('erased_at', 'is', null)
    .execute()
}
