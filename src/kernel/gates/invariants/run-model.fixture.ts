import fc from 'fast-check'
import { newId } from '../../../base/ids.ts'
import { company, trialGate } from '../company.fixture.ts'
import { openGate, recordVerdict } from '../index.ts'
import { type Real, SECRETS, type TrialDatabase } from './acts.fixture.ts'
import { type Command, type CommandName, COMMANDS } from './commands.fixture.ts'
import type { Model } from './oracle.fixture.ts'

const MINUTE = 60_000
/** Sequences a test; `SEKISHO_DEEP=1` asks for the long rounds of a night. */
const RUNS = process.env['SEKISHO_DEEP'] === '1' ? 300 : 10
/** A slow machine is no failure; shrinking a real one takes its time. */
export const MODEL_TIMEOUT_MS = 30 * 60_000

/**
 * Random acts of random people on a real gate in a real database; after each act the gate must stand as the oracle says.
 * @param usual commands that come most often, with how much more often
 * @param after looks at the rows when a sequence is over
 */
export async function runModel(
  db: TrialDatabase,
  usual: Partial<Record<CommandName, number>>,
  after: (model: Model, real: Real) => Promise<void>,
): Promise<void> {
  const names: CommandName[] = [
    'decides',
    'decides',
    'verdicts',
    'waits',
    'roles',
    'merges',
    'loans',
    'revises',
    'issues',
  ]
  const weighted = [...names, ...Object.entries(usual).flatMap(([name, times]) => Array(times).fill(name))]
  const commands: fc.Arbitrary<Command>[] = weighted.map((name: CommandName) => COMMANDS[name])
  const plans = fc.record({
    count: fc.constantFrom(1, 1, 2),
    coolDownSeconds: fc.constantFrom(0, 0, 180),
    commands: fc.commands(commands, { maxCommands: 30, size: 'max' }),
  })
  await fc.assert(
    fc.asyncProperty(plans, async ({ count, coolDownSeconds, commands }) => {
      const { model, real } = await start(db, { count, coolDownSeconds })
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await after(model, real)
    }),
    { numRuns: RUNS },
  )
  await db.setClock(undefined)
}

async function start(db: TrialDatabase, { count, coolDownSeconds }: { count: number; coolDownSeconds: number }) {
  const orgId = await db.newOrganisation()
  const now = Date.parse('2026-11-24T00:00:00Z')
  await db.setClock(new Date(now))
  return db.inOrganisation(orgId, async (tx) => {
    const { head, section, ...people } = await company(tx)
    const subjectId = newId()
    const content = newId()
    const expires = now + 3 * 24 * 60 * MINUTE + 31 * MINUTE
    const ref = await openGate(tx, trialGate, {
      subjectId,
      authorId: people.author,
      unitId: section,
      content: { content, to: SECRETS.content },
      requirements: { approval: { count } },
      coolDownSeconds,
      expiresAt: new Date(expires),
    })
    const verdicts = []
    for (const check of ['roster', 'content']) {
      const { revisionHash } = ref
      await recordVerdict(tx, trialGate, {
        subjectId,
        revisionHash,
        check,
        verdict: 'pass',
        findings: [],
        engine: 'trial@1',
      })
      verdicts.push({ revision: 1, check, verdict: 'pass', points: [], at: now })
    }
    const role = (person: string, role: string, unit: string) => ({ person, role, unit })
    const model: Model = {
      now,
      author: people.author,
      persons: Object.values(people),
      units: { section, head },
      mergedInto: new Map(),
      roles: [
        role(people.chief, 'supervisor', section),
        role(people.deputy, 'supervisor', section),
        role(people.director, 'supervisor', head),
        role(people.officeOne, 'privacy_office', head),
        role(people.officeTwo, 'privacy_office', head),
        role(people.officeThree, 'privacy_office', head),
      ],
      loans: [],
      count,
      coolDown: coolDownSeconds * 1000,
      expires,
      revision: { number: 1, hash: ref.revisionHash, content, at: now },
      decisions: [],
      verdicts,
      glass: [],
      permits: [],
      isEnded: false,
      actCount: 3,
      isListed: true,
    }
    const real: Real = { db, orgId, subjectId }
    return { model, real }
  })
}
