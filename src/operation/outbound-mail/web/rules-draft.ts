import { jstInstant } from '../../../base/clock.ts'
import { readDay } from '../../../base/read-day.ts'
import { RULE_FINDINGS, RULE_RESPONSES, type SendingRules } from '../sending-rules/contract.ts'
import { readNumber } from '../../../webkit/form/read-number.ts'

type Finding = (typeof RULE_FINDINGS)[number]
type Response = (typeof RULE_RESPONSES)[number]

/** What a person has typed into the editor of one scope. */
export interface TypedRules {
  /** `office 2`, `reason`; empty: nothing is added. */
  readonly responses: Readonly<Record<Finding, string>>
  readonly coolDownMinutes: string
  readonly visibleLimit: string
  readonly passwordHours: string
  readonly fromDay: string
}

export const isCounted = (response: Response): boolean => response === 'supervisors' || response === 'office'

/** The choices of one finding, as their values. Fewer persons than the gate always asks would ask nothing. */
export function choicesFor(finding: Finding, isOrganisation: boolean, current: string): readonly string[] {
  const told = finding === 'any_mail' || finding === 'personal_data' || finding === 'encrypted_attachment'
  const usual = [
    ...(isOrganisation ? ['none'] : ['']),
    ...(told ? [] : ['inform']),
    'reason',
    'supervisors 2',
    'supervisors 3',
    'office 1',
    'office 2',
    'office 3',
    'forbid',
  ]
  return usual.includes(current) ? usual : [...usual, current]
}

export function readChoice(choice: string): { readonly response: Response; readonly count: number } | undefined {
  const [name, count] = choice.split(' ')
  const response = RULE_RESPONSES.find((one) => one === name)
  return response && { response, count: Number(count ?? 1) }
}

export function typedOf(rules: SendingRules | undefined, isOrganisation: boolean): TypedRules {
  const choice = (finding: Finding) => {
    const asked = rules?.responses[finding]
    if (!asked) return isOrganisation ? 'none' : ''
    return isCounted(asked.response) ? `${asked.response} ${asked.count}` : asked.response
  }
  const text = (value: number | undefined, by: number) => (value === undefined ? '' : String(value / by))
  return {
    responses: Object.fromEntries(RULE_FINDINGS.map((finding) => [finding, choice(finding)])) as Record<
      Finding,
      string
    >,
    coolDownMinutes: text(rules?.coolDownSeconds, 60),
    visibleLimit: text(rules?.visibleLimit, 1),
    passwordHours: text(rules?.passwordMinutes, 60),
    fromDay: '',
  }
}

export type DraftFault = 'coolDownMinutes' | 'visibleLimit' | 'passwordHours' | 'fromDay'

export interface ReadDraft {
  readonly rules: SendingRules
  /** ISO instant: the first moment of the day (JST). */
  readonly effectiveFrom?: string
  readonly faults: readonly DraftFault[]
}

export const LIMITS: Readonly<Record<Exclude<DraftFault, 'fromDay'>, readonly [number, number]>> = {
  coolDownMinutes: [0, 1440],
  visibleLimit: [1, 500],
  passwordHours: [1, 168],
} as const

/** Whether the day is over already, the server says. */
export function readDraft(typed: TypedRules): ReadDraft {
  const faults: DraftFault[] = []
  const number = (field: keyof typeof LIMITS) => {
    if (typed[field].trim() === '') return undefined
    const value = readNumber(typed[field], ...LIMITS[field])
    if (value === undefined) faults.push(field)
    return value
  }
  const [minutes, visibleLimit, hours] = [number('coolDownMinutes'), number('visibleLimit'), number('passwordHours')]
  const responses = Object.fromEntries(
    RULE_FINDINGS.flatMap((finding) => {
      const asked = readChoice(typed.responses[finding])
      return asked ? [[finding, asked]] : []
    }),
  )
  const day = readDay(typed.fromDay)
  const from = day.ok ? jstInstant(day.day) : undefined
  if (typed.fromDay.trim() !== '' && !from) faults.push('fromDay')
  return {
    rules: {
      responses,
      ...(minutes !== undefined && { coolDownSeconds: Math.round(minutes * 60) }),
      ...(visibleLimit !== undefined && { visibleLimit: Math.round(visibleLimit) }),
      ...(hours !== undefined && { passwordMinutes: Math.round(hours * 60) }),
    },
    ...(from && { effectiveFrom: from.toISOString() }),
    faults,
  }
}
