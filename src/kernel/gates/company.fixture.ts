import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import { organisationOf, type Tx } from '../db/database.ts'
import type { Role } from '../people/index.ts'
import {
  decide,
  type DecideFacts,
  defineGate,
  type GateDefinition,
  type GateRef,
  type OpenGate,
  openGate,
  recordVerdict,
  type RecordVerdict,
} from './index.ts'

/** The mail gate's shape, for tests of the kernel. */
export const trialGate = defineGate({
  id: 'trial-matter.release',
  version: 1,
  checks: [
    { id: 'roster', kind: 'machine' },
    { id: 'content', kind: 'machine' },
    { id: 'self-check', kind: 'attest', by: 'author', after: ['roster', 'content'] },
    { id: 'approval', kind: 'approve', by: 'supervisor', after: ['self-check'], apartFrom: ['self-check'] },
  ],
})

export async function addUnit(tx: Tx, name: string, parentId: string | null = null, partyId: string | null = null) {
  const id = newId()
  await tx
    .insertInto('unit')
    .values({ id, name, kind: partyId ? 'party' : 'workplace', parent_id: parentId, party_id: partyId })
    .execute()
  return id
}

export async function addPerson(tx: Tx, name: string, partyId: string | null = null) {
  const id = newId()
  await tx.insertInto('person').values({ id, name, party_id: partyId }).execute()
  return id
}

export async function addRole(tx: Tx, personId: string, unitId: string, role: Role) {
  const id = newId()
  await tx
    .insertInto('membership')
    .values({ id, person_id: personId, unit_id: unitId, role, from_on: '2020-04-01' })
    .execute()
  return id
}

export const actorOf = async (tx: Tx, personId: string): Promise<Actor> => ({
  orgId: await organisationOf(tx),
  personId,
  kind: 'account',
  via: 'test-session',
})

/** 本社 – 一課: an author, two supervisors, the head above them, and three persons of the privacy office. */
export async function company(tx: Tx) {
  const head = await addUnit(tx, '本社')
  const section = await addUnit(tx, '一課', head)
  const people = {
    author: await addPerson(tx, '試験 起案'),
    chief: await addPerson(tx, '試験 課長'),
    deputy: await addPerson(tx, '試験 副課長'),
    director: await addPerson(tx, '試験 部長'),
    officeOne: await addPerson(tx, '試験 事務局一'),
    officeTwo: await addPerson(tx, '試験 事務局二'),
    officeThree: await addPerson(tx, '試験 事務局三'),
  }
  await addRole(tx, people.author, section, 'employee')
  await addRole(tx, people.chief, section, 'supervisor')
  await addRole(tx, people.deputy, section, 'supervisor')
  await addRole(tx, people.director, head, 'supervisor')
  for (const one of [people.officeOne, people.officeTwo, people.officeThree])
    await addRole(tx, one, head, 'privacy_office')
  return { head, section, ...people }
}

export type House = Awaited<ReturnType<typeof company>>

/** A gate before a subject, with every machine content unless told otherwise of `content`. */
export async function opened(
  tx: Tx,
  house: House,
  more: Partial<OpenGate> & { gate?: GateDefinition } = {},
  said: Partial<RecordVerdict> = {},
): Promise<GateRef> {
  const subjectId = newId()
  const { gate = trialGate, ...input } = more
  const ref = await openGate(tx, gate, {
    subjectId,
    authorId: house.author,
    unitId: house.section,
    content: { recipients: ['tanto@x-ken.example'] },
    coolDownSeconds: 0,
    ...input,
  })
  for (const { id: check } of gate.checks.filter((one) => one.kind === 'machine')) {
    const pass = { verdict: 'pass', findings: [], engine: 'trial@1' } as const
    const { revisionHash } = ref
    await recordVerdict(tx, gate, { subjectId, revisionHash, check, ...pass, ...(check === 'content' ? said : {}) })
  }
  return ref
}

/** A person passes a check. */
export async function passes(
  tx: Tx,
  ref: Pick<GateRef, 'gate' | 'subjectId' | 'revisionHash'>,
  personId: string,
  check: string,
  facts: DecideFacts = {},
) {
  const { subjectId, revisionHash, gate } = ref
  const actor = await actorOf(tx, personId)
  return decide(tx, { id: gate }, { subjectId, revisionHash, check, actor, outcome: 'pass', facts })
}
