import { deepStrictEqual } from 'node:assert'
import { hashOf } from '../../../base/canonical-json.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { actorOf, trialGate } from '../company.fixture.ts'
import { newId } from '../../../base/ids.ts'
import * as gates from '../index.ts'
import * as oracle from './oracle.fixture.ts'
import type { Model } from './oracle.fixture.ts'

/** What the model needs of a test's database. */
export interface TrialDatabase {
  newOrganisation(): Promise<string>
  inOrganisation<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  asOwner<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  setClock(at: Date | undefined): Promise<void>
}

/** The real gate: one subject in one organisation. */
export interface Real {
  readonly db: TrialDatabase
  readonly orgId: string
  readonly subjectId: string
}

export const MINUTE = 60_000

/** Runs an act; answers what it answered, or undefined where it was refused. */
export async function attempt<T>(real: Real, work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
  try {
    return await real.db.inOrganisation(real.orgId, work)
  } catch (cause) {
    if (cause instanceof Refusal) return undefined
    throw cause
  }
}

/** The kernel and the oracle say the same; the message is what fast-check shows. */
export const agree = (what: string, actual: unknown, expected: unknown) =>
  deepStrictEqual(actual, expected, `${what}: ${JSON.stringify(actual)}, the oracle says ${JSON.stringify(expected)}`)

/** Personal words that must never stand in an append-only row (invariant 12). */
export const SECRETS = {
  content: 'himitsu.hanako@x-ken.example',
  comment: '秘密の理由',
  finding: 'himitsu-meibo.xlsx',
  reason: '秘密の緊急',
} as const

export const at = <T>(list: readonly T[], index: number) => list[index % list.length]!

export interface DecidePlan {
  readonly person: number
  /** Without it, the check that waits. */
  readonly check?: string | undefined
  readonly isAsked: boolean
  readonly outcome: 'pass' | 'refuse'
  readonly actingFor?: number | undefined
  readonly ticksAll: boolean
  readonly isStale: boolean
}

export async function decideBy(plan: DecidePlan, model: Model, real: Real): Promise<boolean> {
  const { outcome } = plan
  const check = plan.check ?? oracle.nextCheck(model)
  const asked = oracle.mayDecide(model, check)
  const person = plan.isAsked && asked.length > 0 ? at(asked, plan.person).person : at(model.persons, plan.person)
  const actingFor = plan.actingFor === undefined ? undefined : at(model.persons, plan.actingFor)
  const panel = await real.db.inOrganisation(real.orgId, (tx) => gates.gatePanel(tx, trialGate, real.subjectId))
  const findings = panel.stations.flatMap((one) => one.findings.map((found) => ({ ...found, check: one.check })))
  const ticked = findings.slice(plan.ticksAll ? 0 : 1)
  const ticks = ticked.map((one) => `${one.check}:${one.rule}`)
  const given = { check, outcome, person, actingFor, isStale: plan.isStale, ticks }
  const ways = oracle.acceptDecision(model, given)
  const state = await attempt(real, async (tx) =>
    gates.decide(tx, trialGate, {
      subjectId: real.subjectId,
      revisionHash: plan.isStale ? hashOf('another') : model.revision.hash,
      check,
      outcome,
      actor: await actorOf(tx, person),
      actingFor,
      comment: SECRETS.comment,
      facts: { findingIds: ticked.map((one) => one.id!), secondsInView: 7 },
    }),
  )
  agree(`decision accepted: ${JSON.stringify(given)}`, state !== undefined, ways.length > 0)
  if (!state) return false
  const last = await real.db.asOwner<{ acting_for_id: string | null }>(
    'select acting_for_id from gate_decision where org_id = $1 order by seq desc limit 1',
    [real.orgId],
  )
  const chosen = ways.find((one) => (one.actingFor ?? null) === last[0]!.acting_for_id)
  agree('for whom the signer acted', chosen !== undefined, true)
  model.decisions.push({
    revision: model.revision.number,
    check,
    outcome,
    person: oracle.canon(model, person),
    actingFor: chosen!.actingFor,
    ticks,
    at: model.now,
  })
  return true
}

export async function issueBy(
  plan: { isRight: boolean; isForTheRest: boolean },
  model: Model,
  real: Real,
): Promise<boolean> {
  const hash = plan.isRight ? model.revision.hash : hashOf('another')
  const expected = oracle.mayIssue(model, { hash, isForTheRest: plan.isForTheRest })
  const permit = await attempt(real, (tx) =>
    gates.issuePermit(tx, trialGate, {
      subjectId: real.subjectId,
      recomputedHash: hash,
      effect: 'release',
      recipients: [SECRETS.content],
      isForTheRest: plan.isForTheRest,
    }),
  )
  agree('permit issued', permit !== undefined, expected)
  if (!permit) return false
  const isMarked = oracle.isOpenByGlassOnly(model)
  agree('permit marked', permit.breakGlassId !== undefined, isMarked)
  const { number: revision } = model.revision
  model.permits.push({ id: permit.id, revision, hash, expires: model.now + 15 * MINUTE, isMarked, isConsumed: false })
  model.isListed = false
  return true
}

