import { sql } from 'kysely'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { eraseFindings } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { eraseEach, recordErasure } from '../../../kernel/vault/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { STAGE_GATES } from '../gate.ts'
import { SPECIFICATION_SLOTS } from '../rules/slots.ts'
import { type FileRow, lockJob } from '../store.ts'
import { standingFreeze } from './freeze-print.ts'
import { keptSince } from './kept-since.ts'
import { printRetentionOf } from './retention-of.ts'

/** What the list of erasures knows it by. */
export const PRINT_ERASURE = 'print-contents'

type Equipment = Pick<PrintEquipment, 'vault'>

/**
 * Erases what is personal of print jobs whose retention is over (保存期間): data, PDFs, scans, results, photographs, what was
 * read from the paper, and the sentences of the machine. Specifications, counts, hashes, dates, decisions with their
 * comments, meetings, hearing and hand-over document stay: they are the record. A frozen job is passed over, which the database holds too; and so is one with a report
 * that waits for its answer.
 * @returns how many jobs were erased
 */
export async function purgePrints(database: Database, orgId: string, equipment: Equipment): Promise<number> {
  const { count, faults } = await eraseEach(database, orgId, {
    find: pastRetention,
    erase: (tx, id) => eraseOne(tx, id, equipment),
  })
  if (count > 0) await inOrganisation(database, orgId, (tx) => announce(tx, 'print-checks'))
  if (faults.length > 0) throw faults[0]
  return count
}

async function pastRetention(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { contentDays } = await printRetentionOf(tx)
  const since = keptSince(sql.ref('j.org_id'), sql.ref('j.id'), sql.ref('j.engagement_id'))
  const rows = await tx
    .selectFrom('print_job as j')
    .where('j.contents_erased_at', 'is', null)
    .where('j.id', '>', after)
    .where(sql<boolean>`${since} <= clock_now() - ${contentDays} * interval '1 day'`)
    .where(
      sql<boolean>`not exists (select from print_freeze f where f.org_id = j.org_id and f.job_id = j.id and f.lifted_at is null)`,
    )
    .where(
      sql<boolean>`not exists (select from print_run r where r.org_id = j.org_id and r.job_id = j.id
        and r.state in ('waiting', 'running'))`,
    )
    // What a stopped lot shows is needed until the privacy office has said what became of it.
    .where(
      sql<boolean>`not exists (select from print_lot_report p where p.org_id = j.org_id and p.job_id = j.id
        and p.answered_at is null)`,
    )
    .orderBy('j.id')
    .limit(limit)
    .select('j.id')
    .execute()
  return rows.map(({ id }) => id)
}

async function eraseOne(tx: Tx, jobId: string, { vault }: Equipment): Promise<boolean> {
  const job = await lockJob(tx, jobId)
  if (job.contents_erased_at || (await standingFreeze(tx, jobId))) return false
  const files = (await tx.selectFrom('print_file').where('job_id', '=', jobId).selectAll().execute()) as FileRow[]
  const runs = await tx
    .selectFrom('print_run')
    .where('job_id', '=', jobId)
    .where('result_file_id', 'is not', null)
    .select('result_file_id')
    .execute()
  const samples = await tx
    .selectFrom('print_sample as s')
    .innerJoin('print_lot as l', (join) => join.onRef('l.org_id', '=', 's.org_id').onRef('l.id', '=', 's.lot_id'))
    .where('l.job_id', '=', jobId)
    .select(['s.id', 's.expected_id'])
    .execute()
  const entries =
    samples.length === 0
      ? []
      : await tx
          .selectFrom('print_sample_entry')
          .where(
            'sample_id',
            'in',
            samples.map(({ id }) => id),
          )
          .select(['typed_id', 'photo_id'])
          .execute()
  const personal = files.filter(({ slot }) => !SPECIFICATION_SLOTS.has(slot))
  const contents = new Set([
    ...personal.map(({ vault_file_id }) => vault_file_id),
    ...runs.flatMap(({ result_file_id }) => result_file_id ?? []),
    ...entries.flatMap(({ photo_id }) => photo_id ?? []),
  ])
  for (const id of contents) await vault.erase(tx, id)
  for (const { expected_id } of samples) await vault.eraseFacts(tx, expected_id)
  for (const { typed_id } of entries) if (typed_id) await vault.eraseFacts(tx, typed_id)
  for (const gate of Object.values(STAGE_GATES)) await eraseFindings(tx, gate, jobId)
  await clearPrints(tx, [jobId])
  await recordErasure(tx, PRINT_ERASURE, jobId)
  await recordEvent(tx, printEvents.contents_erased, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'print-checks.purge-prints' },
    subject: printSubject(jobId),
    facts: { fileCount: contents.size, sampleCount: samples.length },
  })
  return true
}

/** Clears what stands in the rows; the contents lie in the vault, whose keys a restore erases again by themselves. */
async function clearPrints(tx: Tx, jobIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('print_file')
    .set({ name: '' })
    .where('job_id', 'in', jobIds)
    .where('slot', 'not in', [...SPECIFICATION_SLOTS])
    .execute()
  const at = await instantOf(tx)
  await tx
    .updateTable('print_job')
    .set((eb) => ({ contents_erased_at: eb.val(at), version: eb('version', '+', 1) }))
    .where('id', 'in', jobIds)
    .where('contents_erased_at', 'is', null)
    .execute()
}

/** Clears jobs again that were erased after the backup was taken which is being restored. */
export const clearPrintsAgain = (tx: Tx, _kind: string, jobIds: readonly string[]): Promise<void> =>
  clearPrints(tx, jobIds)
