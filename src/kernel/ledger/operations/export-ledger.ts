import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { organisationOf, type Tx } from '../../db/database.ts'
import { canonicalEvent, type EventRow } from '../rules/canonical-event.ts'
import { exportAnchor, exportEnd, exportEvent, exportHeader, type LedgerEnd } from '../rules/export-lines.ts'
import { append, chainStart, emptyFrontier, rootOf } from '../rules/merkle.ts'
import { chainHeadOf, occurredText } from '../store.ts'

/** Rows read and written at a time. */
const PAGE_ROWS = 2000

export interface ExportOptions {
  readonly onProgress?: (progress: { readonly eventCount: number; readonly size: number }) => void
}

/**
 * Writes the ledger of this transaction as it stands now, one JSON value a line, for `verifyExport`: events in ledger
 * order as they were hashed, and the anchors that the database remembers between them. Reads only (the auditor's role
 * may), waits for the writable, never holds more than a page, and leaves the writable open.
 *
 * What is damaged in the database is exported as it is: finding it is the verification's part.
 * @throws Error when the writable fails
 */
export async function exportLedger(tx: Tx, output: Writable, options: ExportOptions = {}): Promise<LedgerEnd> {
  const ledger = await organisationOf(tx)
  const { size } = await chainHeadOf(tx, ledger)
  const anchors = await tx.selectFrom('ledger_anchor').select(['size', 'line']).orderBy('size').execute()
  const tree = emptyFrontier()
  let [chainHead, eventCount] = [chainStart(ledger), 0]

  async function* pages(): AsyncGenerator<string> {
    yield `${exportHeader(ledger)}\n`
    for (let from = 0; from < size; from += PAGE_ROWS) {
      let page = ''
      for (const row of await linkedEvents(tx, from, Math.min(size, from + PAGE_ROWS))) {
        const { leaf_index: index, leaf_hash: leaf, chain_hash: chain } = row
        page += `${exportEvent({ index, leaf, chain, event: textOf(row) })}\n`
        append(tree, leaf)
        chainHead = chain
        eventCount++
        while (anchors[0] && anchors[0].size <= index + 1) page += `${exportAnchor(anchors.shift()!.line)}\n`
      }
      yield page
      options.onProgress?.({ eventCount, size })
    }
    yield anchors.map((anchor) => `${exportAnchor(anchor.line)}\n`).join('')
    yield `${exportEnd({ size, root: rootOf(tree), chainHead })}\n`
  }

  await pipeline(pages, output, { end: false })
  return { size, root: rootOf(tree), chainHead }
}

function linkedEvents(tx: Tx, from: number, to: number) {
  return tx
    .selectFrom('event_link as l')
    .leftJoin('event as e', (on) => on.onRef('e.org_id', '=', 'l.org_id').onRef('e.id', '=', 'l.event_id'))
    .select(['l.leaf_index', 'l.leaf_hash', 'l.chain_hash'])
    .select(['e.org_id', 'e.id', 'e.type', 'e.actor_kind', 'e.actor_id', 'e.actor_via', 'e.subject_kind'])
    .select(['e.subject_id', 'e.facts', 'e.commitment'])
    .select(occurredText('e.occurred_at').as('occurred_at'))
    .where('l.leaf_index', '>=', from)
    .where('l.leaf_index', '<', to)
    .orderBy('l.leaf_index')
    .execute()
}

/** `null` for an event that is gone, or that has no canonical form and so cannot be what was linked. */
function textOf(row: Awaited<ReturnType<typeof linkedEvents>>[number]): string | null {
  if (row.id === null) return null
  try {
    return canonicalEvent(row as EventRow)
  } catch {
    return null
  }
}
