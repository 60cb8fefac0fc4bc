import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import {
  anchorLedger,
  consistencyProof,
  defineEvents,
  exportLedger,
  inclusionProof,
  LedgerDamaged,
  type LedgerFindingKind,
  linkNow,
  readAnchorLine,
  recordEvent,
  subjectTimeline,
  verifyConsistency,
  verifyExport,
  verifyInclusion,
} from './index.ts'
import { leafHash } from './rules/merkle.ts'

const db = useTestDatabase()
const kinds = defineEvents('trial', { done: { n: z.number().int() }, seen: { 項目: z.string() } })
let org: string
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-anchors-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  org = await db.newOrganisation()
})

const record = (tx: Tx, n: number, subjectId = newId()) =>
  recordEvent(tx, kinds.done, {
    actor: { kind: 'account', orgId: org, personId: newId(), via: 'session' },
    subject: { kind: 'trial', id: subjectId },
    facts: { n },
  })
/** Writes and links `count` events; answers their ids in ledger order. */
async function grow(count: number): Promise<string[]> {
  const ids = await db.inOrganisation(org, async (tx) => {
    const ids: string[] = []
    for (let n = 0; n < count; n++) ids.push(await record(tx, n))
    return ids
  })
  await linkNow(db.database)
  return ids
}
const anchor = () => db.inOrganisation(org, (tx) => anchorLedger(tx, { folder }))
async function exported(): Promise<Buffer> {
  const parts: Buffer[] = []
  const output = new Writable({ write: (part: Buffer, _, done) => (parts.push(part), done()) })
  await db.inOrganisation(org, (tx) => exportLedger(tx, output))
  return Buffer.concat(parts)
}
async function* stream(bytes: Buffer) {
  yield bytes
}

