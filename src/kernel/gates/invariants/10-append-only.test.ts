import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../db/database.ts'
import { company, type House, opened, passes, trialGate } from '../company.fixture.ts'
import { consumePermit, endGate, type GateRef, gateState, issuePermit } from '../index.ts'

const db = useTestDatabase()

/** A gate that has let something out, with the rule taken out afterwards: plain SQL as the application's own role. */
async function passedGate() {
  const org = await db.newOrganisation()
  const made = await db.inOrganisation(org, async (tx) => {
    const house = await company(tx)
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    const release = { recomputedHash: ref.revisionHash, effect: 'release' }
    const permit = await issuePermit(tx, trialGate, { ...release, subjectId: ref.subjectId })
    await consumePermit(tx, permit.id, release)
    return { house, ref, permit }
  })
  const raw = (work: (tx: Tx) => Promise<unknown>) => db.inOrganisation(org, work)
  return { ...made, raw }
}

const decision = (house: House, ref: GateRef, personId: string, more: object = {}) => ({
  id: newId(),
  opening_id: ref.openingId,
  author_id: house.author,
  revision: ref.revision,
  revision_hash: ref.revisionHash,
  check_id: 'approval',
  check_kind: 'approve',
  check_side: 'any',
  person_id: personId,
  role: 'supervisor',
  unit_id: house.section,
  outcome: 'pass',
  via: 'raw',
  ...more,
})

test('4 the database refuses what the program would not do', async () => {
  const { house, ref, raw } = await passedGate()
  const insert = (personId: string, more: object = {}) =>
    raw((tx) =>
      tx
        .insertInto('gate_decision')
        .values(decision(house, ref, personId, more))
        .execute(),
    )
  await expect(insert(house.author)).rejects.toThrow(/author_never_approves/)
  // Neither by naming another author, nor by calling the approval an attestation.
  await expect(insert(house.author, { author_id: house.chief, outcome: 'refuse' })).rejects.toThrow(/foreign key/)
  await expect(insert(house.author, { check_kind: 'attest', outcome: 'refuse' })).rejects.toThrow(/foreign key/)
  await expect(insert(house.author, { check_id: 'no-such-check' })).rejects.toThrow(/author_never_approves|foreign key/)
  await expect(insert(house.deputy, { acting_for_id: house.author })).rejects.toThrow(/nobody_approves_for_the_author/)
  await expect(insert(house.chief)).rejects.toThrow(/gate_decision_one_pass/)
  await expect(insert(house.deputy, { revision_hash: 'ab'.repeat(32) })).rejects.toThrow(/foreign key/)
  const vendors = { check_id: 'also-privacy-office', check_side: 'entruster', party_id: newId() }
  await expect(insert(house.officeOne, vendors)).rejects.toThrow(/vendor_never_approves_for_entruster/)
  await expect(insert(house.officeOne, { ...vendors, check_side: 'any' })).rejects.toThrow(/foreign key/)
  await insert(house.deputy)
})

test('2 a permit is consumed once, for its own content and effect', async () => {
  const { ref, permit, raw } = await passedGate()
  const consume = (more: object) =>
    raw((tx) =>
      tx
        .insertInto('permit_consumption')
        .values({ permit_id: permit.id, revision_hash: ref.revisionHash, effect: 'release', ...more })
        .execute(),
    )
  await expect(consume({})).rejects.toThrow(/permit_consumption_pkey/)
  const issue = { id: newId(), opening_id: ref.openingId, revision: 1, revision_hash: ref.revisionHash }
  const expires_at = new Date('2200-01-01T00:00:00Z')
  await raw((tx) =>
    tx
      .insertInto('permit')
      .values({ ...issue, effect: 'release', expires_at })
      .execute(),
  )
  await expect(consume({ permit_id: issue.id, effect: 'other' })).rejects.toThrow(/foreign key/)
  await expect(consume({ permit_id: issue.id, revision_hash: 'ab'.repeat(32) })).rejects.toThrow(/foreign key/)
})

test('8 the database wants two persons for a broken glass, neither of them the author', async () => {
  const { house, ref, raw } = await passedGate()
  const glass = (person_id: string) => ({
    id: newId(),
    opening_id: ref.openingId,
    author_id: house.author,
    revision: 1,
    revision_hash: ref.revisionHash,
    person_id,
    reason_id: newId(),
    commitment: 'c',
    expires_at: new Date('2200-01-01T00:00:00Z'),
  })
  const broken = (values: ReturnType<typeof glass>) =>
    raw((tx) => tx.insertInto('break_glass').values(values).execute())
  await expect(broken(glass(house.author))).rejects.toThrow(/author_never_breaks/)
  const row = glass(house.officeOne)
  await broken(row)
  const confirm = (person_id: string, opener_id = house.officeOne) =>
    raw((tx) =>
      tx
        .insertInto('break_glass_confirmation')
        .values({ break_glass_id: row.id, opener_id, author_id: house.author, person_id })
        .execute(),
    )
  await expect(confirm(house.officeOne)).rejects.toThrow(/two_persons/)
  await expect(confirm(house.author)).rejects.toThrow(/two_persons/)
  await expect(confirm(house.officeOne, house.officeTwo)).rejects.toThrow(/foreign key/)
  await confirm(house.officeTwo)
})

test('10 no row of a gate can be changed or deleted by the application', async () => {
  const { raw } = await passedGate()
  const tables = [
    'gate_opening',
    'gate_check',
    'gate_revision',
    'gate_verdict',
    'gate_decision',
    'gate_sample',
    'gate_sample_seed',
    'break_glass',
    'break_glass_confirmation',
    'permit',
    'permit_consumption',
    'gate_end',
  ]
  for (const table of tables) {
    const name = sql.table(table)
    await expect(raw((tx) => sql`update ${name} set org_id = org_id`.execute(tx))).rejects.toThrow(/permission denied/)
    await expect(raw((tx) => sql`delete from ${name}`.execute(tx))).rejects.toThrow(/permission denied/)
    await expect(db.asOwner(`delete from ${table}`)).rejects.toThrow(/append-only/)
  }
})

test('11 the act does not happen when its event cannot be written', async () => {
  const { ref, raw } = await passedGate()
  await db.asOwner('alter table event add constraint no_events check (type <> $$gate.ended$$) not valid')
  const actor = { kind: 'system' as const, orgId: newId(), part: 'trial' }
  const end = raw((tx) => endGate(tx, trialGate, { subjectId: ref.subjectId, how: 'done', actor }))
  await expect(end).rejects.toThrow(/no_events/)
  await raw(async (tx) => expect((await gateState(tx, trialGate, ref.subjectId)).end).toBeUndefined())
  await db.asOwner('alter table event drop constraint no_events')
})
