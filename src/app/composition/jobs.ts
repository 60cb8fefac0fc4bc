import { accessJobs, accessSchedules } from '../../kernel/access/index.ts'
import type { AnyJob, Schedule } from '../../kernel/jobs/index.ts'
import { noticeJobs, relaySender } from '../../kernel/notices/index.ts'
import { obligationJobs, obligationSchedules } from '../../kernel/obligations/index.ts'
import { peopleJobs, peopleSchedules } from '../../kernel/people/index.ts'
import { demoNoticeMailbox, outboundMailJobs, outboundMailSchedules } from '../../operation/outbound-mail/index.ts'
import { receivedDataJobs } from '../../operation/received-data/index.ts'
import { inventoryJobs } from '../../planning/inventory/index.ts'
import { printChecksJobs, printChecksSchedules } from '../../operation/print-checks/index.ts'
import { caseBJobs } from '../demo/case-b-job.ts'
import { replayJobs } from '../demo/replay-job.ts'
import { anchorJobs } from './anchor-hourly.ts'
import { gateJobs, gateSchedules } from './gate-jobs.ts'
import { inventoryEquipment } from './inventory-equipment.ts'
import type { Parts } from './open-parts.ts'
import { printEquipment } from './print-equipment.ts'
import { receivedDataEquipment } from './received-data-equipment.ts'
import { vaultJobs } from './vault-jobs.ts'

/** Every job and schedule of the product. A new module adds its own here. */
export function allJobs(parts: Parts): { jobs: readonly AnyJob[]; schedules: readonly Schedule[] } {
  const { settings, host } = parts
  const relay = settings.relay && relaySender(settings.relay)
  const notices = noticeJobs({
    publicUrl: settings.http.publicUrl.origin,
    from: `sekisho@${host}`,
    relay,
    // The demonstration's notices arrive in its own outside mailbox, whatever the relay.
    demoMailbox: demoNoticeMailbox(parts.database, parts.vault),
  })
  const anchors = anchorJobs(parts, relay)
  const vault = vaultJobs(parts)
  return {
    jobs: [
      ...peopleJobs,
      ...accessJobs,
      ...gateJobs,
      ...notices.jobs,
      ...obligationJobs,
      ...outboundMailJobs,
      ...printChecksJobs,
      ...inventoryJobs(inventoryEquipment(parts)),
      ...receivedDataJobs(receivedDataEquipment(parts)),
      ...anchors.jobs,
      ...vault.jobs,
      ...replayJobs(settings.smtp),
      ...caseBJobs(printEquipment(parts)),
    ],
    schedules: [
      ...peopleSchedules,
      ...accessSchedules,
      ...gateSchedules,
      ...notices.schedules,
      ...obligationSchedules,
      ...outboundMailSchedules,
      ...printChecksSchedules,
      ...anchors.schedules,
      ...vault.schedules,
    ],
  }
}
