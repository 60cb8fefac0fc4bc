import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { type AnyRoute, bind, bindDownload, bindUpload } from '../db/route.ts'
import { exportList } from '../sheets/index.ts'
import * as contract from './contract.ts'
import { unitSheet } from './unit-sheet.ts'
import { addPerson } from './operations/add-person.ts'
import { addUnit } from './operations/add-unit.ts'
import { changePerson } from './operations/change-person.ts'
import { changeUnit } from './operations/change-unit.ts'
import { declareAbsence, endAbsence } from './operations/declare-absence.ts'
import { delegate } from './operations/delegate.ts'
import { endDelegation } from './operations/end-delegation.ts'
import { endMembership } from './operations/end-membership.ts'
import { endPerson } from './operations/end-person.ts'
import { exportPeople } from './operations/export-people.ts'
import { importPeople, previewPeople } from './operations/import-people.ts'
import { mergePersons } from './operations/merge-persons.ts'
import { moveUnit } from './operations/move-unit.ts'
import { setMembership } from './operations/set-membership.ts'
import { mergePreview } from './merge-preview.ts'
import { colleaguesOf, personDetail, standInsOf, unitTree } from './person-view.ts'
import { peoplePage } from './read-models.ts'
import { todayOf } from './store.ts'

/** A personnel list of 100,000 people is 10 MB. */
const SHEET_LIMIT_BYTES = 20_000_000

/** For operations that answer nothing. */
const done = async (act: Promise<void>) => {
  await act
  return {}
}
const atOf = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant))

export const peopleRoutes: readonly AnyRoute[] = [
  bind(contract.listPeople, async (tx, _, input) =>
    peoplePage(tx, { ...input, onDay: input.onDay ?? (await todayOf(tx)) }).then(mutable),
  ),
  bindDownload(contract.exportPeople, async (tx, actor, input) =>
    exportPeople(tx, actor, { ...input, onDay: input.onDay ?? (await todayOf(tx)) }),
  ),
  bindUpload(contract.previewPeopleImport, SHEET_LIMIT_BYTES, previewPeople),
  bindUpload(contract.applyPeopleImport, SHEET_LIMIT_BYTES, importPeople),
  bind(contract.showPerson, async (tx, _, input) =>
    personDetail(tx, input.personId, input.onDay ?? (await todayOf(tx))),
  ),
  bind(contract.showUnits, async (tx, _, input) => ({ units: await unitTree(tx, input.onDay ?? (await todayOf(tx))) })),
  bindDownload(contract.exportUnits, async (tx, actor, input) => {
    const units = await unitTree(tx, input.onDay ?? (await todayOf(tx)))
    return exportList(tx, actor, input, { ...unitSheet(units), readPage: async () => ({ items: units }) })
  }),
  bind(contract.addPersonEndpoint, addPerson),
  bind(contract.changePersonEndpoint, (tx, actor, input) => done(changePerson(tx, actor, input))),
  bind(contract.endPersonEndpoint, (tx, actor, input) => done(endPerson(tx, actor, input))),
  bind(contract.mergePersonsEndpoint, (tx, actor, input) => done(mergePersons(tx, actor, input))),
  bind(contract.previewMerge, (tx, _, input) => mergePreview(tx, input)),
  bind(contract.addUnitEndpoint, addUnit),
  bind(contract.changeUnitEndpoint, (tx, actor, input) => done(changeUnit(tx, actor, input))),
  bind(contract.moveUnitEndpoint, (tx, actor, input) => done(moveUnit(tx, actor, input))),
  bind(contract.setMembershipEndpoint, setMembership),
  bind(contract.endMembershipEndpoint, (tx, actor, input) => done(endMembership(tx, actor, input))),
  bind(contract.delegateMine, (tx, actor, input) =>
    delegate(tx, actor, {
      ...input,
      fromPersonId: actor.personId,
      fromAt: atOf(input.fromAt),
      untilAt: atOf(input.untilAt),
    }),
  ),
  bind(contract.delegateFor, (tx, actor, input) =>
    delegate(tx, actor, { ...input, fromAt: atOf(input.fromAt), untilAt: atOf(input.untilAt) }),
  ),
  bind(contract.endMyDelegation, async (tx, actor, input) => {
    await refuseUnlessMine(tx, 'delegation', input.delegationId, actor.personId)
    return done(endDelegation(tx, actor, input))
  }),
  bind(contract.endDelegationEndpoint, (tx, actor, input) => done(endDelegation(tx, actor, input))),
  bind(contract.listMyStandIns, async (tx, actor) => ({
    ...(await standInsOf(tx, await recordsOf(tx, actor.personId))),
    memberships: (await personDetail(tx, actor.personId, await todayOf(tx))).memberships,
  })),
  bind(contract.listColleagues, async (tx, actor, input) => ({
    people: await colleaguesOf(tx, actor.personId, input.search),
  })),
  bind(contract.declareMyAbsence, (tx, actor, input) =>
    declareAbsence(tx, actor, {
      personId: actor.personId,
      fromAt: new Date(input.fromAt),
      untilAt: new Date(input.untilAt),
    }),
  ),
  bind(contract.declareAbsenceFor, (tx, actor, input) =>
    declareAbsence(tx, actor, { ...input, fromAt: new Date(input.fromAt), untilAt: new Date(input.untilAt) }),
  ),
  bind(contract.endAbsenceFor, (tx, actor, input) => done(endAbsence(tx, actor, input))),
  bind(contract.endMyAbsence, async (tx, actor, input) => {
    await refuseUnlessMine(tx, 'absence', input.absenceId, actor.personId)
    return done(endAbsence(tx, actor, input))
  }),
]

const mutable = <T>(page: { readonly items: readonly T[]; readonly nextCursor?: string }) => ({
  ...page,
  items: [...page.items],
})

async function recordsOf(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from records_of_person(${personId}) as id`.execute(tx)
  return rows.map((row) => row.id)
}

/** What is not one's own is not found: nothing says whether it exists. */
async function refuseUnlessMine(tx: Tx, kind: 'delegation' | 'absence', id: string, personId: string): Promise<void> {
  const mine = await recordsOf(tx, personId)
  const found =
    kind === 'absence'
      ? await tx
          .selectFrom('absence')
          .select('id')
          .where('id', '=', id)
          .where('person_id', 'in', mine)
          .executeTakeFirst()
      : await tx
          .selectFrom('delegation')
          .select('id')
          .where('id', '=', id)
          .where((eb) => eb.or([eb('from_person_id', 'in', mine), eb('to_person_id', 'in', mine)]))
          .executeTakeFirst()
  if (!found) throw new Refusal('not_found')
}
