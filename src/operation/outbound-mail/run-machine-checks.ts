import { hashOf } from '../../base/canonical-json.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type GateState, recordVerdict } from '../../kernel/gates/index.ts'
import { gateOf } from './gate.ts'
import { judgeMail } from './judge-mail.ts'
import { revisionOf } from './mail-revision.ts'
import { type MailRow, policyOf, readingOf, recipientsOf } from './store.ts'

/**
 * Runs every machine check of the mail's gate on its current revision and records what they say. Roster, parties, lineage
 * and policy are those of now, so running again may be stricter than before.
 * @returns undefined while the mail has not been read yet: nothing is recorded, and the gate stays shut
 */
export async function runMachineChecks(tx: Tx, mail: MailRow): Promise<GateState | undefined> {
  const [recipients, reading, policy] = [
    await recipientsOf(tx, mail.id),
    await readingOf(tx, mail.id),
    await policyOf(tx),
  ]
  if (!reading) return undefined
  const { judgements, engine } = await judgeMail(tx, { mail, recipients, reading, policy })
  const revisionHash = hashOf(revisionOf(mail, recipients))
  let state: GateState | undefined
  for (const [check, { verdict, findings }] of Object.entries(judgements)) {
    state = await recordVerdict(tx, gateOf(mail), {
      subjectId: mail.id,
      revisionHash,
      check,
      verdict,
      findings,
      engine,
    })
  }
  return state
}
