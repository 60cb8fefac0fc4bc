import { type PrintSlot, SPECIFICATION_SLOTS } from '../contract.ts'

export const PDF_SLOTS: ReadonlySet<PrintSlot> = new Set(['test_pdf', 'proof', 'pdf', 'scan'])

/** Which files the chooser offers for a slot; the server looks at the content. */
export const acceptOf = (slot: PrintSlot): string =>
  slot === 'scan'
    ? '.pdf,.tif,.tiff,.jpg,.jpeg,.png'
    : PDF_SLOTS.has(slot)
      ? '.pdf'
      : SPECIFICATION_SLOTS.has(slot)
        ? '.yaml,.yml,.json'
        : '.csv,.xlsx,.txt,.tsv'
