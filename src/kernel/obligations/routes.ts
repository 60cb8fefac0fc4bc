import { type AnyRoute, bind } from '../db/route.ts'
import { bindExport } from '../sheets/index.ts'
import { exportAllObligations, exportMyObligations, listAllObligations, listMyObligations } from './contract.ts'
import { linesFor, linesOfAll } from './obligation-lines.ts'
import { obligationSheet } from './obligation-sheet.ts'

export const obligationRoutes: readonly AnyRoute[] = [
  bind(listMyObligations, (tx, actor, input) => linesFor(tx, actor.personId, input)),
  bindExport(
    exportMyObligations,
    (tx, actor, input) => linesFor(tx, actor.personId, input),
    obligationSheet('obligations.mine'),
  ),
  bind(listAllObligations, (tx, _, input) => linesOfAll(tx, input)),
  bindExport(exportAllObligations, (tx, _, input) => linesOfAll(tx, input), obligationSheet('obligations.all')),
]
