import { sql } from 'kysely'
import { hashOf } from '../../base/canonical-json.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type ImportMapping, type ImportPreview, previewImport, type RowChange } from '../../kernel/sheets/index.ts'
import { addressKey, plainName, type RosterRow, rosterSheet } from './roster-sheet.ts'
import {
  changedFields,
  type KnownPerson,
  type ListedWorker,
  personOfRow,
  type PersonOfRow,
  type RosterConflict,
} from './rules/roster-diff.ts'
import { personOfParty } from './store.ts'
import type { OpenRoster } from './submit-roster.ts'
import type { RosterDiffLine } from './views.ts'

/** One row of a list beside what the register knows. */
export interface ComparedRow {
  readonly row: RosterRow
  readonly person: PersonOfRow
  readonly listed: ListedWorker | undefined
  readonly fields: RosterDiffLine['fields']
}

/** A worker on the roster, with the name for the eyes of whoever looks at the preview. */
export interface NamedWorker extends ListedWorker {
  readonly name: string
}

/** A roster beside a list. It reads the register when it is asked, so it can be asked again after a write. */
export interface RosterComparison {
  readonly compareRows: (rows: readonly RosterRow[]) => Promise<ComparedRow[]>
  readonly compare: (rows: readonly RosterRow[]) => Promise<RowChange[]>
  /** On the roster, and in no row compared so far. */
  readonly missing: () => Promise<NamedWorker[]>
  readonly conflicts: readonly { readonly name: string; readonly code: RosterConflict }[]
  readonly changes: readonly RosterDiffLine[]
}

export function rosterComparison(tx: Tx, roster: OpenRoster): RosterComparison {
  const seen = new Set<string>()
  const conflicts: { name: string; code: RosterConflict }[] = []
  const changes: RosterDiffLine[] = []

  async function compareRows(rows: readonly RosterRow[]): Promise<ComparedRow[]> {
    const [listed, people] = [await listedWorkers(tx, roster), await knownPeople(tx, roster, rows)]
    return rows.map((row) => {
      const person = personOfRow(
        { name: plainName(row.name), hasAddress: row.address !== undefined },
        roster.partyId,
        row.address === undefined ? undefined : people.byAddress.get(addressKey(row.address)),
        people.ofParty.filter((one) => one.name === plainName(row.name)),
      )
      const entry = 'known' in person ? listed.find((one) => one.personId === person.known) : undefined
      return { row, person, listed: entry, fields: changedFields(entry?.fields, row) }
    })
  }

  return {
    conflicts,
    changes,
    compareRows,
    async compare(rows) {
      const compared = await compareRows(rows)
      return compared.map(({ row, person, listed, fields }) => {
        if ('known' in person) seen.add(person.known)
        if ('conflict' in person) conflicts.push({ name: row.name, code: person.conflict })
        if ('conflict' in person || (listed && fields.length === 0)) return listed ? 'unchanged' : 'new'
        changes.push({ name: row.name, change: listed ? 'changed' : 'added', fields })
        return listed ? 'changed' : 'new'
      })
    },
    async missing() {
      return (await listedWorkers(tx, roster)).filter((worker) => !seen.has(worker.personId))
    },
  }
}

/** What a list would do, and the hash by which its import knows that this is what was looked at. */
export async function readRosterList(
  tx: Tx,
  roster: OpenRoster,
  bytes: Uint8Array,
  mapping: ImportMapping | undefined,
): Promise<{ sheet: ImportPreview; comparison: RosterComparison; ended: NamedWorker[]; lookedHash: string }> {
  const comparison = rosterComparison(tx, roster)
  const sheet = await previewImport(rosterSheet(roster.partyName), bytes, {
    compare: comparison.compare,
    countMissing: async () => (await comparison.missing()).length,
    ...(mapping && { mapping }),
  })
  const ended = await comparison.missing()
  const looked = {
    file: sheet.fileHash,
    mapping: JSON.stringify(sheet.mapping),
    changes: JSON.stringify(comparison.changes),
    conflicts: comparison.conflicts.length,
    ended: ended.map((worker) => worker.entryId).sort(),
  }
  return { sheet, comparison, ended, lookedHash: hashOf(looked) }
}

/** Who stands on the roster today or later; of several entries of one person the first. */
async function listedWorkers(tx: Tx, roster: OpenRoster): Promise<NamedWorker[]> {
  const rows = await tx
    .selectFrom('roster_entry as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.id as entryId', 'r.version', 'p.name', 'r.job', 'r.from_on as fromOn', 'r.until_on as untilOn'])
    .select(['r.pledged_on as pledgedOn', 'r.trained_on as trainedOn'])
    .select(sql<string>`canonical_person_id(r.person_id)`.as('personId'))
    .where('r.engagement_id', '=', roster.engagementId)
    .where(personOfParty(roster.partyId))
    .where(sql<boolean>`coalesce(r.until_on, 'infinity') >= greatest(r.from_on, ${roster.today}::date)`)
    .orderBy('r.from_on')
    .orderBy('r.id')
    .execute()
  const first = new Map<string, NamedWorker>()
  for (const { entryId, version, name, personId, ...fields } of rows) {
    const { job, fromOn, untilOn, pledgedOn, trainedOn } = fields
    const known = { job, fromOn, untilOn: untilOn ?? '', pledgedOn: pledgedOn ?? '', trainedOn: trainedOn ?? '' }
    if (!first.has(personId)) first.set(personId, { entryId, version, name, personId, fields: known })
  }
  return [...first.values()]
}

async function knownPeople(tx: Tx, roster: OpenRoster, rows: readonly RosterRow[]) {
  const addresses = rows.flatMap((row) => (row.address === undefined ? [] : [addressKey(row.address)]))
  const owners = await tx
    .selectFrom('person_address as a')
    .innerJoin('person as o', (join) => join.on(sql<boolean>`o.id = canonical_person_id(a.person_id)`))
    .select(['a.address', 'o.id as personId', 'o.party_id as partyId', 'o.name'])
    .where(sql<boolean>`a.address = any(${addresses}::text[])`)
    .execute()
  const ofParty = await tx
    .selectFrom('person as p')
    .select(['p.id as personId', 'p.party_id as partyId', 'p.name'])
    .where(personOfParty(roster.partyId))
    .where('p.merged_into_id', 'is', null)
    .where('p.pseudonymised_at', 'is', null)
    .where(sql<boolean>`coalesce(p.active_until_on, 'infinity') >= ${roster.today}::date`)
    .where(
      sql<boolean>`regexp_replace(normalize(p.name, NFKC), '\\s', '', 'g') = any(${rows.map((row) => plainName(row.name))}::text[])`,
    )
    .execute()
  const known = (person: KnownPerson): KnownPerson => ({
    personId: person.personId,
    partyId: person.partyId,
    name: plainName(person.name),
  })
  return {
    byAddress: new Map(owners.map((owner) => [addressKey(owner.address), known(owner)])),
    ofParty: ofParty.map(known),
  }
}
