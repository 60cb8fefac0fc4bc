import type { Actor } from '../../../base/actor.ts'
import { addDays } from '../../../base/clock.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { UploadedFile } from '../../../kernel/db/route.ts'
import { applyImport } from '../../../kernel/sheets/index.ts'
import type * as contract from '../contract.ts'
import { type ComparedRow, readRosterList, rosterComparison } from '../read-roster-list.ts'
import { rosterSheet } from '../roster-sheet.ts'
import { type OpenRoster, openRoster, recordSubmission, type RosterSubmission } from '../submit-roster.ts'
import { changeWorker } from './change-worker.ts'
import { addWorker } from './add-worker.ts'
import { endWorker } from './end-worker.ts'
import { enrolWorker } from './enrol-worker.ts'

/**
 * Makes a list that was looked at the roster of one vendor, and hands it in for this month: all of it or nothing. Who is
 * not in the list any more had yesterday as their last day. The same list twice changes nothing.
 * @throws Refusal `sheet_changed` where the file or the register is not what the preview showed; `worker_conflicts`;
 * `import_…`, `file_…`, `engagement_not_running`, `roster_empty`
 */
export async function importRoster(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.importRoster>,
  file: UploadedFile,
): Promise<RosterSubmission> {
  const roster = await openRoster(tx, actor, input)
  const { comparison, ended, lookedHash } = await readRosterList(tx, roster, file.content, input.mapping)
  if (lookedHash !== input.lookedHash) throw new Refusal('sheet_changed')
  if (comparison.conflicts.length > 0) throw new Refusal('worker_conflicts', { count: comparison.conflicts.length })
  const submissionId = newId()
  const target = rosterComparison(tx, roster)
  const { counts } = await applyImport(tx, rosterSheet(roster.partyName), file.content, {
    actor,
    compare: target.compare,
    ...(input.mapping && { mapping: input.mapping }),
    write: async (rows) => {
      const compared = await target.compareRows(rows.map(({ row }) => row))
      for (const one of compared) await writeRow(tx, actor, roster, one, submissionId)
    },
  })
  for (const { entryId, version } of ended) {
    await endWorker(tx, actor, { rosterEntryId: entryId, version, lastOn: addDays(roster.today, -1) })
  }
  const changed = { addedCount: counts.new, changedCount: counts.changed, endedCount: ended.length }
  return recordSubmission(tx, actor, roster, changed, submissionId)
}

async function writeRow(tx: Tx, actor: Actor, roster: OpenRoster, one: ComparedRow, submissionId: string) {
  const { row, listed, person } = one
  if (listed) {
    await changeWorker(tx, actor, { ...listed, fields: one.fields, submissionId })
    return
  }
  const personId = 'known' in person ? person.known : await enrolWorker(tx, actor, roster, row)
  const { job = '', fromOn, untilOn, pledgedOn, trainedOn } = row
  const fields = { job, fromOn, untilOn, pledgedOn, trainedOn }
  await addWorker(tx, actor, { engagementId: roster.engagementId, personId, ...fields, submissionId })
}
