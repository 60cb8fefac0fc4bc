import { hashOf } from '../../../base/canonical-json.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type GateState, recordVerdictsOfMany, type RecordVerdicts } from '../../../kernel/gates/index.ts'
import { askedOnce } from './asked-once.ts'
import { gateOf } from '../gate.ts'
import { judgeMail } from './judge-mail.ts'
import { revisionOf } from './mail-revision.ts'
import { sendingJudgements, withRules } from '../sending-rules/sending-judgements.ts'
import { type MailRow, policyOf, readingsOf, recipientsOfMany } from '../store.ts'

/**
 * Runs every machine check of the mail's gate on its current revision and records what they say. Roster, parties, lineage
 * and policy are those of now, so running again may be stricter than before.
 * @returns undefined while the mail has not been read yet: nothing is recorded, and the gate stays shut
 */
export async function runMachineChecks(tx: Tx, mail: MailRow): Promise<GateState | undefined> {
  return (await runMachineChecksOfMany(tx, [mail])).get(mail.id)
}

/** For several mails, each judged by itself. @returns by mail; those that have not been read are not in it */
export async function runMachineChecksOfMany(
  tx: Tx,
  mails: readonly MailRow[],
): Promise<ReadonlyMap<string, GateState>> {
  const ids = mails.map(({ id }) => id)
  const now = await instantOf(tx)
  const [recipients, readings, policy] = [
    await recipientsOfMany(tx, ids),
    await readingsOf(tx, ids),
    await policyOf(tx),
  ]
  const read = mails.flatMap((mail) => {
    const reading = readings.get(mail.id)
    const left = recipients.filter((one) => one.mail_id === mail.id && one.delivery !== 'removed')
    return reading ? [{ mail, reading, recipients: left, knownAt: now }] : []
  })
  const ruled = await sendingJudgements(tx, read, { basics: policy, at: now })
  const ruledOf = new Map(read.map(({ mail }, n) => [mail.id, ruled[n]!]))
  const asked = await askedOnce(tx, [...readings.values()])
  const said = new Map<ReturnType<typeof gateOf>, RecordVerdicts[]>()
  for (const mail of mails) {
    const reading = readings.get(mail.id)
    if (!reading) continue
    const own = recipients.filter((one) => one.mail_id === mail.id)
    const { judgements, engine } = await judgeMail(tx, { mail, recipients: own, reading, policy }, asked)
    const rules = ruledOf.get(mail.id)!
    const all = { ...judgements, content: withRules(judgements['content']!, rules) }
    const verdicts = Object.entries(all).map(([check, judged]) => ({
      check,
      engine: check === 'content' ? `${engine} rules@${rules.version}` : engine,
      ...judged,
    }))
    const ofGate = said.get(gateOf(mail)) ?? []
    ofGate.push({ subjectId: mail.id, revisionHash: hashOf(revisionOf(mail, own)), verdicts })
    said.set(gateOf(mail), ofGate)
  }
  const states = new Map<string, GateState>()
  for (const [gate, inputs] of said) {
    const given = await recordVerdictsOfMany(tx, gate, inputs)
    for (const [at, { subjectId }] of inputs.entries()) states.set(subjectId, given[at]!)
  }
  return states
}
