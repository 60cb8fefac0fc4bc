import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { hashOf } from '../../../base/canonical-json.ts'
import type { Tx } from '../../db/database.ts'
import { company, opened, passes, trialGate } from '../company.fixture.ts'
import { endGates, type GateRef, gateState, issuePermit, passGates, recordVerdictsOfMany } from '../index.ts'
import { loadGate, openingOf } from '../load-gate.ts'
import { progressOf } from '../progress.ts'

const db = useTestDatabase()
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const demand = (ref: GateRef) => ({ subjectId: ref.subjectId, recomputedHash: ref.revisionHash, effect: 'release' })

/** An organisation with three gates that two persons each have passed. */
async function threePassed() {
  const orgId = await db.newOrganisation()
  const within = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const refs = await within(async (tx) => {
    const house = await company(tx)
    const made: GateRef[] = []
    for (let n = 0; n < 3; n++) {
      const ref = await opened(tx, house, { content: { recipients: [`tanto-${n}@x-ken.example`] } })
      await passes(tx, ref, house.author, 'self-check')
      await passes(tx, ref, house.chief, 'approval')
      made.push(ref)
    }
    return made
  })
  return { orgId, within, refs }
}

const says = (ref: GateRef, verdict: 'pass' | 'fail', asks?: { coolDownSeconds: number }) => ({
  subjectId: ref.subjectId,
  revisionHash: ref.revisionHash,
  verdicts: [
    {
      check: 'roster',
      verdict,
      findings: [],
      engine: 'trial@1',
      ...(asks && { asks: { checks: {}, because: [], ...asks } }),
    },
  ],
})

test('多くの関門の検査: what one machine says of its gate reaches no other, and is what the rows say', async () => {
  const { within, refs } = await threePassed()
  const [first, second, third] = refs as [GateRef, GateRef, GateRef]
  const input = [says(first, 'pass'), says(second, 'fail'), says(third, 'pass', { coolDownSeconds: 600 })]
  const said = await within((tx) => recordVerdictsOfMany(tx, trialGate, input))
  expect(said.map(({ open }) => open)).toEqual([true, false, false])
  for (const [at, ref] of refs.entries()) {
    const loaded = await within(async (tx) => loadGate(tx, await openingOf(tx, trialGate, ref.subjectId)))
    expect(loaded.state).toEqual(said[at])
    const listed = await within((tx) =>
      tx.selectFrom('gate_progress').where('opening_id', '=', ref.openingId).selectAll().executeTakeFirstOrThrow(),
    )
    const computed = await within((tx) => progressOf(tx, loaded))
    expect([listed.state, listed.open_at, listed.finding_count]).toEqual([
      computed.state,
      computed.openAt,
      computed.findingCount,
    ])
  }
})

test('多くの通行許可: each by its own gate and content; where one is refused, none is there', async () => {
  const { orgId, within, refs } = await threePassed()
  const [first, second, third] = refs as [GateRef, GateRef, GateRef]
  const permits = () => db.asOwner('select 1 from permit where org_id = $1', [orgId])
  const pass = (...of: ReturnType<typeof demand>[]) => within((tx) => passGates(tx, trialGate, of))

  await within((tx) => recordVerdictsOfMany(tx, trialGate, [says(second, 'fail')]))
  await expect(pass(demand(first), demand(second))).rejects.toEqual(refusal('gate_closed'))
  // The hash of a neighbour is another content.
  const crossed = { ...demand(third), recomputedHash: first.revisionHash }
  await expect(pass(demand(first), crossed)).rejects.toEqual(refusal('stale_revision'))
  await expect(pass({ ...demand(first), recomputedHash: hashOf('another') })).rejects.toEqual(refusal('stale_revision'))
  expect(await permits()).toEqual([])

  const given = await pass(demand(third), demand(first))
  expect(given.map(({ revisionHash }) => revisionHash)).toEqual([third.revisionHash, first.revisionHash])
  const rows = await db.asOwner<{ subject_id: string; id: string }>(
    `select o.subject_id, p.id from permit_consumption c join permit p on p.id = c.permit_id
     join gate_opening o on o.id = p.opening_id where c.org_id = $1 order by p.seq`,
    [orgId],
  )
  expect(rows).toEqual([
    { subject_id: third.subjectId, id: given[0]!.id },
    { subject_id: first.subjectId, id: given[1]!.id },
  ])
  // Once: neither together with others nor alone does one of them pass again.
  await expect(pass(demand(first), demand(third))).rejects.toEqual(refusal('permit_consumed'))
  await expect(within((tx) => issuePermit(tx, trialGate, demand(third)))).rejects.toEqual(refusal('permit_consumed'))
})

test('多くの関門を同時に通しても、通るのは一度だけ', async () => {
  const { orgId, within, refs } = await threePassed()
  const turned = [...refs].reverse()
  const tries = [refs, turned, refs].map((order) => within((tx) => passGates(tx, trialGate, order.map(demand))))
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of outcomes.filter((each) => each.status === 'rejected'))
    expect(one.reason).toEqual(refusal('permit_consumed'))
  expect(await db.asOwner('select 1 from permit_consumption where org_id = $1', [orgId])).toHaveLength(3)
})

test('多くの関門を終える: one that has ended keeps the others open', async () => {
  const { orgId, within, refs } = await threePassed()
  const ids = refs.map(({ subjectId }) => subjectId)
  const end = (subjectIds: readonly string[]) =>
    within((tx) =>
      endGates(tx, trialGate, subjectIds, { how: 'done', actor: { kind: 'system', orgId, part: 'trial' } }),
    )
  await end(ids.slice(0, 1))
  await expect(end(ids)).rejects.toEqual(refusal('gate_ended'))
  const ends = () => Promise.all(ids.map((id) => within(async (tx) => (await gateState(tx, trialGate, id)).end)))
  expect(await ends()).toEqual(['done', undefined, undefined])
  await end(ids.slice(1))
  expect(await ends()).toEqual(['done', 'done', 'done'])
  for (const ref of refs) {
    const loaded = await within(async (tx) => loadGate(tx, await openingOf(tx, trialGate, ref.subjectId)))
    const computed = await within((tx) => progressOf(tx, loaded))
    const shown = await within((tx) =>
      tx
        .selectFrom('gate_progress')
        .where('opening_id', '=', ref.openingId)
        .select(['state', 'open_at as openAt', 'finding_count as findingCount', 'nobody_asked as isNobodyAsked'])
        .executeTakeFirstOrThrow(),
    )
    expect({ ...shown, waiting: [] }).toEqual(computed)
  }
  expect(await db.asOwner('select 1 from gate_waiting where org_id = $1', [orgId])).toEqual([])
})
