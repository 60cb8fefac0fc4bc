/**
 * 印刷の関門: no front and back leaves before every sheet was held against its data, the proof was signed off, and a drawn
 * sample was opened. Stands on: kernel, engines/print-match, engines/sampling, planning/vendors. Used by: app.
 */
export { clientSignOffGate, deliveryGate, productionGate, proofGate, settingsGate } from './gate.ts'
export { printChecksRights } from './rights.ts'
export { printCheckWords, printEventWords, printFindingWords, printGateWords } from './words.ts'
