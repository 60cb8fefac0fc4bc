import { type AnyRoute, bind } from '../db/route.ts'
import { bindExport } from '../sheets/index.ts'
import {
  exportAllObligations,
  exportMyObligations,
  extendObligationEndpoint,
  handOverObligationEndpoint,
  listAllObligations,
  listMyObligations,
  readObligation,
} from './contract.ts'
import { obligationView } from './obligation-history.ts'
import { linesFor, linesOfAll } from './obligation-lines.ts'
import { obligationSheet } from './obligation-sheet.ts'
import { extendObligation } from './operations/extend-obligation.ts'
import { handOverObligation } from './operations/hand-over-obligation.ts'

export const obligationRoutes: readonly AnyRoute[] = [
  bind(listMyObligations, (tx, actor, input) => linesFor(tx, actor.personId, input)),
  bindExport(
    exportMyObligations,
    (tx, actor, input) => linesFor(tx, actor.personId, input),
    obligationSheet('obligations.mine'),
  ),
  bind(listAllObligations, (tx, _, input) => linesOfAll(tx, input)),
  bindExport(exportAllObligations, (tx, _, input) => linesOfAll(tx, input), obligationSheet('obligations.all')),
  bind(readObligation, obligationView),
  bind(extendObligationEndpoint, async (tx, actor, input) => {
    await extendObligation(tx, actor, input)
    return {}
  }),
  bind(handOverObligationEndpoint, async (tx, actor, input) => {
    await handOverObligation(tx, actor, input)
    return {}
  }),
]
