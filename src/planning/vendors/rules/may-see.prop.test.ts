import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayAnswerForRosterOf, maySeeEngagement, type Sight } from './may-see.ts'

const party = fc.constantFrom('F社', 'G社', 'H社')
const id = fc.constantFrom('x', 'y', 'z')
const ids = fc.uniqueArray(id)
const engagement = fc.record({ id, partyIds: fc.uniqueArray(party) })
const vendorSight: fc.Arbitrary<Sight> = fc.record({
  partyId: party,
  ownEngagementIds: fc.option(
    ids.map((own) => new Set(own)),
    { nil: null },
  ),
})

test('自社の人にはすべての案件と一覧が見える', () => {
  const own: Sight = { partyId: null, ownEngagementIds: null }
  fc.assert(
    fc.property(engagement, fc.option(party, { nil: null }), (one, of) => {
      expect(maySeeEngagement(own, one)).toBe(true)
      expect(mayAnswerForRosterOf(own, of)).toBe(true)
    }),
  )
})

test('委託先の人には、自分の会社が関係先でない案件は決して見えない', () => {
  fc.assert(
    fc.property(vendorSight, engagement, (sight, one) => {
      const others = one.partyIds.filter((each) => each !== sight.partyId)
      expect(maySeeEngagement(sight, { id: one.id, partyIds: others })).toBe(false)
    }),
  )
})

test('従事者に見えるのは、責任者に見えるもののうち、自分が載っている案件だけ', () =>
  fc.assert(
    fc.property(party, ids, engagement, (partyId, own, one) => {
      const worker: Sight = { partyId, ownEngagementIds: new Set(own) }
      const chief: Sight = { partyId, ownEngagementIds: null }
      expect(maySeeEngagement(worker, one)).toBe(maySeeEngagement(chief, one) && own.includes(one.id))
    }),
  ))

test('一覧から外れて見えるものが増えることはない', () =>
  fc.assert(
    fc.property(party, ids, id, engagement, (partyId, own, gone, one) => {
      const before = maySeeEngagement({ partyId, ownEngagementIds: new Set(own) }, one)
      const after = maySeeEngagement({ partyId, ownEngagementIds: new Set(own.filter((x) => x !== gone)) }, one)
      expect(after && !before).toBe(false)
      expect(after && one.id === gone).toBe(false)
    }),
  ))

test('従事者一覧を出すのは、その会社の責任者だけ', () =>
  fc.assert(
    fc.property(vendorSight, fc.option(party, { nil: null }), (sight, of) => {
      expect(mayAnswerForRosterOf(sight, of)).toBe(sight.ownEngagementIds === null && of === sight.partyId)
    }),
  ))
