import type { PrintRunKind, PrintSlot, PrintStage } from '../contract.ts'

/** What the machine verifies in each stage, and which files it needs for that. */
export const STAGE_RUNS: Readonly<Record<PrintStage, readonly PrintRunKind[]>> = {
  settings: ['test'],
  proof: ['proof'],
  production: ['production'],
  delivery: ['scan'],
}

/** Slots that may hold several files: data with their children, PDFs in the order of printing. */
export const MANY_FILES: ReadonlySet<PrintSlot> = new Set([
  'test_data',
  'test_pdf',
  'proof_data',
  'proof',
  'data',
  'pdf',
  'scan',
])

export const PDF_SLOTS: ReadonlySet<PrintSlot> = new Set(['test_pdf', 'proof', 'pdf', 'scan'])
export const SPECIFICATION_SLOTS: ReadonlySet<PrintSlot> = new Set(['test_specification', 'specification'])

export const acceptOf = (slot: PrintSlot): string =>
  slot === 'scan'
    ? '.pdf,.tif,.tiff,.jpg,.jpeg,.png'
    : PDF_SLOTS.has(slot)
      ? '.pdf'
      : SPECIFICATION_SLOTS.has(slot)
        ? '.yaml,.yml,.json'
        : '.csv,.xlsx,.txt,.tsv'

/** What a verification looks at; without one of them there is nothing to verify. */
export const RUN_INPUTS: Readonly<Record<PrintRunKind, readonly PrintSlot[]>> = {
  test: ['test_specification', 'test_data', 'test_pdf'],
  proof: ['specification', 'proof_data', 'proof'],
  production: ['specification', 'data', 'pdf'],
  scan: ['specification', 'data', 'scan'],
}
