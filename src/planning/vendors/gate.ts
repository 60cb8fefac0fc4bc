import { defineGate } from '../../kernel/gates/index.ts'

/**
 * 従事者一覧の確認: a vendor's person without an account states, through a guest link, that the roster of their workers is
 * right as it stands. Its subject is the invitation; its revision is the roster that they have in view.
 */
export const rosterConfirmationGate = defineGate({
  id: 'vendors.roster-confirmation',
  version: 1,
  checks: [{ id: 'roster-statement', kind: 'attest', by: 'author' }],
})

/** What its permit lets happen: the roster counts as handed in for the month. */
export const SUBMIT_EFFECT = 'vendors.submit-roster'

/** What the guest's link opens. */
export const ROSTER_GUEST_PURPOSE = 'vendors:confirm-roster'
