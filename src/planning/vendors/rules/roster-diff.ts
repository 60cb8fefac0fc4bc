import type { IsoDate } from '../../../base/clock.ts'
import type { ROSTER_CONFLICTS, ROSTER_FIELDS, RosterDiffLine } from '../views.ts'

/** One worker as the list or the roster has them. What the list leaves out stays as it is. */
export interface WorkerFields {
  readonly job?: string | undefined
  readonly fromOn: IsoDate
  readonly untilOn?: IsoDate | undefined
  readonly pledgedOn?: IsoDate | undefined
  readonly trainedOn?: IsoDate | undefined
}

export interface ListedWorker {
  readonly entryId: string
  readonly version: number
  readonly personId: string
  readonly fields: WorkerFields
}

export type RosterField = (typeof ROSTER_FIELDS)[number]
export type RosterConflict = (typeof ROSTER_CONFLICTS)[number]
const FIELDS: readonly RosterField[] = ['job', 'fromOn', 'untilOn', 'pledgedOn', 'trainedOn']

/** Field by field what a row would change; empty where nothing. */
export function changedFields(before: WorkerFields | undefined, row: WorkerFields): RosterDiffLine['fields'] {
  return FIELDS.flatMap((field) => {
    const [old, next] = [before?.[field] ?? '', row[field]]
    return next === undefined || next === old ? [] : [{ field, before: old, after: next }]
  })
}

/** A person who could be meant by a row. */
export interface KnownPerson {
  readonly personId: string
  /** null: our own people. */
  readonly partyId: string | null
  /** Compared by `plainName`. */
  readonly name: string
}

export type PersonOfRow = { readonly known: string } | { readonly isNew: true } | { readonly conflict: RosterConflict }

/**
 * Who is meant by a row? By address where it has one, else by name among the people of that company. An address that is
 * known under another name is far more often a slip of a row than a change of name, so it stops.
 * @param byAddress who owns the row's address
 * @param byName the people of the company with the row's name
 */
export function personOfRow(
  row: { readonly name: string; readonly hasAddress: boolean },
  partyId: string | null,
  byAddress: KnownPerson | undefined,
  byName: readonly KnownPerson[],
): PersonOfRow {
  if (byAddress) {
    if (byAddress.partyId !== partyId) return { conflict: 'address_of_other_party' }
    return byAddress.name === row.name ? { known: byAddress.personId } : { conflict: 'name_differs' }
  }
  const ids = new Set(byName.map((person) => person.personId))
  if (!row.hasAddress && ids.size > 1) return { conflict: 'name_twice' }
  if (!row.hasAddress && ids.size === 1) return { known: byName[0]!.personId }
  // Our own people come from the personnel register; a list of workers never makes one.
  return partyId === null ? { conflict: 'unknown_person' } : { isNew: true }
}
