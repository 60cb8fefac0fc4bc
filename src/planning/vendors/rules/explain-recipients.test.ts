import { expect, test } from 'vitest'
import fc from 'fast-check'
import { type DomainEntry, partiesOfRecipient } from './belonging.ts'
import { explainRecipients, isExplained, type RecipientParty } from './explain-recipients.ts'
import { normaliseAddress } from './mail-address.ts'

const PARTIES = ['p1', 'p2', 'p3', 'p4']
const LABELS = ['x', 'y', 'edu', 'mail', 'xx']
const domains = fc
  .array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 3 })
  .map((l) => [...l, 'example'].join('.'))
const addresses = fc.tuple(fc.constantFrom('a', 'b', 'info'), domains).map(([local, domain]) => `${local}@${domain}`)
const entries: fc.Arbitrary<DomainEntry> = fc.oneof(
  fc.record({
    partyId: fc.constantFrom(...PARTIES),
    covers: fc.constantFrom('subdomains' as const, 'domain' as const),
    name: domains,
  }),
  fc.record({ partyId: fc.constantFrom(...PARTIES), covers: fc.constant('address' as const), name: addresses }),
)
const registers = fc.array(entries, { maxLength: 12 })
const read = (address: string) => normaliseAddress(address)!
const party = (partyId: string, clients: ReadonlySet<string>): RecipientParty => ({
  partyId,
  name: partyId,
  isClient: clients.has(partyId),
})

test('a recipient belongs to nobody whose entries do not cover it', () =>
  fc.assert(
    fc.property(addresses, registers, (address, register) => {
      const { domain } = read(address)
      for (const id of partiesOfRecipient(read(address), register)) {
        const own = register.filter((entry) => entry.partyId === id)
        expect(
          own.some((entry) =>
            entry.covers === 'address'
              ? entry.name === address
              : domain === entry.name || (entry.covers === 'subdomains' && domain.endsWith(`.${entry.name}`)),
          ),
        ).toBe(true)
      }
    }),
    { numRuns: 1000 },
  ))

test('the order of the register changes nothing, and a party whose own domain it is always has the recipient', () =>
  fc.assert(
    fc.property(addresses, registers, (address, register) => {
      const own: DomainEntry = { partyId: 'owner', covers: 'domain', name: read(address).domain }
      const domainsOnly = [...register.filter((entry) => entry.covers !== 'address'), own]
      expect(partiesOfRecipient(read(address), domainsOnly)).toContain('owner')
      expect(partiesOfRecipient(read(address), register.toReversed())).toEqual(
        partiesOfRecipient(read(address), register),
      )
    }),
    { numRuns: 1000 },
  ))

test('a nearer entry takes a recipient over, and a farther one changes nothing', () => {
  const register: DomainEntry[] = [
    { partyId: 'p1', covers: 'subdomains', name: 'x.example' },
    { partyId: 'p2', covers: 'subdomains', name: 'edu.x.example' },
    { partyId: 'p3', covers: 'address', name: 'a@edu.x.example' },
  ]
  const whose = (address: string) => partiesOfRecipient(read(address), register)
  expect(whose('a@mail.x.example')).toEqual(['p1'])
  expect(whose('b@lab.edu.x.example')).toEqual(['p2'])
  expect(whose('a@edu.x.example')).toEqual(['p3'])
  expect(whose('a@xx.example')).toEqual([])
  expect(whose('a@evilx.example')).toEqual([])
})

test('every recipient lands in exactly one list; explained means a party inside and no client outside', () =>
  fc.assert(
    fc.property(
      fc.array(addresses, { maxLength: 6 }),
      registers,
      fc.subarray(PARTIES),
      fc.subarray(PARTIES),
      (recipients, register, inside, clients) => {
        const belongings = recipients.map((address) => ({
          address,
          domain: read(address).domain,
          parties: partiesOfRecipient(read(address), register).map((id) => party(id, new Set(clients))),
        }))
        const result = explainRecipients(new Set(inside), belongings)
        const all = [...result.explained, ...result.unexplained, ...result.otherClient]
        expect(all.map((r) => r.address).sort()).toEqual([...recipients].sort())
        for (const { parties } of result.explained) {
          expect(parties.some((p) => inside.includes(p.partyId))).toBe(true)
          expect(parties.every((p) => inside.includes(p.partyId) || !clients.includes(p.partyId))).toBe(true)
        }
        for (const { parties } of result.otherClient)
          expect(parties.some((p) => !inside.includes(p.partyId) && clients.includes(p.partyId))).toBe(true)
        expect(isExplained(result)).toBe(result.explained.length === recipients.length)
      },
    ),
    { numRuns: 1000 },
  ))

test('one domain of two parties: content where the other is no client, a mix-up where it is', () => {
  const shared = (isClient: boolean) => [
    {
      address: 'a@shared.example',
      domain: 'shared.example',
      parties: [party('p1', new Set()), party('p2', new Set(isClient ? ['p2'] : []))],
    },
  ]
  expect(isExplained(explainRecipients(new Set(['p1']), shared(false)))).toBe(true)
  const mixed = explainRecipients(new Set(['p1']), shared(true))
  expect(mixed.otherClient.map((r) => r.reason)).toEqual(['shared_with_other_client'])
  expect(isExplained(explainRecipients(new Set(['p1', 'p2']), shared(true)))).toBe(true)
})

test('an address that cannot be read belongs to nobody', () => {
  const result = explainRecipients(new Set(['p1']), [{ address: 'a@b@', domain: undefined, parties: [] }])
  expect(result.unexplained[0]!.reason).toBe('unreadable_address')
})
