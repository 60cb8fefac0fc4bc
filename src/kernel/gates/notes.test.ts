import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { openKeyring, openVault, type Vault } from '../vault/index.ts'
import { actorOf, company, opened, trialGate } from './company.fixture.ts'
import { decide, eraseGate, gatePanel, gateState, keepNotesIn } from './index.ts'

const db = useTestDatabase()
let [folder, vault]: [string, Vault | undefined] = ['', undefined]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-notes-'))
  const file = join(folder, 'keyring.json')
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(file) })
})
afterEach(() => keepNotesIn(undefined))
afterAll(() => rm(folder, { recursive: true, force: true }))

test('保管庫があれば、関門の個人に関する内容は暗号化され、消去できる', async () => {
  keepNotesIn(vault)
  const orgId = await db.newOrganisation()
  const comment = '秘密の理由'
  const ref = await db.inOrganisation(orgId, async (tx) => {
    const house = await company(tx)
    const found = [{ rule: 'free-mail', severity: 'warning' as const, facts: { domain: 'himitsu.example' } }]
    const ref = await opened(tx, house, {}, { verdict: 'findings', findings: found })
    const { points: findingIds } = await gateState(tx, trialGate, ref.subjectId)
    const actor = await actorOf(tx, house.author)
    const facts = { findingIds }
    await decide(tx, trialGate, { ...ref, check: 'self-check', outcome: 'pass', actor, comment, facts })
    return ref
  })
  expect(await db.asOwner('select id from gate_note')).toEqual([])
  const [row] = await db.asOwner<{ text: string }>(`select string_agg(s::text, ' ') as text from sealed_facts s`)
  expect(row!.text).not.toContain(comment)
  const panel = () => db.inOrganisation(orgId, (tx) => gatePanel(tx, trialGate, ref.subjectId))
  const before = await panel()
  expect(before.stations.find((one) => one.check === 'self-check')).toMatchObject({ comment })
  expect(before.stations.find((one) => one.check === 'content')!.findings).toHaveLength(1)
  keepNotesIn(undefined)
  await expect(panel()).rejects.toThrow(/keepNotesIn/)
  keepNotesIn(vault)
  await db.inOrganisation(orgId, (tx) => eraseGate(tx, trialGate, ref.subjectId))
  const after = await panel()
  expect(after.stations.every((one) => one.comment === undefined && one.findings.length === 0)).toBe(true)
})
