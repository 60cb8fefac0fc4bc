import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../src/base/ids.ts'
import {
  type Caller,
  CALLERS,
  createAccountWithPassword,
  issueGuestLink,
  newPassword,
} from '../../src/kernel/access/index.ts'
import { signInEndpoint } from '../../src/kernel/access/contract.ts'
import { ROSTER_GUEST_PURPOSE } from '../../src/planning/vendors/gate.ts'
import type { ApiClient } from './api-client.ts'
import type { TestDatabase } from './test-database.ts'

export interface Callers {
  readonly orgId: string
  readonly accounts: ReadonlyMap<Caller, { readonly email: string; readonly password: string }>
  readonly guestDevice: string
}

/** One person for each row that the matrix knows, in an organisation of their own: with this role, in our house or a vendor's. */
export async function seatCallers(db: TestDatabase): Promise<Callers> {
  const orgId = await db.newOrganisation('役割の試験')
  const actor = { orgId, kind: 'system', part: 'test.callers' } as const
  const accounts = new Map<Caller, { email: string; password: string }>()
  const guestDevice = await db.inOrganisation(orgId, async (tx) => {
    await tx.updateTable('organisation').set({ requires_totp: false }).execute()
    const partyId = newId()
    await tx.insertInto('party').values({ id: partyId, name: '委託先' }).execute()
    const [own, theirs] = [newId(), newId()]
    await tx.insertInto('unit').values({ id: own, name: '職場', kind: 'company' }).execute()
    await tx
      .insertInto('unit')
      .values({ id: theirs, name: '委託先の職場', kind: 'party', parent_id: own, party_id: partyId })
      .execute()
    for (const caller of CALLERS) {
      if (caller === 'guest' || caller === 'nobody') continue
      const [house, role] = caller.split(':')
      const personId = newId()
      const isVendors = house === 'vendor'
      await tx
        .insertInto('person')
        .values({ id: personId, name: `見本 ${caller}`, party_id: isVendors ? partyId : null })
        .execute()
      if (role)
        await tx
          .insertInto('membership')
          .values({ id: newId(), person_id: personId, unit_id: isVendors ? theirs : own, role, from_on: '2020-04-01' })
          .execute()
      const [email, password] = [`${caller.replace(':', '-').replaceAll('_', '-')}@callers.example`, newPassword()]
      await createAccountWithPassword(tx, actor, { personId, email, password, mustChangePassword: false })
      accounts.set(caller, { email, password })
    }
    const { id: linkId } = await issueGuestLink(tx, actor, {
      partyId,
      // One that the product knows: the endpoints for guests refuse a link of another purpose as if the right was missing.
      purpose: ROSTER_GUEST_PURPOSE,
      name: '見本 ゲスト',
      address: 'guest@callers.example',
    })
    // A browser that has shown the code from the mail.
    const device = randomBytes(32).toString('base64url')
    await tx
      .insertInto('guest_device')
      .values({ id: newId(), guest_link_id: linkId, token_hash: createHash('sha256').update(device).digest('hex') })
      .execute()
    return device
  })
  return { orgId, accounts, guestDevice }
}

/** Signs a client in as one of them; nobody stays nobody. */
export async function enterAs(client: ApiClient, callers: Callers, caller: Caller): Promise<void> {
  if (caller === 'nobody') return
  if (caller === 'guest') return void client.cookies.set('sekisho.guest', callers.guestDevice)
  await client.call(signInEndpoint, callers.accounts.get(caller)!)
}
