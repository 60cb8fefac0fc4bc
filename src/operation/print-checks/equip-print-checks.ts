import type { Database } from '../../kernel/db/database.ts'
import { type PrintEquipment, setPrintWork } from './equipment.ts'
import { purgePrints } from './keeping/purge-prints.ts'
import { nudgePrints } from './operations/nudge-prints.ts'
import { verifyRun } from './operations/verify-run.ts'

/** Gives the jobs of a process what they work with. Call it before the worker starts. */
export function equipPrintChecks(database: Database, equipment: PrintEquipment): void {
  setPrintWork(database, {
    verifyRun: (orgId, runId, context) => verifyRun(database, orgId, runId, context, equipment),
    nudgePrints: (orgId) => nudgePrints(database, orgId),
    purgePrints: (orgId) => purgePrints(database, orgId, equipment),
  })
}
