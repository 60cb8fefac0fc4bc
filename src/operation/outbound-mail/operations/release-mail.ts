import { createHash } from 'node:crypto'
import { hashOf } from '../../../base/canonical-json.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { consumePermit, issuePermit } from '../../../kernel/gates/index.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { afterChange } from '../after-change.ts'
import type { MailEquipment } from '../equipment.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf, RELEASE_EFFECT } from '../gate.ts'
import { deliverMailJob } from '../jobs.ts'
import { revisionOf } from '../mail-revision.ts'
import { runMachineChecks } from '../run-machine-checks.ts'
import { lockMail, mailById, type MailRow, recipientsOf, updateMail } from '../store.ts'

/**
 * Lets a held mail go, if its gate is open now: hashes the bytes that are about to leave, runs the machine checks once
 * more with today's roster and parties, issues the permit and consumes it in the transaction that queues the recipients.
 * Called twice, by two approvers or a repeated job, it releases once. A gate that is not open stays shut without a fault.
 */
export async function releaseMail(
  database: Database,
  orgId: string,
  mailId: string,
  { vault }: Pick<MailEquipment, 'vault'>,
): Promise<'released' | 'not_open' | 'not_held'> {
  const content = await inOrganisation(database, orgId, async (tx) => {
    const mail = await mailById(tx, mailId)
    return mail.custody === 'held' ? vault.read(tx, mail.file_id) : undefined
  })
  if (!content) return 'not_held'
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk as Uint8Array)
  const sha256 = hash.digest('hex')
  return inOrganisation(database, orgId, async (tx) => {
    const mail = await lockMail(tx, mailId)
    if (mail.custody !== 'held' || mail.duplicate_of_id) return 'not_held'
    const now = await instantOf(tx)
    if (mail.expires_at && mail.expires_at <= now) return 'not_open'
    const state = await runMachineChecks(tx, mail)
    if (!state?.open) {
      // A gate that should be open by now and is not is asked again by the sweep, not at once.
      if (!state?.openAt || state.openAt > now) await afterChange(tx, mailId, state)
      return 'not_open'
    }
    await letGo(tx, mail, sha256)
    return 'released'
  })
}

async function letGo(tx: Tx, mail: MailRow, sha256: string): Promise<void> {
  const [recipients, now] = [await recipientsOf(tx, mail.id), await instantOf(tx)]
  const leaving = recipients.filter((one) => one.is_outside && one.delivery === 'held')
  const recomputedHash = hashOf(revisionOf(mail, recipients, sha256))
  const permit = await issuePermit(tx, gateOf(mail), {
    subjectId: mail.id,
    recomputedHash,
    effect: RELEASE_EFFECT,
    recipients: leaving.map(({ address }) => address),
    isForTheRest: mail.release_count > 0,
  })
  await consumePermit(tx, permit.id, { recomputedHash, effect: RELEASE_EFFECT })
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'queued', permit_id: permit.id, next_try_at: now })
    .where('mail_id', '=', mail.id)
    .where('is_outside', '=', true)
    .where('delivery', '=', 'held')
    .execute()
  await updateMail(tx, mail, {
    custody: 'releasing',
    release_due_at: null,
    release_count: mail.release_count + 1,
    released_at: mail.released_at ?? now,
  })
  await recordEvent(tx, mailEvents.released, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.release-mail' },
    subject: mailSubject(mail.id),
    facts: {
      permitId: permit.id,
      revisionHash: recomputedHash,
      recipientCount: leaving.length,
      ...(permit.breakGlassId && { breakGlassId: permit.breakGlassId }),
    },
  })
  await enqueue(tx, deliverMailJob, { mailId: mail.id }, { singletonKey: mail.id })
  await announce(tx, 'outbound-mail')
}
