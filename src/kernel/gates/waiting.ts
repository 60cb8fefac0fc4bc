import { z } from 'zod'
import type { Page, PageRequest } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'

/** One check that waits for a person. */
export interface WaitingCheck {
  readonly gate: string
  readonly subjectId: string
  readonly check: string
  readonly authorId: string
  readonly actingForId?: string
  readonly sinceAt: Date
  readonly expiresAt?: Date
  readonly findingCount: number
}

/**
 * What waits for a person over all gates, longest first. From the projection: what it lists may be decided by then, and
 * `decide` says so.
 * @throws Refusal `bad_input` for a cursor that is not ours
 */
export async function waitingFor(tx: Tx, personId: string, page: PageRequest): Promise<Page<WaitingCheck>> {
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const rows = await (
    await waitingRows(tx, personId)
  )
    .select(['g.gate', 'g.subject_id', 'g.author_id', 'g.expires_at', 'g.finding_count'])
    .select(['w.check_id', 'w.acting_for_id', 'w.since_at', 'w.opening_id'])
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('w.since_at', 'w.opening_id', 'w.check_id'),
          '>',
          eb.tuple(after!.sinceAt, after!.openingId, after!.check),
        ),
      ),
    )
    .orderBy('w.since_at')
    .orderBy('w.opening_id')
    .orderBy('w.check_id')
    .limit(page.size + 1)
    .execute()
  const items = rows.slice(0, page.size)
  const last = rows.length > page.size ? items.at(-1) : undefined
  return {
    items: items.map((row) => ({
      gate: row.gate,
      subjectId: row.subject_id,
      check: row.check_id,
      authorId: row.author_id,
      ...(row.acting_for_id && { actingForId: row.acting_for_id }),
      sinceAt: row.since_at,
      ...(row.expires_at && { expiresAt: row.expires_at }),
      findingCount: row.finding_count,
    })),
    ...(last && { nextCursor: writeCursor([last.since_at.toISOString(), last.opening_id, last.check_id]) }),
  }
}

export async function countWaiting(tx: Tx, personId: string): Promise<number> {
  const row = await (
    await waitingRows(tx, personId)
  )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Gates whose time is over are left out here: no row changes when time passes. */
async function waitingRows(tx: Tx, personId: string) {
  const [now, person] = [await instantOf(tx), await canonicalPersonId(tx, personId)]
  return tx
    .selectFrom('gate_waiting as w')
    .innerJoin('gate_progress as g', (join) =>
      join.onRef('g.org_id', '=', 'w.org_id').onRef('g.opening_id', '=', 'w.opening_id'),
    )
    .where('w.person_id', '=', person ?? personId)
    .where((eb) => eb.or([eb('g.expires_at', 'is', null), eb('g.expires_at', '>', now)]))
}

// Microseconds would be lost in a JavaScript date, so that a row could come twice: instants here have milliseconds.
const Cursor = z.tuple([z.iso.datetime(), z.uuid(), z.string()])

const writeCursor = (cursor: z.input<typeof Cursor>) => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function readCursor(text: string) {
  try {
    const [sinceAt, openingId, check] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { sinceAt: new Date(sinceAt), openingId, check }
  } catch {
    throw new Refusal('bad_input')
  }
}
