import { startWorker } from '../../kernel/jobs/index.ts'
import { startSequencer } from '../../kernel/ledger/index.ts'
import { describeFault } from '../../kernel/http/index.ts'
import { equipOutboundMail } from '../../operation/outbound-mail/index.ts'
import { equipPrintChecks } from '../../operation/print-checks/index.ts'
import { allJobs } from '../composition/jobs.ts'
import { mailEquipment } from '../composition/mail-equipment.ts'
import { openParts } from '../composition/open-parts.ts'
import { printEquipment } from '../composition/print-equipment.ts'
import type { StartProcess } from './process.ts'

/** Everything that time and acts set going: scans, releases, deliveries, reminders, the ledger's sequencer and anchors. */
export const startWorkerProcess: StartProcess = async (config, log) => {
  const parts = await openParts(config)
  const { database } = parts
  equipOutboundMail(database, mailEquipment(parts))
  equipPrintChecks(database, printEquipment(parts))
  const { jobs, schedules } = allJobs(parts)
  const worker = await startWorker({ database, jobs, schedules, log })
  const sequencer = startSequencer({
    database,
    onProblem: (problem, ledgerId) => log.error({ ledgerId, ...describeFault(problem) }, 'ledger'),
  })
  return {
    listening: '',
    async stop() {
      await worker.stop({ timeoutSeconds: 20 })
      await sequencer.stop()
      await database.close()
    },
  }
}
