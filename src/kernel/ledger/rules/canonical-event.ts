import { canonicalJson, type Json } from '../../../base/canonical-json.ts'

/** An event as the database holds it; `occurred_at` as text, because a `Date` would drop the microseconds. */
export interface EventRow {
  readonly org_id: string
  readonly id: string
  readonly type: string
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly actor_via: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly facts: unknown
  readonly commitment: string | null
  /** `2026-11-23T01:02:03.000004Z` */
  readonly occurred_at: string
}

/** The SQL format that gives `occurred_at` all its digits. */
export const INSTANT_FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'

/**
 * The one text of an event: what is hashed, exported and verified. Its form never changes; another one would be `v: 2`.
 * @throws TypeError when its facts have no canonical form (somebody wrote past `recordEvent`)
 */
export function canonicalEvent(row: EventRow): string {
  return canonicalJson({
    v: 1,
    ledger: row.org_id,
    id: row.id,
    type: row.type,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorVia: row.actor_via,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    facts: row.facts as Json,
    commitment: row.commitment,
    occurredAt: row.occurred_at,
  })
}
