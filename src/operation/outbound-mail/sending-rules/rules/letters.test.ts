import { expect, test } from 'vitest'
import { addressedIn, wronglyAddressed } from './addressed-companies.ts'
import { letters, PARTIES } from './letters.fixture.ts'
import { holdsPassword } from './password-text.ts'

const judged = (text: string, to: string) =>
  wronglyAddressed({
    addressed: addressedIn(text),
    recipients: PARTIES.filter(({ partyId }) => partyId === to),
    hasUnknownRecipient: false,
    parties: PARTIES,
    own: ['試験 自社', '株式会社試験自社'],
  })

/** The bounds stand a little below what was measured (docs/decisions/0028): what becomes worse is seen. */
test('of letters to the right company next to none is held, of letters to another nearly all', () => {
  const all = [...letters()]
  const [right, wrong] = [all.filter(({ isWrong }) => !isWrong), all.filter(({ isWrong }) => isWrong)]
  expect(right.length).toBeGreaterThan(1000)
  expect(wrong.length).toBeGreaterThan(800)
  const flagged = right.filter(({ text, to }) => judged(text, to).length > 0)
  const missed = wrong.filter(({ text, to }) => judged(text, to).length === 0)
  expect(flagged.length / right.length, flagged[0]?.text).toBeLessThanOrEqual(0.005)
  expect(missed.length / wrong.length, missed[0]?.text).toBeLessThanOrEqual(0.05)
})

test('no ordinary letter is taken for one that gives a password away', () => {
  expect([...letters()].filter(({ text }) => holdsPassword(text))).toEqual([])
})
