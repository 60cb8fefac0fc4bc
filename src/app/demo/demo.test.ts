import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import { inOrganisation } from '../../kernel/db/database.ts'
import { approversFor } from '../../kernel/people/index.ts'
import { openKeyring, openVault, type Vault } from '../../kernel/vault/index.ts'
import { readReceivedList } from '../../operation/received-data/operations/read-received-list.ts'
import { openListDesk } from '../documents/list-desk.ts'
import { demoOrganisationId } from '../organisations/found-organisation.ts'
import { createDemoAccounts } from './demo-accounts.ts'
import { loadDemo, type LoadedDemo } from './load-demo.ts'
import { removeDemo } from './remove-demo.ts'
import { zippedStaffList } from './staff-list.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault
const lists = openListDesk()
let demo: LoadedDemo
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-demo-'))
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(join(folder, 'keys.json')) })
  demo = await loadDemo(db.database, { vault, lists })
  await createDemoAccounts(db.database, demo)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('F社の作業者には、F社の上長と、委託元の上長が承認者になる', async () => {
  const asked = (side: 'own' | 'entruster') =>
    db.inOrganisation(demo.orgId, (tx) =>
      approversFor(tx, { authorId: demo.personIds['f-listed']!, role: 'supervisor', side, at: new Date() }),
    )
  expect((await asked('own')).map(({ personId }) => personId)).toEqual([demo.personIds['f-supervisor']])
  expect((await asked('entruster')).map(({ personId }) => personId)).toEqual([demo.personIds['own-supervisor']])
})

test('県職員情報は、X県から受領した名簿として登録されている', async () => {
  const read = () =>
    db.inOrganisation(demo.orgId, (tx) =>
      tx
        .selectFrom('registered_dataset as d')
        .innerJoin('party as p', 'p.id', 'd.party_id')
        .select(['d.id', 'd.state', 'd.person_count', 'p.name'])
        .executeTakeFirstOrThrow(),
    )
  const { id } = await read()
  await readReceivedList(db.database, demo.orgId, { listId: id, ending: '.zip' }, { vault, lists })
  expect(await read()).toMatchObject({ state: 'registered', person_count: 4000, name: 'X県' })
})

test('県職員情報は約4,000名分で、同じものは同じバイト列になる', async () => {
  const [one, two] = [await zippedStaffList(), await zippedStaffList()]
  expect(one.equals(two)).toBe(true)
  expect(one.length).toBeGreaterThan(10_000)
})

test('デモを取り除くと、誰も入れず、内容は消え、台帳は残る', async () => {
  const content = await vault.receive(Readable.from([Buffer.from('From: a@jisha.example\r\n\r\n')]))
  const mailId = newId()
  await inOrganisation(db.database, demo.orgId, async (tx) => {
    const file = await vault.adopt(tx, content, { kind: 'mail' })
    await tx
      .insertInto('outbound_mail')
      .values({
        id: mailId,
        mail_class: 'undetermined',
        entry: 'loopback',
        file_id: file.id,
        sha256: file.sha256,
        byte_count: file.byteCount,
        received_line: 'r',
        revision_salt: 's',
        envelope_sender: 'ichiro.mihon@jisha.example',
        is_null_sender: false,
        has_8bit: false,
        needs_smtp_utf8: false,
        subject_line: '件名',
        header_from: 'f',
        message_id: 'm',
        author_problem: 'not_a_person',
      })
      .execute()
  })
  expect(await removeDemo({ database: db.database, vault })).toBe(true)
  expect(await demoOrganisationId(db.database)).toBeUndefined()
  expect(await db.asOwner(`select count(*)::int as open from account where status <> 'disabled'`)).toEqual([
    { open: 0 },
  ])
  expect(await db.asOwner('select custody, subject_line, envelope_sender from outbound_mail')).toEqual([
    { custody: 'purged', subject_line: '', envelope_sender: '' },
  ])
  await expect(
    db.inOrganisation(demo.orgId, async (tx) => {
      const { file_id } = await tx
        .selectFrom('outbound_mail')
        .where('id', '=', mailId)
        .select('file_id')
        .executeTakeFirstOrThrow()
      return vault.read(tx, file_id)
    }),
  ).rejects.toThrow('content_erased')
  expect(await db.asOwner(`select count(*)::int as n from event where type = 'organisation.closed'`)).toEqual([
    { n: 1 },
  ])
  expect(await removeDemo({ database: db.database, vault })).toBe(false)
})
