import fc from 'fast-check'
import { jstDay } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import { trialGate } from '../company.fixture.ts'
import * as gates from '../index.ts'
import { loadGate, openingOf } from '../load-gate.ts'
import { progressOf } from '../progress.ts'
import {
  agree,
  at,
  attempt,
  breakGlassBy,
  consumeBy,
  decideBy,
  drive,
  issueBy,
  MINUTE,
  type Real,
  reviseBy,
  verdictBy,
} from './acts.fixture.ts'
import { rarely } from './facts.fixture.ts'
import * as oracle from './oracle.fixture.ts'
import type { Model } from './oracle.fixture.ts'

export type Command = fc.AsyncCommand<Model, Real>

/** Time goes on a second a command, so that nothing happens at once; then the act, then the comparison. */
function command(name: string, act: (model: Model, real: Real) => Promise<boolean>): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(model, real) {
      model.now += 1000
      model.isListed = true
      await real.db.setClock(new Date(model.now))
      const isAct = await act(model, real)
      if (isAct) model.actCount++
      await compare(model, real, isAct)
    },
  }
}

async function compare(model: Model, real: Real, isAct: boolean): Promise<void> {
  await real.db.inOrganisation(real.orgId, async (tx) => {
    const loaded = await loadGate(tx, await openingOf(tx, trialGate, real.subjectId))
    agree('whether the gate is open', loaded.state.open, oracle.isOpen(model))
    if (!isAct || !model.isListed) return
    const stored = await tx.selectFrom('gate_progress').selectAll().executeTakeFirstOrThrow()
    const waiting = await tx.selectFrom('gate_waiting').select(['check_id', 'person_id', 'since_at']).execute()
    const computed = await progressOf(tx, loaded)
    const row = (check: string, person: string, since: Date) => [check, person, since.toISOString()].join(' ')
    agree(
      'the projection',
      [stored.state, stored.finding_count, stored.nobody_asked, stored.open_at],
      [computed.state, computed.findingCount, computed.isNobodyAsked, computed.openAt],
    )
    agree(
      'who waits',
      new Set(waiting.map((one) => row(one.check_id, one.person_id, one.since_at))),
      new Set(computed.waiting.map((one) => row(one.checkId, one.asked.personId, one.sinceAt))),
    )
  })
}

const who = fc.nat(20)
const sentence = (...words: unknown[]) => words.map(String).join(' ')

const decides = fc
  .record({
    person: who,
    check: fc.constantFrom(undefined, undefined, undefined, undefined, 'self-check', 'approval', 'also-privacy-office'),
    // Mostly the one who is asked: a model that only meets refusals proves little.
    isAsked: fc.constantFrom(true, true, true, true, false),
    outcome: fc.constantFrom('pass' as const, ...Array<'pass'>(9).fill('pass'), 'refuse'),
    actingFor: rarely(who),
    ticksAll: fc.constantFrom(true, true, true, true, true, false),
    isStale: fc.constantFrom(false, false, false, false, false, false, false, false, true),
  })
  .map((plan) => command(sentence('decide', JSON.stringify(plan)), (model, real) => decideBy(plan, model, real)))

const verdicts = fc
  .record({
    check: fc.constantFrom(...oracle.MACHINES),
    verdict: fc.constantFrom('pass' as const, 'pass', 'pass', 'pass', 'findings', 'unread', 'fail'),
    rules: fc.subarray(['a', 'b'], { minLength: 1 }),
  })
  .map(({ check, verdict, rules }) =>
    command(sentence('verdict', check, verdict, rules), (model, real) =>
      verdictBy({ check, verdict, rules }, model, real),
    ),
  )

const revises = fc
  .boolean()
  .map((isSame) =>
    command(sentence('revise', isSame ? 'the same' : 'changed'), (model, real) => reviseBy(isSame, model, real)),
  )

const merges = fc.tuple(who, who).map(([one, other]) =>
  command(sentence('merge', one, other), async (model, real) => {
    const [from, into] = [oracle.canon(model, at(model.persons, one)), oracle.canon(model, at(model.persons, other))]
    if (from === into) return false
    await real.db.inOrganisation(real.orgId, (tx) =>
      tx.updateTable('person').set({ merged_into_id: into }).where('id', '=', from).execute(),
    )
    model.mergedInto.set(from, into)
    return false
  }),
)

