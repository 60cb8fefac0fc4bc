/**
 * The gate of the model-based tests, told a second time and as plainly as possible: what should be accepted, and whether
 * the gate should be open. It knows no tables and shares no code with the kernel.
 */
export interface ModelDecision {
  readonly revision: number
  readonly check: string
  readonly outcome: 'pass' | 'refuse'
  readonly person: string
  readonly actingFor?: string | undefined
  readonly ticks: readonly string[]
  readonly at: number
}

export interface ModelPermit {
  readonly id: string
  readonly revision: number
  readonly hash: string
  readonly expires: number
  readonly isMarked: boolean
  isConsumed: boolean
}

export interface Model {
  now: number
  readonly author: string
  readonly persons: readonly string[]
  readonly units: { readonly section: string; readonly head: string }
  readonly mergedInto: Map<string, string>
  roles: { readonly person: string; readonly role: string; readonly unit: string }[]
  readonly loans: { readonly from: string; readonly to: string; readonly role: string; readonly until: number }[]
  readonly count: number
  readonly coolDown: number
  readonly expires: number
  revision: { number: number; hash: string; content: string; at: number }
  readonly decisions: ModelDecision[]
  readonly verdicts: { revision: number; check: string; verdict: string; points: readonly string[]; at: number }[]
  readonly glass: { id: string; revision: number; opener: string; confirmer?: string; expires: number }[]
  readonly permits: ModelPermit[]
  isEnded: boolean
  /** Acts that were accepted: each must have left one event. */
  actCount: number
  /** The last act brought the lists up to date. Issuing does not: what nobody waits for changes no list. */
  isListed: boolean
}

export const MACHINES = ['roster', 'content'] as const
const OFFICE = 'also-privacy-office'

export function canon(model: Model, person: string): string {
  const next = model.mergedInto.get(person)
  return next === undefined ? person : canon(model, next)
}
const same = (model: Model, one: string, other: string) => canon(model, one) === canon(model, other)

/** The last word of a machine on the current revision. */
const lastWord = (model: Model, check: string) =>
  model.verdicts.findLast((one) => one.revision === model.revision.number && one.check === check)

export const pointsNow = (model: Model) => [
  ...new Set(MACHINES.flatMap((check) => lastWord(model, check)?.points ?? [])),
]

const current = (model: Model) => model.decisions.filter((one) => one.revision === model.revision.number)
const partiesOf = (model: Model, one: ModelDecision) =>
  [one.person, one.actingFor].flatMap((person) => (person ? [canon(model, person)] : []))

const selfCheckers = (model: Model, passes: readonly ModelDecision[]) =>
  new Set(passes.filter((one) => one.check === 'self-check').flatMap((one) => partiesOf(model, one)))

/** Who has a part in this revision: no glass is broken by them. */
const involvedNow = (model: Model) =>
  new Set([canon(model, model.author), ...current(model).flatMap((one) => partiesOf(model, one))])

/** The passes that count, in order. */
function countedNow(model: Model): ModelDecision[] {
  const passes = current(model).filter((one) => one.outcome === 'pass')
  const good: ModelDecision[] = []
  passes.forEach((one, index) => {
    const before = passes.slice(0, index)
    const selfChecked = selfCheckers(model, before)
    const { check } = one
    const counts =
      !(check !== 'self-check' && partiesOf(model, one).some((person) => approversOf(model, good).has(person))) &&
      !before.some((other) => same(model, other.person, one.person)) &&
      (check === 'self-check' || !partiesOf(model, one).includes(canon(model, model.author))) &&
      (check !== 'approval' || !partiesOf(model, one).some((person) => selfChecked.has(person))) &&
      pointsNow(model).every((point) => one.ticks.includes(point))
    if (counts) good.push(one)
  })
  return good
}

const counted = (model: Model, check: string) => countedNow(model).filter((one) => one.check === check)

/** Who has approved, in person or through somebody. */
const approversOf = (model: Model, passes: readonly ModelDecision[]) =>
  new Set(passes.filter((one) => one.check !== 'self-check').flatMap((one) => partiesOf(model, one)))

const isRefused = (model: Model, check: string) =>
  current(model).some((one) => one.check === check && one.outcome === 'refuse')
const isOfficeNeeded = (model: Model) =>
  isRefused(model, OFFICE) || MACHINES.some((check) => lastWord(model, check)?.verdict === 'unread')
const needed = (model: Model, check: string) => (check === 'approval' ? model.count : 1)
const hasPassed = (model: Model, check: string) =>
  !isRefused(model, check) && counted(model, check).length >= needed(model, check)
const machinesAnswered = (model: Model) =>
  MACHINES.every((check) => ['pass', 'findings', 'unread'].includes(lastWord(model, check)?.verdict ?? 'none'))

/** Somebody refused: only another revision goes on. */
export const isStopped = (model: Model) => current(model).some((one) => one.outcome === 'refuse')
export const machineToRun = (model: Model) =>
  MACHINES.find((check) => (lastWord(model, check)?.verdict ?? 'fail') === 'fail')

export const isOver = (model: Model) => model.isEnded || model.now >= model.expires
const humanChecks = (model: Model) => ['self-check', 'approval', ...(isOfficeNeeded(model) ? [OFFICE] : [])]

/** The check that waits for a person now. */
export const nextCheck = (model: Model) => humanChecks(model).find((check) => !hasPassed(model, check)) ?? 'approval'

