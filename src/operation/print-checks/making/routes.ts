import { type AnyRoute, bind } from '../../../kernel/db/route.ts'
import type { PreviewDesk } from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { jobView } from '../views/job-view.ts'
import * as contract from './contract.ts'
import { fieldProposals, printSample } from './read-models.ts'
import { saveSpecification } from './save-specification.ts'

/** A specification made by clicking on a sample. */
export const makingRoutes = (equipment: PrintEquipment, desk: PreviewDesk): readonly AnyRoute[] => [
  bind(contract.readPrintSample, (tx, actor, input) => printSample(tx, actor, input, equipment, desk)),
  bind(contract.proposePrintFields, (tx, actor, input) => fieldProposals(tx, actor, input, equipment, desk)),
  bind(contract.saveMadeSpecification, async (tx, actor, input) => {
    await saveSpecification(tx, actor, input, equipment)
    return jobView(tx, actor, input.jobId, equipment)
  }),
]