describe('the record cannot be changed', () => {
  const tables = ['event', 'event_link', 'ledger_tile', 'ledger_anchor']
  const changes = tables.flatMap((table) => [
    `update ${table} set org_id = org_id`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ])

  test.each(changes)('%s: the application has no right, the owner is refused by the trigger', async (change) => {
    await expect(db.inOrganisation(org, (tx) => sql.raw(change).execute(tx))).rejects.toThrow(/permission denied/)
    await expect(db.asOwner(change)).rejects.toThrow(/append-only/)
    const auditor = new pg.Client({ connectionString: db.auditorUrl })
    await auditor.connect()
    await expect(auditor.query(change)).rejects.toThrow(/permission denied/)
    await auditor.end()
  })

  test.each([
    [
      `insert into event_link (org_id, leaf_index, event_id, leaf_hash, chain_hash)
      values (current_org(), 0, gen_random_uuid(), sha256(''), sha256(''))`,
    ],
    [`insert into ledger_tile values (current_org(), 1, 0, sha256(''))`],
    [
      `insert into event (id, type, actor_kind, actor_via, subject_kind, subject_id, facts)
      values (gen_random_uuid(), 'a.b', 'system', 'x', 'x', gen_random_uuid(), '{}')`,
    ],
    [`select * from sequencer.state`],
    [`update sequencer.state set next_xid = '1'`],
  ])('places, times and the sequencer’s state are out of the application’s reach', async (statement) => {
    await expect(db.inOrganisation(org, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/)
  })

  test('the auditor reads, and does not sequence', async () => {
    await grow(1)
    const auditor = new pg.Client({ connectionString: db.auditorUrl })
    await auditor.connect()
    await auditor.query(`select set_config('app.org', $1, false)`, [org])
    expect((await auditor.query('select * from event join event_link on event_id = id')).rowCount).toBe(1)
    await expect(auditor.query(`select ledger_lease($1, 1000)`, [newId()])).rejects.toThrow(/permission denied/)
    await auditor.end()
  })
})

describe('an event that cannot be written', () => {
  const act = (facts: { n: number }) =>
    db.inOrganisation(org, async (tx) => {
      await sql`update organisation set name = '変わった'`.execute(tx)
      await recordEvent(tx, kinds.done, {
        actor: { kind: 'system', orgId: org, part: 'trial' },
        subject: { kind: 'trial', id: newId() },
        facts,
      })
    })
  const nameNow = () => db.inOrganisation(org, (tx) => tx.selectFrom('organisation').select('name').executeTakeFirst())

  test('stops its act: facts that were not declared', async () => {
    await expect(act({ n: 1, name: '山田' } as never)).rejects.toThrow(/unrecognized_keys/)
    expect(await nameNow()).toEqual({ name: '試験組織' })
  })

  test('stops its act: the database refuses it', async () => {
    await db.asOwner('alter table event add constraint "full" check (false) not valid')
    await expect(act({ n: 1 })).rejects.toThrow(/"full"/)
    expect(await nameNow()).toEqual({ name: '試験組織' })
    await db.asOwner('alter table event drop constraint "full"')
    await act({ n: 1 })
    expect(await nameNow()).toEqual({ name: '変わった' })
  })
})

describe('the timeline of a subject', () => {
  test('pages by cursor, newest first, and says how well each event stands', async () => {
    const subject = newId()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.unshift(await db.inOrganisation(org, (tx) => record(tx, n, subject)))
    await linkNow(db.database)
    await anchor()
    // Two in one transaction have one instant: the id decides, and no page loses one.
    await db.inOrganisation(org, async (tx) => {
      for (let n = 3; n < 7; n++) ids.unshift(await record(tx, n, subject))
    })
    await linkNow(db.database)
    ids.unshift(await db.inOrganisation(org, (tx) => record(tx, 7, subject)))
    await db.inOrganisation(org, (tx) => record(tx, 8))

    const seen: string[] = []
    const states: string[] = []
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
      const page = await db.inOrganisation(org, (tx) => subjectTimeline(tx, subject, { cursor, size: 2 }))
      seen.push(...page.items.map((item) => item.id))
      states.push(...page.items.map((item) => item.linkedState))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(ids)
    expect(states).toEqual(['waiting', ...Array(4).fill('linked'), ...Array(3).fill('anchored')])
  })

  test('a cursor that is not ours is bad input; another organisation sees nothing', async () => {
    const subject = newId()
    await db.inOrganisation(org, (tx) => record(tx, 1, subject))
    for (const cursor of ['x', Buffer.from('["2026-01-01","x"]').toString('base64url')]) {
      await expect(
        db.inOrganisation(org, (tx) => subjectTimeline(tx, subject, { cursor, size: 2 })),
      ).rejects.toMatchObject({ code: 'bad_input' })
    }
    const other = await db.newOrganisation()
    expect((await db.inOrganisation(other, (tx) => subjectTimeline(tx, subject, { size: 2 }))).items).toEqual([])
  })
})

describe('proofs from the database', () => {
  test('one event in the tree of now and in the tree of an anchor; and that one begins the other', async () => {
    // Past 256 and past 512: tiles, and what is left of them.
    const ids = await grow(600)
    const first = (await anchor())!.anchor
    await grow(171)
    const second = (await anchor())!.anchor
    await db.inOrganisation(org, async (tx) => {
      for (const at of [0, 255, 256, 511, 512, 599]) {
        for (const size of [undefined, 600]) {
          const proof = (await inclusionProof(tx, ids[at]!, size))!
          expect(proof.index).toBe(at)
          expect(proof.root).toEqual(size ? first.root : second.root)
          expect(leafHash(Buffer.from(proof.event))).toEqual(proof.leaf)
          expect(verifyInclusion(proof)).toBe(true)
        }
      }
      expect(await inclusionProof(tx, ids[300]!, 300)).toBeUndefined()
      await expect(inclusionProof(tx, newId())).rejects.toMatchObject({ code: 'not_found' })
      const waiting = await record(tx, 1)
      expect(await inclusionProof(tx, waiting)).toBeUndefined()
      const claim = await consistencyProof(tx, 600, 771)
      expect([claim.older.root, claim.newer.root]).toEqual([first.root, second.root])
      expect(verifyConsistency(claim)).toBe(true)
    })
  })
})

describe('anchors', () => {
  test('each is a line in the file, continues the one before, and nothing new is no new line', async () => {
    expect(await anchor()).toBeUndefined()
    await grow(3)
    const first = (await anchor())!
    expect(await anchor()).toBeUndefined()
    await grow(2)
    const second = (await anchor())!
    const lines = (await readFile(first.file, 'utf8')).trimEnd().split('\n')
    expect(lines).toEqual([first.line, second.line])
    expect(second.anchor).toMatchObject({ size: 5, previous: first.anchor.check })
    expect(readAnchorLine(lines[1]!)).toEqual(second.anchor)
    const report = await verifyExport(stream(await exported()), lines)
    expect(report).toMatchObject({ findingCount: 0, eventCount: 5, newestAnchoredIndex: 4, anchorCount: 2 })
  })

  test('killed between file and database: the next one stands beside it, and both hold', async () => {
    await grow(3)
    const lost = (await anchor())!
    await db.asOwner('alter table ledger_anchor disable trigger append_only')
    await db.asOwner('delete from ledger_anchor where org_id = $1', [org])
    await db.asOwner('alter table ledger_anchor enable trigger append_only')
    await writeFile(lost.file, '{"torn', { flag: 'a' })
    await grow(1)
    const next = (await anchor())!
    const lines = (await readFile(lost.file, 'utf8')).trimEnd().split('\n')
    expect(lines).toEqual([lost.line, '{"torn', next.line])
    const report = await verifyExport(stream(await exported()), [lost.line, next.line])
    expect(report).toMatchObject({ findingCount: 0, newestAnchoredIndex: 3, anchorCount: 2 })
    expect((await verifyExport(stream(await exported()), lines)).countByKind).toEqual({ anchor_unreadable: 1 })
  })

  test('a folder that cannot be written: no row either', async () => {
    await grow(1)
    const file = join(folder, newId())
    await writeFile(file, '')
    await expect(db.inOrganisation(org, (tx) => anchorLedger(tx, { folder: file }))).rejects.toThrow(/EEXIST|ENOTDIR/)
    expect(await db.asOwner('select 1 from ledger_anchor where org_id = $1', [org])).toEqual([])
  })
})

/** Somebody with all rights on the database, who switches the triggers off. `$1` is the organisation. */
const damage: Record<string, { statements: string[]; finds: LedgerFindingKind[] }> = {
  'facts edited': {
    statements: [
      `update event set facts = '{"n": 77}' where id = (select event_id from event_link where leaf_index = 4 and org_id = $1)`,
    ],
    finds: ['event_edited'],
  },
  'a microsecond edited': {
    statements: [
      `update event set occurred_at = occurred_at + interval '1 microsecond' where id = (select event_id from event_link where leaf_index = 4 and org_id = $1)`,
    ],
    finds: ['event_edited'],
  },
  'somebody else made the actor': {
    statements: [
      `update event set actor_id = gen_random_uuid() where id = (select event_id from event_link where leaf_index = 4 and org_id = $1)`,
    ],
    finds: ['event_edited'],
  },
  'an event deleted': {
    statements: [`delete from event where id = (select event_id from event_link where leaf_index = 4 and org_id = $1)`],
    finds: ['event_missing'],
  },
  'an event deleted with its link': {
    statements: [
      `delete from event where id = (select event_id from event_link where leaf_index = 4 and org_id = $1)`,
      `delete from event_link where leaf_index = 4 and org_id = $1`,
    ],
    finds: ['places_missing'],
  },
  'the end cut off behind the anchor': {
    statements: [
      `delete from event where id in (select event_id from event_link where leaf_index >= 7 and org_id = $1)`,
      `delete from event_link where leaf_index >= 7 and org_id = $1`,
    ],
    finds: ['ledger_cut'],
  },
  'two events exchanged': {
    statements: [
      `alter table event_link drop constraint event_link_event_id_org_id_key`,
      `update event_link l set event_id = (select event_id from event_link o where o.org_id = $1 and o.leaf_index = 9 - l.leaf_index) where org_id = $1 and leaf_index in (4, 5)`,
      `alter table event_link add unique (event_id, org_id)`,
    ],
    finds: ['event_edited'],
  },
  'an event and its leaf forged': {
    statements: [`update event_link set leaf_hash = sha256('forged') where leaf_index = 4 and org_id = $1`],
    finds: ['event_edited', 'chain_broken', 'anchor_mismatch'],
  },
  'chain and leaves forged to the end': {
    statements: [
      `update event_link set leaf_hash = sha256('forged') where leaf_index = 4 and org_id = $1`,
      ...[4, 5, 6, 7, 8, 9].map(
        (at) =>
          `update event_link l set chain_hash = sha256('\\x02'::bytea || (select chain_hash from event_link b where b.org_id = $1 and b.leaf_index = ${at} - 1) || leaf_hash) where leaf_index = ${at} and org_id = $1`,
      ),
    ],
    finds: ['event_edited', 'anchor_mismatch'],
  },
  'the inner anchor adjusted': {
    statements: [`update ledger_anchor set line = replace(line, '"size":8', '"size":7') where org_id = $1`],
    finds: ['anchor_unreadable'],
  },
}

describe.each(Object.entries(damage))('damage done in the database: %s', (_, { statements, finds }) => {
  test('is found in the export', async () => {
    await grow(8)
    const outside = (await anchor())!
    await grow(2)
    expect((await verifyExport(stream(await exported()), [outside.line])).findings).toEqual([])
    const tables = ['event', 'event_link', 'ledger_anchor']
    for (const table of tables) await db.asOwner(`alter table ${table} disable trigger append_only`)
    for (const statement of statements) await db.asOwner(statement, statement.includes('$1') ? [org] : [])
    for (const table of tables) await db.asOwner(`alter table ${table} enable trigger append_only`)
    const report = await verifyExport(stream(await exported()), [outside.line])
    expect(Object.keys(report.countByKind)).toEqual(expect.arrayContaining(finds))
  })
})

test('a reader that goes away ends the export with an error', async () => {
  await grow(5)
  const output = new PassThrough({ highWaterMark: 1 })
  setImmediate(() => output.destroy())
  await expect(db.inOrganisation(org, (tx) => exportLedger(tx, output))).rejects.toMatchObject({
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  })
})

// The last one: its damaged ledger stays in this file's database.
test('a ledger shorter than its anchor: nothing is linked to it, nothing anchored, and the others go on', async () => {
  await grow(5)
  await anchor()
  await db.asOwner('alter table event_link disable trigger append_only')
  await db.asOwner('delete from event_link where org_id = $1 and leaf_index >= 3', [org])
  await db.asOwner('alter table event_link enable trigger append_only')
  const damaged = org
  await db.inOrganisation(damaged, (tx) => record(tx, 1))
  org = await db.newOrganisation()
  await db.inOrganisation(org, (tx) => record(tx, 1))
  await expect(linkNow(db.database)).rejects.toThrow(LedgerDamaged)
  expect(await db.asOwner('select 1 from event_link where org_id = $1', [org])).toHaveLength(1)
  expect(await db.asOwner('select 1 from event_link where org_id = $1', [damaged])).toHaveLength(3)
  org = damaged
  await expect(anchor()).rejects.toThrow(LedgerDamaged)
})