export async function consumeBy(
  plan: { pick: number; isRight: boolean; effect: string },
  model: Model,
  real: Real,
): Promise<boolean> {
  if (model.permits.length === 0) return false
  const permit = at(model.permits.toReversed(), plan.pick)
  const hash = plan.isRight ? permit.hash : hashOf('another')
  const expected = oracle.isUsable(model, permit) && plan.isRight && plan.effect === 'release'
  const done = await attempt(real, async (tx) => {
    await gates.consumePermit(tx, permit.id, { recomputedHash: hash, effect: plan.effect })
    return true
  })
  agree('permit consumed', done === true, expected)
  if (done) permit.isConsumed = true
  return done === true
}

export async function breakGlassBy(
  plan: { person: number; isOffice: boolean; isConfirm: boolean },
  model: Model,
  real: Real,
): Promise<boolean> {
  const office = model.roles.filter((one) => one.role === 'privacy_office').map((one) => one.person)
  const person = at(plan.isOffice && office.length > 0 ? office : model.persons, plan.person)
  const glass = model.glass.at(-1)
  if (!plan.isConfirm || !glass) {
    const expiresAt = new Date(model.now + 61 * MINUTE)
    const revisionHash = model.revision.hash
    const opened = await attempt(real, async (tx) => {
      const actor = await actorOf(tx, person)
      const { subjectId } = real
      return gates.openBreakGlass(tx, trialGate, { subjectId, revisionHash, actor, reason: SECRETS.reason, expiresAt })
    })
    agree('glass opened', opened !== undefined, oracle.mayBreakGlass(model, person))
    if (!opened) return false
    const opener = oracle.canon(model, person)
    model.glass.push({ id: opened.breakGlassId, revision: model.revision.number, opener, expires: expiresAt.getTime() })
    return true
  }
  const expected =
    oracle.mayBreakGlass(model, person) &&
    glass.revision === model.revision.number &&
    !glass.confirmer &&
    model.now < glass.expires &&
    oracle.canon(model, person) !== oracle.canon(model, glass.opener)
  let reviewCount = 0
  const confirmed = await attempt(real, async (tx) =>
    gates.confirmBreakGlass(tx, trialGate, {
      subjectId: real.subjectId,
      breakGlassId: glass.id,
      actor: await actorOf(tx, person),
      openReview: async () => void reviewCount++,
    }),
  )
  agree('glass confirmed', confirmed !== undefined, expected)
  agree('reviews opened', reviewCount, expected ? 1 : 0)
  if (confirmed) glass.confirmer = oracle.canon(model, person)
  return confirmed !== undefined
}

export async function verdictBy(
  plan: { check: string; verdict: gates.Verdict; rules: readonly string[] },
  model: Model,
  real: Real,
): Promise<boolean> {
  const { check, verdict, rules } = plan
  const named = verdict === 'findings' ? rules : verdict === 'unread' ? ['could_not_look'] : []
  const findings = verdict === 'findings' ? rules : []
  const state = await attempt(real, (tx) =>
    gates.recordVerdict(tx, trialGate, {
      subjectId: real.subjectId,
      revisionHash: model.revision.hash,
      check,
      verdict,
      findings: findings.map((rule) => ({ rule, severity: 'warning', facts: { file: SECRETS.finding } })),
      engine: 'trial@1',
    }),
  )
  agree('verdict accepted', state !== undefined, !oracle.isOver(model))
  if (!state) return false
  const points = named.map((rule) => `${check}:${rule}`)
  model.verdicts.push({ revision: model.revision.number, check, verdict, points, at: model.now })
  return true
}

export async function reviseBy(isSame: boolean, model: Model, real: Real): Promise<boolean> {
  const content = isSame ? model.revision.content : newId()
  const ref = await attempt(real, (tx) =>
    gates.reviseGate(tx, trialGate, real.subjectId, { content, to: SECRETS.content }),
  )
  agree('revision accepted', ref !== undefined, !oracle.isOver(model))
  if (!ref) return false
  model.revision = { number: model.revision.number + 1, hash: ref.revisionHash, content, at: model.now }
  return true
}

/** The next step of a matter that goes well: decide, wait, issue, consume. */
export async function drive(person: number, model: Model, real: Real): Promise<boolean> {
  const usable = model.permits.toReversed().findIndex((one) => oracle.isUsable(model, one))
  if (usable !== -1) return consumeBy({ pick: usable, isRight: true, effect: 'release' }, model, real)
  if (oracle.isOpen(model)) return issueBy({ isRight: true, isForTheRest: false }, model, real)
  if (oracle.isStopped(model)) return reviseBy(true, model, real)
  const check = oracle.machineToRun(model)
  if (check) return verdictBy({ check, verdict: 'pass', rules: [] }, model, real)
  return decideBy({ person, isAsked: true, outcome: 'pass', ticksAll: true, isStale: false }, model, real)
}
