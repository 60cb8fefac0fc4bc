import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { type AnyRoute, bind } from '../../../kernel/db/route.ts'
import type { PrintEquipment } from '../equipment.ts'
import { jobView } from '../views/job-view.ts'
import { changePrintRetention } from './change-retention.ts'
import * as contract from './contract.ts'
import { freezePrint, liftPrintFreeze } from './freeze-print.ts'
import { printRetentionOf } from './retention-of.ts'

/** How long the files of print jobs are kept, and what keeps them longer. */
export const keepingRoutes = (equipment: PrintEquipment): readonly AnyRoute[] => [
  bind(contract.freezePrint, async (tx: Tx, actor: Actor, input) => {
    await freezePrint(tx, actor, input, equipment)
    return jobView(tx, actor, input.jobId, equipment)
  }),
  bind(contract.liftPrintFreeze, async (tx: Tx, actor: Actor, input) => {
    await liftPrintFreeze(tx, actor, input, equipment)
    return jobView(tx, actor, input.jobId, equipment)
  }),
  bind(contract.readPrintRetention, (tx) => printRetentionOf(tx)),
  bind(contract.changePrintRetention, changePrintRetention),
]
