import { type AnyRoute, bind } from '../../../kernel/db/route.ts'
import { changePrintNudging } from './change-nudging.ts'
import * as contract from './contract.ts'
import { printNudgingOf } from './nudging-of.ts'

/** When people hear again of what waits. */
export const nudgingRoutes: readonly AnyRoute[] = [
  bind(contract.readPrintNudging, (tx) => printNudgingOf(tx)),
  bind(contract.changePrintNudging, changePrintNudging),
]
