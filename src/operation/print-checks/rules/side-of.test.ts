import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideOf } from './side-of.ts'

const party = fc.constantFrom('a', 'b', 'c', 'd')

test('自社でも、印刷会社でも、お客様でもない会社の人は、どの側にも立たない', () =>
  fc.assert(
    fc.property(fc.option(party), party, fc.option(party), (partyId, printerId, clientId) => {
      const side = sideOf({ partyId }, { printerId, clientId })
      expect(side === undefined).toBe(partyId !== null && partyId !== printerId && partyId !== clientId)
      expect(side === 'own').toBe(partyId === null)
      expect(side === 'printer').toBe(partyId !== null && partyId === printerId)
    }),
  ))
