import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { addPartyDomain, askForOwnDomains } from '../../../planning/vendors/index.ts'
import { buildMailHouse, type MailHouse } from '../mail-house.fixture.ts'
import { addInternalDomain } from './add-internal-domain.ts'
import { internalDomains } from '../store.ts'

const db = useTestDatabase()
let house: MailHouse
let partyId: string

beforeAll(async () => {
  askForOwnDomains(internalDomains)
  house = await buildMailHouse(db)
  partyId = await inHouse(async (tx) => {
    const party = await tx.selectFrom('party').where('name', '=', 'A社').select('id').executeTakeFirstOrThrow()
    return party.id
  })
})
const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)

test.each(['city-y.example', '.city-y.example', 'kyoiku.city-y.example', '.bu.city-y.example'])(
  '関係先のドメイン %s は、自社のドメインにできない',
  async (domain) => {
    await expect(inHouse((tx) => addInternalDomain(tx, house.actor('office'), { domain }))).rejects.toMatchObject({
      code: 'domain_of_party',
      facts: { party: 'Y市' },
    })
  },
)

test('自社のドメインは、関係先のドメインにもアドレスにもできない; what ended may be taken again', async () => {
  const actor = house.actor('office')
  const list = (covers: 'domain' | 'subdomains' | 'address', name: string) =>
    inHouse((tx) => addPartyDomain(tx, actor, { partyId, covers, name }))
  for (const [covers, name] of [
    ['domain', house.domain],
    ['subdomains', house.domain],
    ['address', `tanto@${house.domain}`],
  ] as const)
    await expect(list(covers, name)).rejects.toMatchObject({ code: 'domain_is_own', facts: { domain: house.domain } })
  // A domain below ours is not ours, unless we said so.
  await list('domain', `gaibu.${house.domain}`)
  await expect(inHouse((tx) => addInternalDomain(tx, actor, { domain: `.${house.domain}` }))).rejects.toMatchObject({
    code: 'domain_of_party',
    facts: { party: 'A社' },
  })
  await inHouse((tx) =>
    tx.updateTable('party_domain').set({ ended_at: new Date() }).where('party_id', '=', partyId).execute(),
  )
  await inHouse((tx) => addInternalDomain(tx, actor, { domain: `.${house.domain}` }))
})
