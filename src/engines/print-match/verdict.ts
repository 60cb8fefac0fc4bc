/** What can be wrong with a sheet or a record. `unverified` is no fault of the sheet: the machine could not look. */
export const MISMATCH_KINDS = [
  'other_record', // this side belongs to another record than the sheet's first side
  'other_child', // a value of another record's child
  'missing_record',
  'printed_twice',
  'unknown_record',
  'order',
  'missing_page',
  'field_missing',
  'field_differs',
  'cut_off',
  'overflow',
  'covered',
  'missing_glyph',
  'gaiji',
  'variant', // 異体字: the same name in another form
  'blank_side',
  'not_blank',
  'wrong_template',
  'not_same',
  'unexpected_text', // beside the fields: on this sheet alone, or another record's
  'undeclared_column', // values of a column that no field prints
  'undeclared_code', // a code with values of the data that is no field
  'count',
  'unverified',
] as const
export type MismatchKind = (typeof MISMATCH_KINDS)[number]

export const SHEET_STATES = ['ok', 'mismatch', 'unverified', 'banner'] as const
export type SheetState = (typeof SHEET_STATES)[number]

export type Side = 'front' | 'back'

/**
 * One finding. `detail` names columns, keys and counts, not the values of fields: what is printed and what is expected
 * stand in `printed` and `expected`, for the screen only. They are personal data.
 */
export interface Mismatch {
  readonly kind: MismatchKind
  /** From 1, in the order of the run; none for a record that is on no sheet. */
  readonly sheet?: number
  /** Page of the PDF files taken together, from 1. */
  readonly page?: number
  readonly side?: Side
  /** Key of the record that this sheet should show, and its line in the data. */
  readonly record?: string
  readonly line?: number
  /** Key of the record whose value or side this is. */
  readonly otherRecord?: string
  readonly field?: string
  readonly expected?: string
  readonly printed?: string
  /** Millimetres on the page: x, y, width, height. */
  readonly box?: readonly [number, number, number, number]
  readonly detail: { readonly ja: string; readonly en: string }
}

export interface SheetVerdict {
  readonly sheet: number
  readonly state: SheetState
  /** Pages of the PDF files taken together, from 1: front, then back. */
  readonly pages: readonly number[]
  readonly record?: string
  readonly mismatches: readonly Mismatch[]
}

export const DIAGNOSIS_KINDS = [
  'backs_shifted',
  'backs_reversed',
  'backs_swapped',
  'backs_other',
  'page_dropped',
  'page_added',
  'record_dropped',
  'records_dropped',
  'sheets_dropped',
  'sets_mixed',
  'record_missing',
  'records_missing',
  'record_repeated',
  'records_repeated',
  'restarted',
  'group_reversed',
  'batches_swapped',
  'group_moved',
  'order_mixed',
  'template_wrong',
  'fields_wrong',
  'children_wrong',
  'sides_blank',
  'inserts_differ',
  'others_text',
  'text_unexpected',
  'column_undeclared',
  'code_undeclared',
  'unknown',
  'characters_lost',
  'unverified',
  'counts',
] as const
export type DiagnosisKind = (typeof DIAGNOSIS_KINDS)[number]

/** What happened, in one sentence a person understands: 「352枚目から裏面が1件ずつずれています。」 */
export interface Diagnosis {
  readonly kind: DiagnosisKind
  readonly sentence: { readonly ja: string; readonly en: string }
  /** The numbers and keys in the sentence. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** Sheets from `from` to `to` are in one state: the strip of the result page. */
export interface SheetSpan {
  readonly from: number
  readonly to: number
  readonly state: SheetState
}

export interface PrintSummary {
  /** Right: every sheet and every record was looked at, and nothing was found. */
  readonly outcome: 'right' | 'mismatches' | 'unverified'
  readonly pages: number
  readonly sheets: number
  readonly records: number
  readonly children: number
  /** Sheets without a finding. */
  readonly ok: number
  /** Sheets that are neither right nor wrong: they could not be looked at. */
  readonly unverified: number
  readonly banners: number
  readonly mismatchCount: number
  /** The first 10,000. */
  readonly mismatches: readonly Mismatch[]
  readonly diagnosis: readonly Diagnosis[]
  readonly spans: readonly SheetSpan[]
  /** Fields that were taken for right because 異体字 were read as one. */
  readonly variantsRead: number
  /** sha256, hex. */
  readonly hashes: {
    readonly specification: string
    readonly data: readonly { readonly name: string; readonly sha256: string }[]
    readonly pdfs: readonly { readonly name: string; readonly sha256: string }[]
  }
}
