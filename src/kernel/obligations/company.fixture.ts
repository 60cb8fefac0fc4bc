import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import { organisationOf, type Tx } from '../db/database.ts'
import type { Role } from '../people/index.ts'
import { defineObligation } from './index.ts'

/** An internal clock: may be extended by the privacy officer. */
export const inspection = defineObligation({
  id: 'test_site.monthly_inspection',
  word: { ja: '月次の立入点検', en: 'Monthly inspection' },
  responsible: 'workplace_manager',
  ladder: [
    { id: 'week-before', when: { daysBefore: 7 }, to: 'responsible' },
    { id: 'day-after', when: { daysAfter: 1 }, to: 'responsible' },
    { id: 'supervisor', when: { daysAfter: 1 }, to: 'supervisor' },
    { id: 'week-after', when: { daysAfter: 7 }, to: 'privacy_officer' },
  ],
  extensionBy: 'privacy_officer',
  link: (subjectId) => `/sites/${subjectId}`,
})

/** A legal clock: nobody moves it. */
export const finalReport = defineObligation({
  id: 'test_incident.final_report',
  word: { ja: '確報', en: 'Final report' },
  responsible: 'privacy_officer',
  ladder: [{ id: 'three-days-before', when: { daysBefore: 3 }, to: 'responsible' }],
  link: (subjectId) => `/incidents/${subjectId}`,
})

async function unit(tx: Tx, name: string, parentId: string | null = null) {
  const id = newId()
  await tx.insertInto('unit').values({ id, name, kind: 'workplace', parent_id: parentId }).execute()
  return id
}

async function person(tx: Tx, name: string, unitId: string, role: Role) {
  const id = newId()
  await tx.insertInto('person').values({ id, name }).execute()
  await tx
    .insertInto('membership')
    .values({ id: newId(), person_id: id, unit_id: unitId, role, from_on: '2020-04-01' })
    .execute()
  return id
}

export const actorOf = async (tx: Tx, personId: string): Promise<Actor> => ({
  orgId: await organisationOf(tx),
  personId,
  kind: 'account',
  via: 'test-session',
})

/** 本社 – 一課: a worker with a supervisor and a manager, and the officers above them. */
export async function company(tx: Tx) {
  const head = await unit(tx, '本社')
  const section = await unit(tx, '一課', head)
  return {
    head,
    section,
    worker: await person(tx, '試験 担当', section, 'employee'),
    supervisor: await person(tx, '試験 課長', section, 'supervisor'),
    manager: await person(tx, '試験 職場責任者', section, 'workplace_manager'),
    officer: await person(tx, '試験 管理者', head, 'privacy_officer'),
    office: await person(tx, '試験 事務局', head, 'privacy_office'),
  }
}
