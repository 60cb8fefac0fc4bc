import { type AnyRoute, bind } from '../db/route.ts'
import { bindExport } from '../sheets/index.ts'
import * as contract from './contract.ts'
import { glassLines, habitLines, habitSummary } from './habit-lines.ts'
import { glassSheet, habitSheet } from './habit-sheets.ts'

export const gateRoutes: readonly AnyRoute[] = [
  bind(contract.readGateHabits, (tx, _, input) => habitSummary(tx, input)),
  bind(contract.listGateHabits, (tx, _, input) => habitLines(tx, input)),
  bindExport(contract.exportGateHabits, (tx, _, input) => habitLines(tx, input), habitSheet),
  bind(contract.listBrokenGlass, (tx, _, input) => glassLines(tx, input)),
  bindExport(contract.exportBrokenGlass, (tx, _, input) => glassLines(tx, input), glassSheet),
]
