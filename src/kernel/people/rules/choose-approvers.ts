import type { Role } from '../roles.ts'

/** Somebody who may decide, and by what: their own role at a unit, or that of the person they act for. */
export interface Approver {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  readonly actingFor?: string
}

/** A person who holds a role at a unit. All persons here are canonical: two records of one person have one id. */
export interface Holder {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
}

/** Somebody in force as delegate or substitute now; without a unit, wherever the other holds the role. */
export interface StandIn {
  readonly personId: string
  readonly actingFor: string
  readonly role: Role
  readonly unitId: string | null
}

export interface ApproverQuestion {
  readonly authorId: string
  /** For each unit of the author, the units from there to the top. */
  readonly lines: readonly (readonly string[])[]
  readonly holders: readonly Holder[]
  readonly standIns: readonly StandIn[]
  /** Who is asked where no line has anybody: the privacy office. Empty for a vendor's own side. */
  readonly widened: readonly Holder[]
}

/**
 * Who may approve: the holders at the author's unit, else at its parent, and so on; else the privacy office. The author is
 * skipped at every step, also as somebody's stand-in, and so is whoever acts for the author: where a workplace is too
 * small, the rule widens who may approve and never lets one person do both.
 * @param levels how many steps of the line are asked: 1, and one more after an escalation. A step that brings nobody new
 *   is no step; behind the last one stands the privacy office
 */
export function chooseApprovers(question: ApproverQuestion, levels = 1): Approver[] {
  const lines = question.lines.map((line) => nearest(question, line, levels))
  const deepest = Math.max(0, ...lines.map((steps) => steps.length))
  const office = deepest < levels ? withStandIns(question, question.widened) : []
  return onePerPerson([...lines.flat(2), ...office])
}

/** The steps of one line from below, each with at least one person more. */
function nearest(question: ApproverQuestion, line: readonly string[], levels: number): Approver[][] {
  const [steps, known] = [[] as Approver[][], new Set<string>()]
  for (const unitId of line) {
    if (steps.length === levels) break
    const here = withStandIns(
      question,
      question.holders.filter((holder) => holder.unitId === unitId),
    )
    if (here.some(({ personId }) => !known.has(personId))) steps.push(here)
    for (const { personId } of here) known.add(personId)
  }
  return steps
}

function withStandIns({ authorId, standIns }: ApproverQuestion, holders: readonly Holder[]): Approver[] {
  return holders.flatMap((holder) => {
    if (holder.personId === authorId) return []
    const deputies = standIns.filter(
      (one) =>
        one.actingFor === holder.personId &&
        one.role === holder.role &&
        (one.unitId === null || one.unitId === holder.unitId) &&
        one.personId !== authorId &&
        one.personId !== holder.personId,
    )
    return [
      { ...holder },
      ...deputies.map((one) => ({ ...holder, personId: one.personId, actingFor: holder.personId })),
    ]
  })
}

/** Each person once; whoever holds the role themselves acts for nobody. */
function onePerPerson(approvers: readonly Approver[]): Approver[] {
  const chosen = new Map<string, Approver>()
  for (const approver of approvers) {
    const before = chosen.get(approver.personId)
    if (!before || (before.actingFor && !approver.actingFor)) chosen.set(approver.personId, approver)
  }
  return [...chosen.values()]
}
