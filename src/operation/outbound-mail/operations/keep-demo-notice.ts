import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import type { MailEquipment } from '../equipment.ts'
import { deliverMailJob } from '../jobs.ts'
import { queueOwnNotice } from './queue-own-notice.ts'

/**
 * Where this is the demonstration, a mail of ours to anybody ends in its outside mailbox, whatever the relay.
 * @returns whether it does; in a real organisation nothing is done
 */
export async function keepDemoNotice(
  tx: Tx,
  mail: { readonly to: string; readonly subjectLine: string; readonly bytes: () => Promise<Buffer> },
  equipment: Pick<MailEquipment, 'vault' | 'host' | 'gateTag'>,
): Promise<boolean> {
  const { is_demo: isDemo } = await tx.selectFrom('organisation').select('is_demo').executeTakeFirstOrThrow()
  if (!isDemo) return false
  const id = newId()
  const { to, subjectLine } = mail
  await queueOwnNotice(tx, { id, to, subjectLine, bytes: await mail.bytes(), fileKind: 'own-notice' }, equipment)
  await enqueue(tx, deliverMailJob, { mailId: id }, { singletonKey: id })
  return true
}
