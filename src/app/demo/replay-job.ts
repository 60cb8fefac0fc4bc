import { z } from 'zod'
import type { SystemActor } from '../../base/actor.ts'
import { issueCredentialFor, revokeCredentialFor } from '../../kernel/access/index.ts'
import { defineJob, type Job } from '../../kernel/jobs/index.ts'
import { personByAddress } from '../../kernel/people/index.ts'
import { LETTERS, sendCaseA } from './case-a.ts'
import { CASE_A_VARIANTS } from './contract.ts'
import { PEOPLE } from './deck.ts'

const name = 'demo.replay-case-a'
const input = z.object({ variant: z.enum(CASE_A_VARIANTS) })

/** What the page puts into the queue; the worker's twin below does it. */
export const replayCaseAJob: Job<typeof input> = defineJob({
  name,
  input,
  run: () => Promise.reject(new Error('replayCaseA is run by the worker that knows the SMTP port')),
})

/**
 * Sends the mail as its sender's mail client: with a credential of that person, made for this one mail and revoked after it.
 */
export function replayJobs(smtp: { host: string; port: number }): readonly Job[] {
  const run: Job<typeof input>['run'] = async ({ inOrganisation, orgId }, { variant }) => {
    const actor: SystemActor = { orgId, kind: 'system', part: name }
    const { personId, credential } = await inOrganisation(async (tx) => {
      const sender = PEOPLE.find(({ key }) => key === LETTERS[variant].from)!
      const person = await personByAddress(tx, sender.address)
      if (!person) throw new Error('the demonstration has lost a person')
      const credential = await issueCredentialFor(tx, actor, { personId: person.id, label: '事故の再現' })
      return { personId: person.id, credential }
    })
    try {
      await sendCaseA(variant, { ...smtp, user: credential.login, pass: credential.secret })
    } finally {
      await inOrganisation((tx) => revokeCredentialFor(tx, actor, { personId, credentialId: credential.id }))
    }
  }
  return [{ ...replayCaseAJob, retryCount: 0, pollSeconds: 0.5, run }]
}
