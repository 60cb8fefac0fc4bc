/** What the detector knows to find. The special-care types (要配慮個人情報) count only near a person. */
export const PII_TYPES = [
  'PERSON',
  'ADDRESS',
  'POSTAL',
  'PHONE',
  'EMAIL',
  'BIRTH',
  'MYNUMBER',
  'LICENSE',
  'PASSPORT',
  'RESIDENCE',
  'PENSION',
  'HEALTHINS',
  'JUMINHYO',
  'CARD',
  'ACCOUNT',
  'SC_MEDICAL',
  'SC_DISAB',
  'SC_CRIME',
  'SC_VICTIM',
  'SC_CREED',
  'SC_RACE',
  'SC_STATUS',
  'SC_PMARK',
] as const
export type PiiType = (typeof PII_TYPES)[number]

/**
 * The finer class of a special-care finding: APPI Art. 2(3) with Cabinet Order Art. 2; the last three are the Privacy
 * Mark's additions (J.8.3).
 */
export const SPECIAL_CARE_CLASSES = {
  medical_history: 'SC_MEDICAL',
  checkup_result: 'SC_MEDICAL',
  medical_care: 'SC_MEDICAL',
  genetic_test: 'SC_MEDICAL',
  disability: 'SC_DISAB',
  criminal_record: 'SC_CRIME',
  criminal_procedure: 'SC_CRIME',
  juvenile_procedure: 'SC_CRIME',
  crime_victim: 'SC_VICTIM',
  creed: 'SC_CREED',
  race: 'SC_RACE',
  social_status: 'SC_STATUS',
  sexual_life: 'SC_PMARK',
  sexual_orientation: 'SC_PMARK',
  union_membership: 'SC_PMARK',
} as const satisfies Record<string, PiiType>
export type SpecialCareClass = keyof typeof SPECIAL_CARE_CLASSES

/** One thing that speaks for (or, below zero, against) a finding. `rule` is an identifier, never a part of the text. */
export interface Reason {
  readonly rule: string
  readonly delta: number
}

/** Personal information at one place of a text. It carries no value: the text is what the caller holds. */
export interface Finding {
  readonly type: PiiType
  /** Beside the special-care types only. */
  readonly class?: SpecialCareClass
  /** UTF-16 code units of the text as given. */
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** 0 … 1, the sum of the deltas within these bounds. */
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Is this the type of a special-care finding? */
export function isSpecialCare(type: PiiType): boolean {
  return type.startsWith('SC_')
}
