import { sql } from 'kysely'
import { z } from 'zod'
import type { Page, PageRequest } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Database, Tx } from '../db/database.ts'
import { newestAnchor, occurredText } from './store.ts'

/** How well an event stands: only written, in the chain, or vouched for outside the database too. */
export const LINKED_STATES = ['waiting', 'linked', 'anchored'] as const
export type LinkedState = (typeof LINKED_STATES)[number]

/** Who an event says acted. The same kinds stand in base/actor.ts and in the table's CHECK. */
export const ACTOR_KINDS = ['account', 'guest', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

export interface TimelineEntry {
  readonly id: string
  readonly type: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** `personId` is absent where the program itself acted; `part` then says which part of it. */
  readonly actor: { readonly kind: ActorKind; readonly personId?: string; readonly part?: string }
  readonly facts: Readonly<Record<string, unknown>>
  readonly commitment?: string
  readonly occurredAt: Date
  readonly linkedState: LinkedState
  /** The place in the ledger, once it has one. */
  readonly index?: number
}

const Cursor = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()])

/**
 * What happened to one subject, newest first. Who may see it is the caller's to decide.
 * @throws Refusal `bad_input` for a cursor that is not ours
 */
export async function subjectTimeline(tx: Tx, subjectId: string, page: PageRequest): Promise<Page<TimelineEntry>> {
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const rows = await tx
    .selectFrom('event as e')
    .leftJoin('event_link as l', (on) => on.onRef('l.org_id', '=', 'e.org_id').onRef('l.event_id', '=', 'e.id'))
    .selectAll('e')
    .select(['l.leaf_index', occurredText('e.occurred_at').as('occurred_text')])
    .where('e.subject_id', '=', subjectId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(e.occurred_at, e.id) < (${after!.occurredAt}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('e.occurred_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const anchoredSize = (await newestAnchor(tx))?.size ?? 0
  const shown = rows.slice(0, page.size)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      id: row.id,
      type: row.type,
      subject: { kind: row.subject_kind, id: row.subject_id },
      actor: {
        kind: row.actor_kind as ActorKind,
        ...(row.actor_id === null ? { part: row.actor_via } : { personId: row.actor_id }),
      },
      facts: row.facts as Record<string, unknown>,
      ...(row.commitment !== null && { commitment: row.commitment }),
      occurredAt: row.occurred_at,
      linkedState: row.leaf_index === null ? 'waiting' : row.leaf_index < anchoredSize ? 'anchored' : 'linked',
      ...(row.leaf_index !== null && { index: row.leaf_index }),
    })),
    ...(rows.length > page.size && last && { nextCursor: writeCursor(last.occurred_text, last.id) }),
  }
}

const writeCursor = (...position: z.infer<typeof Cursor>) => Buffer.from(JSON.stringify(position)).toString('base64url')

function readCursor(text: string) {
  try {
    const [occurredAt, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { occurredAt, id }
  } catch {
    throw new Refusal('bad_input')
  }
}

/** After how long an event without its place in the ledger is an alarm. */
export const UNLINKED_ALARM_SECONDS = 5

/** `behind`: something has waited longer than it may. `stopped`: nobody holds the lease. */
export const LEDGER_STATES = ['ok', 'behind', 'stopped'] as const

export interface LedgerHealth {
  readonly state: (typeof LEDGER_STATES)[number]
  /** Over all organisations; counted up to 10,001. */
  readonly unlinkedCount: number
  /** No unlinked event has waited longer than this, in seconds by the database's machine; 0 when there is none. */
  readonly unlinkedSeconds: number
}

/** For the health answer: whether the sequencer keeps up. */
export async function ledgerHealth(database: Database): Promise<LedgerHealth> {
  const { rows } = await database.pool.query<{ is_held: boolean; unlinked: number; behind_seconds: number }>(
    'select * from ledger_health()',
  )
  const { is_held, unlinked, behind_seconds } = rows[0]!
  const unlinkedSeconds = unlinked === 0 ? 0 : Math.max(0, behind_seconds)
  const state = unlinkedSeconds > UNLINKED_ALARM_SECONDS ? 'behind' : is_held ? 'ok' : 'stopped'
  return { state, unlinkedCount: unlinked, unlinkedSeconds }
}

/** Seconds since which something may be unlinked, when that is an alarm; otherwise undefined. */
export async function unlinkedSince(database: Database): Promise<number | undefined> {
  const { unlinkedSeconds } = await ledgerHealth(database)
  return unlinkedSeconds > UNLINKED_ALARM_SECONDS ? unlinkedSeconds : undefined
}
