import { z } from 'zod'
import { defineEvents } from '../ledger/index.ts'

const Id = z.uuid()

/** Who came in, who tried, who opened or closed the door to whom (ASVS V16.3). */
export const accountEvents = defineEvents('account', {
  invited: { personId: Id },
  activated: {},
  signed_in: {},
  sign_in_failed: { step: z.enum(['password', 'code']) },
  signed_out: {},
  password_changed: {},
  totp_set_up: {},
  disabled: { endedSessionCount: z.number() },
  enabled: {},
  reset: {},
  credential_issued: { credentialId: Id },
  credential_revoked: { credentialId: Id },
})

export const guestLinkEvents = defineEvents('guest_link', {
  issued: { personId: Id, partyId: Id.nullable(), purpose: z.string() },
  code_sent: {},
  code_failed: {},
  opened: {},
  revoked: {},
})
