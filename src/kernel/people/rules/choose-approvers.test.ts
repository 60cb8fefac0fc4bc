import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ApproverQuestion, chooseApprovers } from './choose-approvers.ts'

const person = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5')
const unit = fc.constantFrom('u1', 'u2', 'u3', 'u4')
const role = 'supervisor' as const
const questions: fc.Arbitrary<ApproverQuestion> = fc.record({
  authorId: person,
  lines: fc.array(fc.uniqueArray(unit, { maxLength: 4 }), { maxLength: 2 }),
  holders: fc.array(fc.record({ personId: person, unitId: unit, role: fc.constant(role) }), { maxLength: 6 }),
  standIns: fc.array(
    fc.record({
      personId: person,
      actingFor: person,
      role: fc.constantFrom(role, 'privacy_office' as const),
      unitId: fc.option(unit),
    }),
    { maxLength: 6 },
  ),
  widened: fc.array(fc.record({ personId: person, unitId: unit, role: fc.constant('privacy_office' as const) }), {
    maxLength: 3,
  }),
})

test('職務分離: the author is never among the approvers, and nobody acts for the author', () =>
  fc.assert(
    fc.property(questions, (question) => {
      for (const approver of chooseApprovers(question)) {
        expect(approver.personId).not.toBe(question.authorId)
        expect(approver.actingFor).not.toBe(question.authorId)
      }
    }),
  ))

test('every approver holds the role there, or stands in for somebody who does', () =>
  fc.assert(
    fc.property(questions, (question) => {
      for (const one of chooseApprovers(question)) {
        const source = one.actingFor ?? one.personId
        expect([...question.holders, ...question.widened]).toContainEqual({
          personId: source,
          unitId: one.unitId,
          role: one.role,
        })
        const isGiven = question.standIns.some(
          (gift) =>
            gift.personId === one.personId &&
            gift.actingFor === one.actingFor &&
            gift.role === one.role &&
            (gift.unitId === null || gift.unitId === one.unitId),
        )
        expect(isGiven || !one.actingFor).toBe(true)
      }
    }),
  ))

test('each person comes once, and whoever holds the role themselves acts for nobody', () =>
  fc.assert(
    fc.property(questions, (question) => {
      const approvers = chooseApprovers(question)
      expect(new Set(approvers.map((one) => one.personId)).size).toBe(approvers.length)
    }),
  ))

test('the privacy office is asked only where no line has anybody', () =>
  fc.assert(
    fc.property(questions, (question) => {
      const usable = question.holders.some(
        (one) => one.personId !== question.authorId && question.lines.flat().includes(one.unitId),
      )
      const asked = chooseApprovers(question).some((one) => one.role === 'privacy_office')
      expect(asked).toBe(!usable && question.widened.some((one) => one.personId !== question.authorId))
    }),
  ))

test('上位への連絡: one step more asks the same people and others, never the author, and nobody is lost', () =>
  fc.assert(
    fc.property(questions, fc.integer({ min: 1, max: 4 }), (question, levels) => {
      const ids = (count: number) => chooseApprovers(question, count).map((one) => one.personId)
      const [few, more] = [ids(levels), ids(levels + 1)]
      expect(more).toEqual(expect.arrayContaining(few))
      expect(more).not.toContain(question.authorId)
      // Whoever may decide for their own step keeps the standing they had.
      const kept = chooseApprovers(question, levels + 1).filter(({ personId }) => few.includes(personId))
      expect(kept.every((one) => one.actingFor === undefined || one.actingFor !== question.authorId)).toBe(true)
    }),
  ))

test('同じ人が上の組織の上長でもあるときは、その上へ', () => {
  const lines = [['section', 'department', 'head']]
  const holders = [
    { personId: 'chief', unitId: 'section', role },
    { personId: 'chief', unitId: 'department', role },
    { personId: 'director', unitId: 'head', role },
  ]
  const widened = [{ personId: 'office', unitId: 'head', role: 'privacy_office' as const }]
  const ids = (levels: number) =>
    chooseApprovers({ standIns: [], widened, authorId: 'a', lines, holders }, levels).map((one) => one.personId)
  expect([ids(1), ids(2), ids(3)]).toEqual([['chief'], ['chief', 'director'], ['chief', 'director', 'office']])
})

const base = { standIns: [], widened: [] }
test('直近の職場の上長、いなければ上位の組織の上長', () => {
  const holders = [
    { personId: 'chief', unitId: 'section', role },
    { personId: 'head', unitId: 'department', role },
  ]
  const lines = [['section', 'department']]
  expect(chooseApprovers({ ...base, authorId: 'a', lines, holders })).toEqual([holders[0]])
  expect(chooseApprovers({ ...base, authorId: 'chief', lines, holders })).toEqual([holders[1]])
})

test('a chief who writes the mail does not decide it through a delegate', () => {
  const holders = [{ personId: 'chief', unitId: 'section', role }]
  const standIns = [{ personId: 'deputy', actingFor: 'chief', role, unitId: null }]
  const question = { ...base, lines: [['section']], holders, standIns }
  expect(chooseApprovers({ ...question, authorId: 'chief' })).toEqual([])
  expect(chooseApprovers({ ...question, authorId: 'a' })).toEqual([
    holders[0],
    { personId: 'deputy', unitId: 'section', role, actingFor: 'chief' },
  ])
})
