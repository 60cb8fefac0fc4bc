import { availableParallelism } from 'node:os'
import { verifyApart } from '../../engines/print-match/index.ts'
import type { PrintEquipment } from '../../operation/print-checks/index.ts'
import type { Parts } from './open-parts.ts'
import { printIncidents } from './print-incidents.ts'

export const printEquipment = ({ vault }: Pick<Parts, 'vault'>): PrintEquipment => ({
  vault,
  verify: verifyApart,
  incidents: printIncidents,
  threadCount: Math.min(2, availableParallelism()),
})
