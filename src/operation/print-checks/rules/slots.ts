import type { PrintRunKind, PrintSlot, PrintStage } from '../print-states.ts'

/** Whose content a file is: a new one voids this stage and all after it. */
export const STAGE_OF_SLOT = {
  test_specification: 'settings',
  test_data: 'settings',
  test_pdf: 'settings',
  specification: 'settings',
  proof_data: 'proof',
  proof: 'proof',
  data: 'production',
  pdf: 'production',
  scan: 'delivery',
} as const satisfies Record<PrintSlot, PrintStage>

/** Several files lie side by side only where a run has several: data with its children, PDFs in their order. */
export const HOLDS_SEVERAL: ReadonlySet<PrintSlot> = new Set([
  'test_data',
  'test_pdf',
  'proof_data',
  'proof',
  'data',
  'pdf',
  'scan',
])

export const SPECIFICATION_SLOTS: ReadonlySet<PrintSlot> = new Set(['test_specification', 'specification'])

/** Bytes of one file: a specification is read as a whole, data are held as a table, PDFs are read by ranges. */
export const SLOT_BYTES = {
  test_specification: 1024 ** 2,
  specification: 1024 ** 2,
  test_data: 200 * 1024 ** 2,
  proof_data: 200 * 1024 ** 2,
  data: 200 * 1024 ** 2,
  test_pdf: 2 * 1024 ** 3,
  proof: 2 * 1024 ** 3,
  pdf: 2 * 1024 ** 3,
  scan: 2 * 1024 ** 3,
} as const satisfies Record<PrintSlot, number>

/** How many lie in one slot; of data fewer, as `specificationOfData` reads them. */
export const MOST_FILES = 40

/** The specification that reads the data of this slot; undefined where the slot holds no data. */
export const specificationOfData = (slot: PrintSlot): PrintSlot | undefined =>
  Object.values<RunSlots>(RUN_SLOTS).find(({ data }) => data === slot)?.specification

export interface RunSlots {
  readonly stage: PrintStage
  readonly check: string
  readonly specification: PrintSlot
  readonly data: PrintSlot
  readonly pdf: PrintSlot
  /** `scan`: sheets from a scanner, known by their codes. */
  readonly of: 'file' | 'scan'
}

/** What each verification looks at, and which check it answers. */
export const RUN_SLOTS = {
  test: {
    stage: 'settings',
    check: 'test-data-verified',
    specification: 'test_specification',
    data: 'test_data',
    pdf: 'test_pdf',
    of: 'file',
  },
  proof: {
    stage: 'proof',
    check: 'proof-verified',
    specification: 'specification',
    data: 'proof_data',
    pdf: 'proof',
    of: 'file',
  },
  production: {
    stage: 'production',
    check: 'full-match',
    specification: 'specification',
    data: 'data',
    pdf: 'pdf',
    of: 'file',
  },
  scan: {
    stage: 'delivery',
    check: 'lot-matches',
    specification: 'specification',
    data: 'data',
    pdf: 'scan',
    of: 'scan',
  },
} as const satisfies Record<PrintRunKind, RunSlots>

/** Which verification a stage asks for. */
export const RUN_OF_STAGE = {
  settings: 'test',
  proof: 'proof',
  production: 'production',
  delivery: 'scan',
} as const satisfies Record<PrintStage, PrintRunKind>

/** What a verification looks at; without one of them there is nothing to verify. */
export function inputsOfRun(kind: PrintRunKind): readonly [PrintSlot, PrintSlot, PrintSlot] {
  const { specification, data, pdf } = RUN_SLOTS[kind]
  return [specification, data, pdf]
}

/** What a stage cannot do without. A scan may be missing: paper is opened by hand. */
export const SLOTS_NEEDED = {
  settings: ['test_specification', 'test_data', 'test_pdf', 'specification'],
  proof: ['proof_data', 'proof'],
  production: ['data', 'pdf'],
  delivery: [],
} as const satisfies Record<PrintStage, readonly PrintSlot[]>