function opensByItself(model: Model): boolean {
  if (!machinesAnswered(model) || !humanChecks(model).every((check) => hasPassed(model, check))) return false
  const times = humanChecks(model).flatMap((check) => counted(model, check).slice(0, needed(model, check)))
  const machineTimes = MACHINES.map((check) => {
    const words = model.verdicts.filter((one) => one.revision === model.revision.number && one.check === check)
    return words[words.findLastIndex((one) => one.verdict === 'fail') + 1]!.at
  })
  return model.now >= Math.max(model.revision.at, ...times.map((one) => one.at), ...machineTimes) + model.coolDown
}

function opensByGlass(model: Model): boolean {
  const involved = involvedNow(model)
  return model.glass.some(
    (one) =>
      one.revision === model.revision.number &&
      one.confirmer !== undefined &&
      !same(model, one.opener, one.confirmer) &&
      ![one.opener, one.confirmer].some((person) => involved.has(canon(model, person))) &&
      model.now < one.expires,
  )
}

export const isOpen = (model: Model) => !isOver(model) && (opensByItself(model) || opensByGlass(model))
export const isOpenByGlassOnly = (model: Model) => isOpen(model) && !opensByItself(model)

const holders = (model: Model, role: string, unit?: string) => [
  ...new Set(
    model.roles
      .filter((one) => one.role === role && (unit === undefined || one.unit === unit))
      .map((one) => canon(model, one.person)),
  ),
]

/** Who may decide a check now: in person, and lent by whom. */
export function mayDecide(model: Model, check: string): { person: string; lender?: string }[] {
  const author = canon(model, model.author)
  if (check === 'self-check') return [{ person: author }]
  const steps =
    check === 'approval'
      ? [
          ['supervisor', model.units.section],
          ['supervisor', model.units.head],
          ['privacy_office', undefined],
        ]
      : [['privacy_office', undefined]]
  for (const [role, unit] of steps) {
    const here = holders(model, role!, unit).filter((person) => person !== author)
    if (here.length === 0) continue
    const loans = model.loans
      .filter((loan) => loan.role === role && loan.until > model.now && here.includes(canon(model, loan.from)))
      .map((loan) => ({ person: canon(model, loan.to), lender: canon(model, loan.from) }))
      .filter((loan) => loan.person !== author && loan.person !== loan.lender)
    return [...here.map((person) => ({ person })), ...loans]
  }
  return []
}

export interface Try {
  readonly check: string
  readonly outcome: 'pass' | 'refuse'
  readonly person: string
  readonly actingFor?: string | undefined
  readonly isStale: boolean
  readonly ticks: readonly string[]
}

/** For whom the person would act, or undefined where the decision must be refused. */
export function acceptDecision(model: Model, given: Try): { actingFor?: string | undefined }[] {
  const { check, outcome } = given
  const person = canon(model, given.person)
  if (isOver(model) || given.isStale || !humanChecks(model).includes(check)) return []
  const passes = current(model).filter((one) => one.outcome === 'pass')
  const ownPasses = passes.filter((one) => same(model, one.person, person))
  if (ownPasses.some((one) => one.check !== check)) return []
  const glass = model.glass.filter((one) => one.revision === model.revision.number)
  if (glass.some((one) => [one.opener, one.confirmer].some((other) => other && same(model, other, person)))) return []
  const takesBack = outcome === 'refuse' && ownPasses.length > 0
  if (isRefused(model, check)) return []
  if (!takesBack) {
    if (ownPasses.length > 0 || hasPassed(model, check) || !machinesAnswered(model)) return []
    if (check !== 'self-check' && !hasPassed(model, 'self-check')) return []
  }
  if (outcome === 'pass' && !pointsNow(model).every((point) => given.ticks.includes(point))) return []
  const all = mayDecide(model, check).filter((one) => one.person === person)
  const inPerson = all.filter((one) => one.lender === undefined)
  const lent = all.filter((one) => one.lender !== undefined)
  const ways = given.actingFor
    ? lent.filter((one) => one.lender === canon(model, given.actingFor!))
    : inPerson.length > 0
      ? inPerson
      : lent
  const selfChecked = selfCheckers(model, passes)
  const approved = approversOf(model, countedNow(model))
  const isBound = outcome === 'pass' && check !== 'self-check'
  return ways
    .filter((one) => !isBound || ![one.person, one.lender].some((who) => who && approved.has(who)))
    .filter((one) => check !== 'approval' || ![one.person, one.lender].some((who) => who && selfChecked.has(who)))
    .map((one) => ({ actingFor: one.lender }))
}

/** Whether a person of the privacy office may break this glass now. */
export function mayBreakGlass(model: Model, who: string): boolean {
  const person = canon(model, who)
  const involved = involvedNow(model)
  return !isOver(model) && holders(model, 'privacy_office').includes(person) && !involved.has(person)
}

export function isUsable(model: Model, permit: ModelPermit): boolean {
  return (
    !permit.isConsumed &&
    permit.revision === model.revision.number &&
    model.now < permit.expires &&
    isOpen(model) &&
    (permit.isMarked || !isOpenByGlassOnly(model))
  )
}

export function mayIssue(model: Model, { hash, isForTheRest }: { hash: string; isForTheRest: boolean }): boolean {
  const wasConsumed = model.permits.some((one) => one.isConsumed && one.hash === model.revision.hash)
  return (
    isOpen(model) &&
    hash === model.revision.hash &&
    !model.permits.some((one) => isUsable(model, one)) &&
    (!wasConsumed || isForTheRest)
  )
}