const roles = fc
  .record({
    person: who,
    role: fc.constantFrom('supervisor' as const, 'privacy_office'),
    section: fc.boolean(),
    isLost: fc.boolean(),
  })
  .map(({ person, role, section, isLost }) =>
    command(sentence(isLost ? 'loses' : 'gains', role, person), async (model, real) => {
      const id = at(model.persons, person)
      await real.db.inOrganisation(real.orgId, async (tx) => {
        const until_on = jstDay(new Date(model.now - 24 * 60 * MINUTE))
        if (isLost)
          await tx
            .updateTable('membership')
            .set({ until_on })
            .where('person_id', '=', id)
            .where('role', '=', role)
            .where('until_on', 'is', null)
            .execute()
        else {
          const unit_id = section ? model.units.section : model.units.head
          const row = { id: newId(), person_id: id, unit_id, role, from_on: '2020-04-01' }
          await tx.insertInto('membership').values(row).execute()
          model.roles.push({ person: id, role, unit: unit_id })
        }
      })
      if (isLost) model.roles = model.roles.filter((one) => one.person !== id || one.role !== role)
      return false
    }),
  )

const loans = fc
  .record({
    from: who,
    to: who,
    role: fc.constantFrom('supervisor', 'privacy_office'),
    minutes: fc.constantFrom(31, 601),
  })
  .map(({ from, to, role, minutes }) =>
    command(sentence('lends', role, from, to), async (model, real) => {
      const [giver, taker] = [at(model.persons, from), at(model.persons, to)]
      if (giver === taker) return false
      const until = model.now + minutes * MINUTE
      await real.db.inOrganisation(real.orgId, (tx) =>
        tx
          .insertInto('delegation')
          .values({
            id: newId(),
            from_person_id: giver,
            to_person_id: taker,
            role,
            from_at: new Date(model.now - MINUTE),
            until_at: new Date(until),
            reason: '出張',
          })
          .execute(),
      )
      model.loans.push({ from: giver, to: taker, role, until })
      return false
    }),
  )

// Even minutes against odd limits: what is compared is never within a minute of a limit.
const waits = fc.constantFrom(4, 4, 4, 16, 60, 1440).map((minutes) =>
  command(sentence('wait', minutes), (model, real) => {
    model.now += minutes * MINUTE
    return real.db.setClock(new Date(model.now)).then(() => false)
  }),
)

const issues = fc
  .record({ isRight: fc.constantFrom(true, true, true, false), isForTheRest: fc.boolean() })
  .map((plan) => command(sentence('issue', JSON.stringify(plan)), (model, real) => issueBy(plan, model, real)))

const consumes = fc
  .record({
    pick: fc.nat(5),
    isRight: fc.constantFrom(true, true, true, false),
    effect: fc.constantFrom('release', 'release', 'other'),
  })
  .map((plan) => command(sentence('consume', JSON.stringify(plan)), (model, real) => consumeBy(plan, model, real)))

const breaks = fc
  .record({ person: who, isOffice: fc.constantFrom(true, true, false), isConfirm: fc.boolean() })
  .map((plan) => command(sentence('glass', JSON.stringify(plan)), (model, real) => breakGlassBy(plan, model, real)))

const ends = fc.constantFrom('withdrawn' as const, 'done' as const).map((how) =>
  command(sentence('end', how), async (model, real) => {
    const actor = { kind: 'system' as const, orgId: real.orgId, part: 'trial' }
    const done = await attempt(real, async (tx) => {
      await gates.endGate(tx, trialGate, { subjectId: real.subjectId, how, actor })
      return true
    })
    agree('end accepted', done === true, !model.isEnded)
    model.isEnded = true
    return done === true
  }),
)

const drives = who.map((person) => command(sentence('drive', person), (model, real) => drive(person, model, real)))

export const COMMANDS = {
  drives,
  decides,
  verdicts,
  revises,
  merges,
  roles,
  loans,
  waits,
  issues,
  consumes,
  breaks,
  ends,
}
export type CommandName = keyof typeof COMMANDS
